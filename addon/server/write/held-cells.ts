import { contentText, shortHash, splitHashes } from "./cell-content.ts";
import type { KeptGroup } from "./kept.ts";
import type { LocatedGroup } from "./locate.ts";
import { type PlaceRead, standingAt } from "./place-read.ts";

/**
 * Tells of a line whether it still holds one of the cells that were written, blank ones aside: null where there
 * were too many to keep a hash of each.
 */
export function heldCells(
  { cells }: KeptGroup,
  { columns, lines }: LocatedGroup,
  read: PlaceRead,
): (line: number) => boolean | null {
  const hashes = splitHashes(cells ?? "");
  return (line) => {
    const row = lines[line]?.row;
    if (hashes.length === 0 || row === undefined) return null;
    return columns.some((column, place) => {
      const text = contentText(standingAt([read], row, column));
      return text !== "" && hashes[line * columns.length + place] === shortHash([text]);
    });
  };
}
