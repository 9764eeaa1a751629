import type { Cell, Column } from "../../contract/cells.ts";
import type { Tx } from "../../platform/database.ts";
import {
  endRows,
  insertRows,
  insertTable,
  insertVersion,
  type RowsOfVersion,
  raiseVersion,
  replaceCells,
  type VersionRecord,
} from "./queries.ts";
import type { HeldRow } from "./revision.ts";
import { addWordUses } from "./search/queries.ts";
import { headWords, rowWords, WORDS_VERSION } from "./search/words.ts";

// Statements that need nothing of each other's answers are sent together: one connection carries them out in order.

type Head = { title: string; columns: Column[] };

/** A table at its first version, without rows yet. Every write of this file keeps what search finds in step. */
export async function beginTable(tx: Tx, conversationId: string, version: VersionRecord): Promise<void> {
  const uses = new WordUses().add(headWords(version.title, version.columns));
  await Promise.all([
    insertTable(tx, { conversationId, wordsVersion: WORDS_VERSION }, version),
    insertVersion(tx, version),
    uses.write(tx, version),
  ]);
}

/** The next version becomes the one that the table stands at. Comes before the rows: it keeps other writers out. */
export async function beginVersion(tx: Tx, before: Head, version: VersionRecord): Promise<void> {
  const uses = new WordUses()
    .add(headWords(version.title, version.columns))
    .take(headWords(before.title, before.columns));
  await Promise.all([raiseVersion(tx, version), insertVersion(tx, version), uses.write(tx, version)]);
}

/** Ends rows of the version before and begins others; a changed row is in both. */
export async function changeRows(
  tx: Tx,
  of: RowsOfVersion,
  { ended, begun }: { ended: string[]; begun: HeldRow[] },
): Promise<void> {
  const uses = new WordUses();
  if (ended.length > 0) for (const cells of await endRows(tx, of, ended)) uses.take(rowWords(cells));
  const countWords = async () => {
    for (const { cells } of begun) uses.add(rowWords(cells));
    await uses.write(tx, of);
  };
  await Promise.all([begun.length > 0 ? insertRows(tx, of, begun) : null, countWords()]);
}

/** Puts other cells into rows that began with this version, by their positions. */
export async function rewriteRows(tx: Tx, of: RowsOfVersion, rows: Map<number, Cell[]>): Promise<void> {
  const uses = new WordUses();
  const next = [...rows].map(([position, cells]) => ({ position, cells }));
  for (const cells of await replaceCells(tx, of, next)) uses.take(rowWords(cells));
  for (const { cells } of next) uses.add(rowWords(cells));
  await uses.write(tx, of);
}

/** How many more or fewer rows hold each word. */
export class WordUses {
  readonly #deltas = new Map<string, number>();

  add(words: Iterable<string>, by = 1): this {
    for (const word of words) this.#deltas.set(word, (this.#deltas.get(word) ?? 0) + by);
    return this;
  }

  take(words: Iterable<string>): this {
    return this.add(words, -1);
  }

  async write(tx: Tx, of: { userId: string; tableId: string }): Promise<void> {
    const deltas = [...this.#deltas].flatMap(([word, uses]) => (uses === 0 ? [] : [{ word, uses }]));
    if (deltas.length > 0) await addWordUses(tx, of, deltas);
  }
}
