import type { EngineSource } from "../engine.ts";

/** Tells the page, from 1, of an offset in a file's text; null where the text has no pages: a form feed ends each. */
export function pagesOf(source: EngineSource | null): ((at: number) => number) | null {
  if (source?.kind !== "file" || !source.text.includes("\f")) return null;
  const ends: number[] = [];
  for (let at = source.text.indexOf("\f"); at !== -1; at = source.text.indexOf("\f", at + 1)) ends.push(at);
  const starts = fileStarts(source);
  return (at) => 1 + countBelow(ends, at) - countBelow(ends, starts.findLast((start) => start <= at) ?? 0);
}

/** Where each of several files begins. */
function fileStarts({ sections }: EngineSource): number[] {
  let last: string | null = null;
  return (sections ?? []).flatMap(({ file, start }) => {
    const begins = file !== last;
    last = file;
    return begins ? start : [];
  });
}

function countBelow(sorted: number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
