import type { SheetCell } from "./encode.ts";
import type { BlockWrite } from "./row-write.ts";

/** As many rectangles are written as they are; of more, near ones are joined over the cells between them. */
const MAX_EXACT = 8;
const MAX_JOINED = 6;

/**
 * Cuts a block into few rectangles that hold all its cells. In a joined one, null stands for a cell that is written
 * again as it stands; columns with a cell that cannot be (`isFixed`, by its place in the block) are not joined.
 */
export function rectanglesOf(
  write: BlockWrite,
  isFixed: (down: number, right: number) => boolean,
): BlockWrite[] {
  const exact = exactRectangles(write, (line) => line.map((cell) => cell !== null));
  if (exact.length <= MAX_EXACT) return exact;
  const { cells } = write;
  const width = cells[0]?.length ?? 0;
  const holds = (right: number) => cells.some((line) => line[right] !== null && line[right] !== undefined);
  const free = (right: number) => !cells.some((line, down) => !line[right] && isFixed(down, right));
  const kinds = Array.from({ length: width }, (_, right) =>
    !holds(right) ? "none" : free(right) ? "joined" : "fixed",
  );
  const fixed = exactRectangles(write, (line) =>
    line.map((cell, right) => cell !== null && kinds[right] === "fixed"),
  );
  return [...fixed, ...joined(write, kinds)];
}

function joined(write: BlockWrite, kinds: string[]): BlockWrite[] {
  const runs = runsWhere(kinds.map((kind) => kind === "joined"));
  const most = Math.max(1, Math.floor(MAX_JOINED / Math.max(1, runs.length)));
  return runs.flatMap(({ start, length }) => {
    const lines = write.cells.flatMap((line, down) =>
      line.slice(start, start + length).some((cell) => cell !== null) ? [down] : [],
    );
    return spans(lines, most).map(([top, bottom]) => part(write, top, start, bottom - top + 1, length));
  });
}

/** The first and last of each of at most `most` spans that hold all lines, parted at the widest gaps. */
function spans(lines: number[], most: number): [number, number][] {
  const gaps = lines
    .slice(1)
    .map((line, index) => ({ index: index + 1, size: line - (lines[index] ?? 0) }))
    .filter(({ size }) => size > 1)
    .sort((left, right) => right.size - left.size)
    .slice(0, most - 1)
    .map(({ index }) => index)
    .sort((left, right) => left - right);
  const starts = [0, ...gaps];
  return starts.map((start, index) => {
    const end = (starts[index + 1] ?? lines.length) - 1;
    return [lines[start] ?? 0, lines[end] ?? 0];
  });
}

/** Lines of one pattern that follow each other, cut at the columns that the pattern leaves out. */
function exactRectangles(
  write: BlockWrite,
  patternOf: (line: (SheetCell | null)[]) => boolean[],
): BlockWrite[] {
  const patterns = write.cells.map(patternOf);
  const keys = patterns.map((pattern) => pattern.map(Number).join(""));
  const rectangles: BlockWrite[] = [];
  for (let top = 0; top < keys.length; ) {
    let bottom = top + 1;
    while (bottom < keys.length && keys[bottom] === keys[top]) bottom++;
    for (const { start, length } of runsWhere(patterns[top] ?? [])) {
      rectangles.push(part(write, top, start, bottom - top, length));
    }
    top = bottom;
  }
  return rectangles;
}

function runsWhere(flags: boolean[]): { start: number; length: number }[] {
  const runs: { start: number; length: number }[] = [];
  flags.forEach((flag, index) => {
    const run = runs[runs.length - 1];
    if (!flag) return;
    if (run && run.start + run.length === index) run.length += 1;
    else runs.push({ start: index, length: 1 });
  });
  return runs;
}

function part(
  { block, cells }: BlockWrite,
  down: number,
  right: number,
  rows: number,
  columns: number,
): BlockWrite {
  return {
    block: { row: block.row + down, column: block.column + right, rows, columns },
    cells: cells.slice(down, down + rows).map((line) => line.slice(right, right + columns)),
  };
}
