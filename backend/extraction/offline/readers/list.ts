import type { Line, Lines } from "../lines.ts";
import { type Block, emptyTable, quote, type SourceRow } from "../source-table.ts";
import { looksLikeValue } from "./header.ts";

const item = /^([ \t]*)([-*+•‣◦–▪●]|\(?(?:\d{1,4}|[a-z])[.)])[ \t]+(?=\S)/;
const box = /^\[[ xX]\][ \t]+/;
const parts = /\s[–—-]\s|:\s|\t+|\s\|\s/;

/** Reads a bulleted or numbered list of two items or more; lines that are set in carry on their item. */
export function readList(text: string, lines: Lines, at: number): Block | null {
  let first = "";
  const items: { number: [number, number] | null; start: number; end: number }[] = [];
  let next = at;
  for (let line = lines.at(next); line; line = lines.at(++next)) {
    const match = item.exec(text.slice(line.start, Math.min(line.end, line.start + 200)));
    if (match) {
      const mark = line.start + (match[1]?.length ?? 0);
      const numbered = /\d/.test(match[2] ?? "");
      // After a blank line another kind of mark begins another list.
      const kind = `${numbered}${match[1]}`;
      first ||= kind;
      if (kind !== first && lines.isBlank(next - 1)) break;
      items.push({
        number: numbered ? [mark, mark + (match[2]?.length ?? 0)] : null,
        start: afterBox(text, line.start + match[0].length),
        end: line.end,
      });
      continue;
    }
    if (items.length === 0) return null;
    if (line.blank ? !startsItem(text, lines.at(next + 1)) : !/[ \t]/.test(text[line.start] ?? "")) break;
    const current = items.at(-1);
    if (!line.blank && current) current.end = line.end;
  }
  if (items.length < 2) return null;
  const numbered = items.every(({ number }) => number !== null);
  const cut = cutAlike(text, items);
  const rows = items.map(({ number, start, end }): SourceRow => {
    const mark = number && numbered ? [numberOf(text, number)] : [];
    const bodies = cut(start, end).map(([from, to]) => folded(text, from, to));
    return { cells: [...mark, ...bodies], span: { start: number?.[0] ?? start, end } };
  });
  const width = (rows[0]?.cells.length ?? 1) - (numbered ? 1 : 0);
  const names = width === 1 ? ["Item"] : Array.from({ length: width }, (_, index) => `Column ${index + 1}`);
  const span = { start: rows[0]?.span.start ?? 0, end: rows.at(-1)?.span.end ?? 0 };
  const table = { ...emptyTable("list", span), columns: numbered ? ["No.", ...names] : names, rows };
  return { table, nextLine: next };
}

function startsItem(text: string, line: Line | undefined): boolean {
  return line !== undefined && item.test(text.slice(line.start, Math.min(line.end, line.start + 200)));
}

function afterBox(text: string, at: number): number {
  return at + (box.exec(text.slice(at, at + 20))?.[0].length ?? 0);
}

function numberOf(text: string, [start, end]: [number, number]) {
  const digits = /\d+/.exec(text.slice(start, end));
  const from = start + (digits?.index ?? 0);
  return quote(text, from, from + (digits?.[0].length ?? end - start));
}

/** An item over several lines is one cell. */
function folded(text: string, start: number, end: number) {
  const cell = quote(text, start, end);
  return cell && { text: cell.text.replace(/\s*[\r\n]+\s*/g, " "), span: cell.span };
}

type Cut = (start: number, end: number) => [number, number][];

/** "Berlin – 3,600,000": two columns where every item is cut once in the same way, before a value. */
function cutAlike(text: string, items: { start: number; end: number }[]): Cut {
  const whole: Cut = (start, end) => [[start, end]];
  const cut: Cut = (start, end) => {
    const mark = parts.exec(text.slice(start, Math.min(end, start + 300)));
    return mark
      ? [
          [start, start + mark.index],
          [start + mark.index + mark[0].length, end],
        ]
      : [[start, end]];
  };
  const alike = items.every(({ start, end }) => {
    const [, value] = cut(start, end);
    return value !== undefined && looksLikeValue(text.slice(value[0], value[1]).trim());
  });
  return alike ? cut : whole;
}
