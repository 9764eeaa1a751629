import type { GridRect } from "./grid.ts";
import type { MemorySheet } from "./memory-sheet.ts";

/** Inserts `count` rows so that the first is row `at`, or deletes as many where `count` is negative. */
export function moveRows(sheet: MemorySheet, at: number, count: number): void {
  sheet.rows += count;
  if (count < 0) sheet.cells.splice(at, -count);
  else if (at < sheet.cells.length) insert(sheet.cells, at, count, () => []);
  moveBlocks(sheet, (rect) => moved(rect, "row", "rows", at, count));
  const hidden = [...sheet.hiddenRows].filter(([row]) => count > 0 || row < at || row >= at - count);
  sheet.hiddenRows.clear();
  for (const [row, by] of hidden) sheet.hiddenRows.set(row < at ? row : row + count, by);
}

/** As `moveRows`, for columns. */
export function moveColumns(sheet: MemorySheet, at: number, count: number): void {
  sheet.columns += count;
  for (const row of sheet.cells) {
    if (count < 0) row.splice(at, -count);
    else if (at < row.length) insert(row, at, count, () => undefined);
  }
  moveBlocks(sheet, (rect) => moved(rect, "column", "columns", at, count));
}

function insert<T>(list: T[], at: number, count: number, make: () => T): void {
  const rest = list.splice(at);
  for (let made = 0; made < count; made++) list.push(make());
  for (const each of rest) list.push(each);
}

function moveBlocks(sheet: MemorySheet, move: (rect: GridRect) => GridRect | null): void {
  sheet.merges = sheet.merges.flatMap((rect) => move(rect) ?? []);
  sheet.protections = sheet.protections.flatMap((block) => {
    const rect = move(block);
    const open = block.open && { open: block.open.flatMap((each) => move(each) ?? []) };
    return rect ? [{ ...block, ...rect, ...open }] : [];
  });
  sheet.metadata = sheet.metadata.flatMap((held) => {
    const rect = move(held.rect);
    return rect ? [{ ...held, rect }] : [];
  });
  sheet.typed = sheet.typed.flatMap((rect) => move(rect) ?? []);
  sheet.rules = sheet.rules.flatMap((rule) => {
    const rect = move(rule.rect);
    return rect ? [{ ...rule, rect }] : [];
  });
  sheet.filter = sheet.filter && move(sheet.filter);
}

/** A block moves with what is inserted before it, and grows with what is inserted in it; null when it is gone. */
function moved(
  rect: GridRect,
  start: "row" | "column",
  size: "rows" | "columns",
  at: number,
  count: number,
): GridRect | null {
  const [first, end] = [rect[start], rect[start] + rect[size]];
  if (count > 0) {
    const from = first >= at ? first + count : first;
    const to = end > at ? end + count : end;
    return { ...rect, [start]: from, [size]: to - from };
  }
  const shift = (edge: number) => (edge <= at ? edge : Math.max(at, edge + count));
  const [from, to] = [shift(first), shift(end)];
  return to > from ? { ...rect, [start]: from, [size]: to - from } : null;
}
