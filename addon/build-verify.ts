import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");

/** Verify.js: the checks and the writer, with the one function that a person runs. */
export async function buildVerify(): Promise<string> {
  const result = await build({
    entryPoints: [join(import.meta.dirname, "verify/main.ts")],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "RowsmithVerify",
    target: "es2019",
    footer: { js: "function verifyRowsmith() { return RowsmithVerify.verifyRowsmith(); }" },
    logLevel: "error",
  });
  return result.outputFiles.map((file) => file.text).join("");
}

if (import.meta.main) {
  const outDir = join(import.meta.dirname, "dist/verify");
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, "Verify.js"), await buildVerify());
  await copyFile(join(root, "appsscript.json"), join(outDir, "appsscript.json"));
  console.log(
    "Built addon/dist/verify. Paste Verify.js into the Apps Script editor of an empty spreadsheet, run verifyRowsmith, " +
      "and read the execution log.",
  );
}
