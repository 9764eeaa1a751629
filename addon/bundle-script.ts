import { join } from "node:path";
import { minify } from "@swc/core";
import { build, type Metafile, type Plugin } from "esbuild";

export interface ScriptOptions {
  /** The sidebar's folder. */
  folder: string;
  /** Where the script begins, in that folder. */
  entry: string;
  define: Record<string, string>;
  plugins: Plugin[];
}

/** A script that stands inside a page of the add-on, and what it was made of. */
export async function bundleScript(options: ScriptOptions): Promise<{ script: string; metafile: Metafile }> {
  const { folder, entry, define, plugins } = options;
  const { outputFiles, metafile } = await build({
    entryPoints: [join(folder, entry)],
    absWorkingDir: folder,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    define,
    // Apps Script has cut "//" out of template literals that it served inside a page.
    supported: { "template-literal": false },
    plugins,
    logLevel: "error",
  });
  return { script: await smaller(outputFiles.map((file) => file.text).join("")), metafile };
}

/** Three hundredths less of the page than what the bundler leaves. */
async function smaller(script: string): Promise<string> {
  const { code } = await minify(script, {
    ecma: 2020,
    // From 2015 on, texts with line breaks become template literals.
    compress: { ecma: 5, keep_fargs: false },
    mangle: true,
    format: { ecma: 2020 },
  });
  return code;
}
