import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { compile, optimize } from "@tailwindcss/node";
import { build } from "esbuild";

export interface SidebarOptions {
  backend: string;
  version: string;
  /** The repository's folder. */
  root: string;
}

/** The sidebar as one page: its script and styles stand inside it, since Apps Script serves no other files. */
export async function buildSidebar({ backend, version, root }: SidebarOptions): Promise<string> {
  const folder = join(root, "addon/sidebar");
  const [script, styles] = await Promise.all([bundle(folder, { backend, version }), compileStyles(folder)]);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base target="_blank">
<title>Rowsmith</title>
<style>${styles.replaceAll("</style", "<\\/style")}</style>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="rowsmith-opener">__ROWSMITH_OPENER__</script>
<script>${inlined(script)}</script>
</body>
</html>
`;
}

async function bundle(folder: string, { backend, version }: { backend: string; version: string }) {
  const result = await build({
    entryPoints: [join(folder, "main.tsx")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { __BACKEND__: JSON.stringify(backend), __VERSION__: JSON.stringify(version) },
    // Apps Script has cut "//" out of template literals that it served inside a page.
    supported: { "template-literal": false },
    logLevel: "error",
  });
  return result.outputFiles.map((file) => file.text).join("");
}

/** Ends of scripts and starts of comments would end the script, or make the page's parser skip its end. */
function inlined(script: string): string {
  return script.replace(/<(?=\/script|!--)/gi, "\\x3C");
}

async function compileStyles(folder: string): Promise<string> {
  const file = join(folder, "styles/main.css");
  const compiler = await compile(await readFile(file, "utf8"), {
    base: join(folder, "styles"),
    from: file,
    onDependency: () => {},
  });
  return optimize(compiler.build(await classCandidates(folder)), { minify: true }).code;
}

/** Every word of the sources that may be a class: Tailwind ignores the ones it does not know. */
async function classCandidates(folder: string): Promise<string[]> {
  const words = new Set<string>();
  for await (const name of glob("**/*.{ts,tsx}", {
    cwd: folder,
    exclude: (path) => path.includes(".test."),
  })) {
    const source = await readFile(join(folder, name), "utf8");
    for (const word of source.match(/[^\s"'`]+/g) ?? []) words.add(word);
  }
  return [...words].sort();
}
