import { createHash } from "node:crypto";
import { access, copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { build, type Metafile } from "esbuild";

export interface PlaygroundOptions {
  /** The repository's folder. */
  root: string;
  outDir: string;
}

/** What a bundle was made of: our own files by their content, packages by the lockfile. */
interface Inputs {
  packages: string;
  files: Record<string, string>;
}

/**
 * Writes index.html, playground.js, playground.css and frame-shim.js. The spreadsheet is 11 MB of packages, so a
 * bundle is kept while nothing that went into it has changed.
 */
export async function buildPlaygroundPage({ root, outDir }: PlaygroundOptions): Promise<void> {
  const folder = join(root, "addon/playground");
  await mkdir(outDir, { recursive: true });
  await copyFile(join(folder, "index.html"), join(outDir, "index.html"));
  const stamp = join(outDir, "inputs.json");
  const packages = await digest(join(root, "package-lock.json"));
  if (await isCurrent(root, stamp, packages, outDir)) return;
  const { metafile } = await build({
    entryPoints: { playground: join(folder, "main.ts"), "frame-shim": join(folder, "frame-shim.ts") },
    outdir: outDir,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    metafile: true,
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
    loader: {
      ".woff2": "dataurl",
      ".woff": "dataurl",
      ".ttf": "dataurl",
      ".svg": "dataurl",
      ".png": "dataurl",
    },
    logLevel: "error",
  });
  await writeFile(stamp, JSON.stringify({ packages, files: await ownFiles(root, metafile) }, null, 2));
}

async function isCurrent(root: string, stamp: string, packages: string, outDir: string): Promise<boolean> {
  try {
    const built = JSON.parse(await readFile(stamp, "utf8")) as Inputs;
    if (built.packages !== packages) return false;
    await Promise.all(["playground.js", "frame-shim.js"].map((name) => access(join(outDir, name))));
    const digests = await Promise.all(
      Object.entries(built.files).map(async ([name, was]) => (await digest(join(root, name))) === was),
    );
    return digests.every(Boolean);
  } catch {
    return false;
  }
}

async function ownFiles(root: string, metafile: Metafile): Promise<Record<string, string>> {
  const names = Object.keys(metafile.inputs).filter((name) => !name.includes("node_modules/"));
  names.push(relative(root, import.meta.filename));
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name): Promise<[string, string]> => [name, await digest(join(root, name))]),
    ),
  );
}

async function digest(file: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
}
