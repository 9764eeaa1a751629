import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compile, optimize } from "@tailwindcss/node";
import type { Metafile, Plugin } from "esbuild";
import { bundleScript } from "./bundle-script.ts";
import { packMessages } from "./pack-messages.ts";
import { settleVariables } from "./settle-styles.ts";
import { sharedStamp } from "./shared-names.ts";

/** Where a page's script begins, in the sidebar's folder. */
export type PageName = "main.tsx" | "window/main.tsx";

export interface PageOptions {
  entry: PageName;
  backend: string;
  version: string;
  /** The repository's folder. */
  root: string;
}

/** A page of the add-on: its script and styles stand inside it, since Apps Script serves no other files. */
export async function buildPage({ entry, backend, version, root }: PageOptions): Promise<string> {
  const folder = join(root, "addon/sidebar");
  const { script, sources } = await bundle(folder, { entry, backend, version, root });
  const styles = await compileStyles(join(folder, "styles/main.css"), await classCandidates(sources));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base target="_blank">
<title>Rowsmith</title>
<style>${styles}</style>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="rowsmith-texts">__ROWSMITH_TEXTS__</script>
<script type="application/json" id="rowsmith-opener">__ROWSMITH_OPENER__</script>
<script>${inlined(script)}</script>
</body>
</html>
`;
}

interface Bundle {
  script: string;
  /** Our own files that are in it. */
  sources: string[];
}

async function bundle(folder: string, { entry, backend, version, root }: PageOptions): Promise<Bundle> {
  const { script, metafile } = await bundleScript({
    ...{ folder, entry, plugins: [withoutTexts, packMessages] },
    define: {
      __BACKEND__: JSON.stringify(backend),
      __VERSION__: JSON.stringify(version),
      __SHARED__: JSON.stringify(await sharedStamp(root)),
    },
  });
  return { script, sources: ownComponents(folder, metafile) };
}

/** Our own components that a bundle holds. */
export function ownComponents(folder: string, { outputs }: Metafile): string[] {
  const inputs = Object.entries(Object.values(outputs)[0]?.inputs ?? {});
  return inputs.flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 && /^[^:]+\.tsx$/.test(path) ? join(folder, path) : [],
  );
}

/** The script at Google hands out the texts: one language of them is a tenth of the page. */
const withoutTexts: Plugin = {
  name: "without-texts",
  setup({ onLoad }) {
    onLoad({ filter: /sidebar[\\/]catalogue\.ts$/ }, () => ({
      contents: "export const catalogue = { en: {}, de: {} };",
    }));
  },
};

/** Ends of scripts and starts of comments would end the script, or make the page's parser skip its end. */
export function inlined(script: string): string {
  return script.replace(/<(?=\/script|!--)/gi, "\\x3C");
}

/** A file of styles with the classes that there are among the words. */
export async function compileStyles(file: string, words: string[]): Promise<string> {
  const compiler = await compile(await readFile(file, "utf8"), {
    base: dirname(file),
    from: file,
    onDependency: () => {},
  });
  const { code: whole } = optimize(compiler.build(words), { minify: true });
  const { code } = optimize(settleVariables(whole), { minify: true });
  return code.replaceAll("</style", "<\\/style");
}

/** Every word in a text of the components that may be a class: Tailwind ignores the ones it does not know. */
export async function classCandidates(sources: string[]): Promise<string[]> {
  const words = new Set<string>();
  for (const name of sources) {
    // An apostrophe in a comment would make a class of what follows.
    const source = (await readFile(name, "utf8")).replace(/^\s*(?:\/\/|\/?\*).*$/gm, "");
    for (const [, text = ""] of source.matchAll(/["'`]([^"'`]+)(?=["'`])/g))
      for (const word of text.split(/[\s${}]+/)) words.add(word);
  }
  return [...words].sort();
}
