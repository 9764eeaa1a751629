import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import packageJson from "../package.json" with { type: "json" };
import { checkBackend, isPrivateHost } from "./build-backend.ts";
import { buildPage } from "./build-page.ts";
import { buildPart } from "./build-part.ts";
import { buildPlaygroundPage } from "./build-playground.ts";
import { buildScript } from "./build-script.ts";

const root = join(import.meta.dirname, "..");
const dist = join(import.meta.dirname, "dist");

/** The playground's server puts its own address in place of this when it serves the page. */
const PLAYGROUND_BACKEND = "__ROWSMITH_BACKEND__";

const pages = [
  { entry: "main.tsx", name: "Sidebar.html" },
  { entry: "window/main.tsx", name: "Window.html" },
] as const;

const parts = [
  { entry: "jobs/main.tsx", name: "Jobs.html" },
  { entry: "exports/main.tsx", name: "Exports.html" },
] as const;

export interface AddonOptions {
  /** Where the sidebar finds its backend, without `/api/v1`. */
  backend: string;
  outDir: string;
}

/** Writes Code.js, Sidebar.html with its parts, Window.html and appsscript.json into `outDir`. */
export async function buildAddon({ backend, outDir }: AddonOptions): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await Promise.all([
    buildScript(root).then((code) => writeFile(join(outDir, "Code.js"), code)),
    ...pages.map(async ({ entry, name }) => {
      const html = await buildPage({ entry, backend, version: packageJson.version, root });
      await writeFile(join(outDir, name), html);
    }),
    ...parts.map(async ({ entry, name }) => writeFile(join(outDir, name), await buildPart(root, entry))),
    copyFile(join(root, "appsscript.json"), join(outDir, "appsscript.json")),
  ]);
}

/** Writes the add-on and the page around it, which runs it in a browser without Google, into `outDir`. */
export async function buildPlayground({ outDir }: { outDir: string }): Promise<void> {
  await Promise.all([
    buildAddon({ backend: PLAYGROUND_BACKEND, outDir }),
    buildPlaygroundPage({ root, outDir }),
  ]);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { backend: { type: "string" }, playground: { type: "boolean" } } });
  if (values.playground) {
    await buildPlayground({ outDir: join(dist, "playground") });
    return;
  }
  const backend = checkBackend(values.backend);
  if (isPrivateHost(new URL(backend).hostname)) {
    console.warn(
      `${backend} looks like a private address: Chrome 142 and later stops pages at Google from reaching it ` +
        "unless its policy LocalNetworkAccessPermissionsPolicyDefaultEnabled allows that.",
    );
  }
  await buildAddon({ backend, outDir: dist });
  console.log(`Built addon/dist for ${backend}. Next: npx clasp push`);
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
