import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

/** The page's modules whose names its parts use from the page itself, with each name's place in the list. */
export interface Shared {
  /** Tells one build's list from another's. */
  stamp: string;
  /** By module, as it is imported: a package's name, or a file. */
  modules: Map<string, { name: string; place: number }[]>;
}

/** The stamp that the page and its parts have in common when they are of one build. */
export async function sharedStamp(root: string): Promise<string> {
  return (await readShared(root)).stamp;
}

export async function readShared(root: string): Promise<Shared> {
  const file = join(root, "addon/sidebar/shared-with-parts.ts");
  const text = await readFile(file, "utf8");
  const [, list = ""] = /export const shared[^=]*= \[([^\]]*)\]/.exec(text) ?? [];
  const places = list.split(",").map((name) => name.trim());
  const modules: Shared["modules"] = new Map();
  for (const [, names = "", path = ""] of text.matchAll(/import \{([^}]*)\} from "([^"]+)"/g)) {
    const entries = names.split(",").map((name) => name.trim());
    modules.set(
      path.startsWith(".") ? resolve(dirname(file), path) : path,
      entries.map((name) => ({ name, place: places.indexOf(name) })),
    );
  }
  return { stamp: createHash("sha256").update(text).digest("hex").slice(0, 8), modules };
}
