import { glob } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Plugin } from "esbuild";
import { classCandidates, compileStyles, inlined, ownComponents } from "./build-page.ts";
import { bundleScript } from "./bundle-script.ts";
import { packMessages } from "./pack-messages.ts";
import { readShared, type Shared } from "./shared-names.ts";

/**
 * A part of the sidebar that comes when it is opened: its script and its own styles, without what it shares with the
 * page. Apps Script hands it out.
 */
export async function buildPart(root: string, entry: string): Promise<string> {
  const folder = join(root, "addon/sidebar");
  const shared = await readShared(root);
  const { script, metafile } = await bundleScript({
    ...{ folder, entry, plugins: [fromPage(shared), packMessages] },
    define: { __SHARED__: JSON.stringify(shared.stamp) },
  });
  const words = await classCandidates(ownComponents(folder, metafile));
  const known = new Set(await classCandidates(await pageComponents(folder)));
  // What the page has stays as it is: said again it would stand above classes that come after it there.
  const styles = await compileStyles(
    join(folder, "styles/part.css"),
    words.filter((word) => !known.has(word)),
  );
  return `<style>${styles}</style>\n<script>${inlined(script)}</script>\n`;
}

/** A name that is imported of a shared module and not in the list ends the build. */
function fromPage({ modules }: Shared): Plugin {
  return {
    name: "from-page",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path, resolveDir, kind }) => {
        if (kind === "entry-point") return null;
        const module = path.startsWith(".") ? resolve(resolveDir, path) : path;
        return modules.has(module) ? { path: module, namespace: "page" } : null;
      });
      onLoad({ filter: /./, namespace: "page" }, ({ path }) => ({
        contents: (modules.get(path) ?? [])
          .map(({ name, place }) => `export const ${name} = globalThis.rowsmith.shared[${place}];`)
          .join("\n"),
      }));
    },
  };
}

async function pageComponents(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const name of glob("components/**/*.tsx", { cwd: folder })) files.push(join(folder, name));
  return files;
}
