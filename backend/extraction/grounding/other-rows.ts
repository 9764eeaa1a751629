import type { Cell, Span } from "../../contract/cells.ts";

/** The share of a row's cells that stand together; what stands apart from them may be another row's. */
const CORE = 0.6;
/** A column of which more stands apart than this is written apart: a heading, a second list. */
const MOST_APART = 0.2;
/** Characters on either side of a row that may be its own. */
const WIDEST_ROW = 1_000;
/** Rows beside a place that are asked whether they hold it, too. */
const NEIGHBOURS = 3;

interface Core extends Span {
  row: number;
}

/**
 * Cells whose value stands in the source, but among another row's: by row, the columns. A row's cells stand together,
 * so one that has other rows between itself and the rest is theirs, unless they share it, as they do a heading.
 */
export function cellsOfOtherRows(
  rows: readonly Cell[][],
  text: string,
  width: number,
): Map<number, Set<number>> {
  const cores = rows.flatMap((cells, row) => coreOf(cells, row) ?? []).sort((a, b) => a.start - b.start);
  const found = new Map<number, Set<number>>();
  for (let column = 0; column < width; column += 1) {
    const apart = cores.flatMap(({ row }, at) => (standsApart(cores, at, column, rows, text) ? [row] : []));
    if (apart.length > Math.max(1, cores.length * MOST_APART)) continue;
    for (const row of apart) found.set(row, (found.get(row) ?? new Set()).add(column));
  }
  return found;
}

/** The shortest stretch that holds most of a row's cells; null for a row of too few to tell. */
function coreOf(cells: Cell[], row: number): Core | null {
  const spans = cells
    .flatMap(({ spans: [first] = [], status }) => (first && status !== "inferred" ? [first] : []))
    .sort((a, b) => a.start - b.start);
  const count = Math.max(2, Math.ceil(spans.length * CORE));
  if (spans.length < 3) return null;
  let best: Core | null = null;
  for (let at = 0; at + count <= spans.length; at += 1) {
    const start = spans[at]?.start ?? 0;
    const end = Math.max(...spans.slice(at, at + count).map((span) => span.end));
    if (best === null || end - start < best.end - best.start) best = { row, start, end };
  }
  return best;
}

function standsApart(
  cores: Core[],
  at: number,
  column: number,
  rows: readonly Cell[][],
  text: string,
): boolean {
  const core = cores[at];
  const place = core && rows[core.row]?.[column]?.spans?.[0];
  if (!core || !place || (place.start >= core.start && place.end <= core.end)) return false;
  const shares = ({ row }: Core) => {
    const other = rows[row]?.[column];
    return other === undefined || other.value === null || other.spans?.[0]?.start === place.start;
  };
  const near = between(cores, place, core).filter(
    (other) => other.row !== core.row && (other.end <= core.start || other.start >= core.end),
  );
  // The next row's own stands on a line with more of that row.
  const isNextRows = near
    .filter(shares)
    .some(({ row }) => isBeside(rows[row] ?? [], column, place, text) && !isOneLine(text, core, place));
  const isOthers = near.some((other) => holds(other, place) || !shares(other)) || isNextRows;
  return isOthers && !standsHere(cores, at, place, text);
}

/** Whether the row holds the same words, too, of which another row's were taken for its own. */
function standsHere(cores: Core[], at: number, place: Span, text: string): boolean {
  const start = Math.max(cores[at - 1]?.end ?? 0, (cores[at]?.start ?? 0) - WIDEST_ROW);
  const end = Math.min(cores[at + 1]?.start ?? text.length, (cores[at]?.end ?? 0) + WIDEST_ROW);
  const words = fold(text.slice(place.start, place.end));
  const around = [
    text.slice(start, Math.min(end, Math.max(start, place.start))),
    text.slice(Math.max(start, Math.min(end, place.end)), end),
  ];
  return around.some((piece) => fold(piece).includes(words));
}

function fold(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\p{Cf}\s]+/gu, "")
    .toLowerCase();
}

/** The rows that hold a place, or stand between it and a row, from the place on. */
function between(cores: Core[], place: Span, core: Core): Core[] {
  const isBefore = place.start < core.start;
  const first = firstFrom(cores, place.start);
  const near = isBefore
    ? cores.slice(Math.max(0, first - 1), first + NEIGHBOURS)
    : cores.slice(Math.max(0, first - NEIGHBOURS), first + 1);
  return near.filter((other) =>
    isBefore
      ? other.end > place.start && other.end <= core.start
      : other.start < place.end && other.start >= core.end,
  );
}

function holds(core: Core, place: Span): boolean {
  return core.start < place.start && core.end > place.end;
}

function isBeside(cells: Cell[], column: number, place: Span, text: string): boolean {
  return cells.some(({ spans: [span] = [] }, at) => span && at !== column && isOneLine(text, span, place));
}

function isOneLine(text: string, a: Span, b: Span): boolean {
  const [from, to] = a.start < b.start ? [a.end, b.start] : [b.end, a.start];
  return !/[\r\n]/.test(text.slice(from, to));
}

/** The index of the first core that starts at the offset or later. */
function firstFrom(cores: Core[], offset: number): number {
  let [low, high] = [0, cores.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cores[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
