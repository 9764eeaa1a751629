import { join } from "node:path";
import { build } from "esbuild";
import { catalogue } from "./sidebar/catalogue.ts";

/** Apps Script calls only functions that are declared at the top of a file. */
const globalFunctions = [
  "function onOpen(event) { Rowsmith.onOpen(event); }",
  "function onInstall(event) { Rowsmith.onInstall(event); }",
  "function showSidebar() { Rowsmith.showSidebar(); }",
  "function rpc(name, json) { return Rowsmith.rpc(name, json); }",
].join("\n");

/** Code.js: what runs at Google, without modules, and the few functions that Google calls. */
export async function buildScript(root: string): Promise<string> {
  const result = await build({
    entryPoints: [join(root, "addon/server/main.ts")],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "Rowsmith",
    target: "es2019",
    define: { __TEXTS__: JSON.stringify(catalogue) },
    footer: { js: globalFunctions },
    logLevel: "error",
  });
  return result.outputFiles.map((file) => file.text).join("");
}
