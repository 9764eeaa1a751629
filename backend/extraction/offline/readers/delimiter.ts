import type { Line, Lines } from "../lines.ts";
import { scanRow } from "./delimited.ts";
import { looksLikeValue } from "./header.ts";
import { areLabelRows } from "./label-rows.ts";
import { fieldsInSentence } from "./sentence-fields.ts";

const delimiters = ["\t", ";", "|", ","] as const;
const sampleRows = 8;
const bullet = /^\s*(?:[-*•‣◦–]|\d{1,3}[.)])\s/;
/** "Name,Number,Due": commas between words, with no space after them, are no amount's and no sentence's. */
const headerWords = /^[^\d,\s][^\d,]*(?:,[^\d,\s][^\d,]*)+$/u;
const quotedCell = /^"[^"]*"\s?,\s?\S/;
/** A cell in quotes right at a delimiter: no sentence sets its quotes so. */
const quotedBetween = /(?:^|[,;])"[^\s"]/;
const labelled = /^\s*\p{L}[^:,;]{0,40}:\s/u;

/** The delimiter that cuts this line and the next ones alike, or null where they are no such rows. */
export function chooseDelimiter(text: string, lines: Lines, at: number): string | null {
  let best: { delimiter: string; agreeing: number; width: number } | null = null;
  for (const delimiter of delimiters) {
    if (!holds(text, lines.at(at), delimiter)) continue;
    const rows = withoutClosing(sample(text, lines, at, delimiter));
    const width = rows[0]?.length ?? 0;
    if (width < 2 || (rows[1]?.length !== width && rows[2]?.length !== width)) continue;
    if (rows[0]?.every((cell) => cell === null)) continue;
    if (delimiter !== "\t" && isProse(text, lines, at, rows, delimiter)) continue;
    if (delimiter === "|" && rows.some(areLabels)) continue;
    if (areLabelRows(rows.map((row) => ({ cells: row.map((text) => (text === null ? null : { text })) }))))
      continue;
    const agreeing = rows.filter((row) => row.length === width).length;
    if (!best || agreeing > best.agreeing) best = { delimiter, agreeing, width };
  }
  return best?.delimiter ?? null;
}

function sample(text: string, lines: Lines, from: number, delimiter: string) {
  const rows: (string | null)[][] = [];
  for (let at = from; at < lines.length && rows.length < sampleRows && !lines.isBlank(at); ) {
    const row = scanRow(text, lines, at, delimiter);
    rows.push(row.cells.map((cell) => cell?.text ?? null));
    // Every row must be cheap to refuse: a line that stands alone with this delimiter ends the sample.
    if (rows.length === 1 && row.cells.length < 2) break;
    at = row.nextLine;
  }
  return rows;
}

/** Some exports close every row but the header with a delimiter: what stands behind it is no cell. */
function withoutClosing(rows: (string | null)[][]): (string | null)[][] {
  const [head = [], ...body] = rows;
  return body.length > 0 && areClosed(head, body) ? [head, ...body.map((row) => row.slice(0, -1))] : rows;
}

/** Whether all rows have a blank cell more than a head of names. */
export function areClosed(head: readonly (string | null)[], body: readonly (string | null)[][]): boolean {
  return (
    head.every((cell) => cell !== null && !looksLikeValue(cell)) &&
    body.every((row) => row.length === head.length + 1 && row.at(-1) === null)
  );
}

/** "T: +44 20 … | M: +44 77 …" is a signature's line. */
function areLabels(row: (string | null)[]): boolean {
  return row.length > 1 && row.every((cell) => cell !== null && /^\p{L}{1,10}\.?:\s/u.test(cell));
}

function holds(text: string, line: Line | undefined, delimiter: string): boolean {
  for (let at = line?.start ?? 0; at < (line?.end ?? 0); at++) if (text[at] === delimiter) return true;
  return false;
}

/** Sentences, addresses and labelled lines hold commas too. */
function isProse(
  text: string,
  lines: Lines,
  at: number,
  rows: (string | null)[][],
  delimiter: string,
): boolean {
  const heads = lines
    .slice(at, at + 2)
    .map((line) => text.slice(line.start, Math.min(line.end, line.start + 80)));
  if (heads.every((head) => bullet.test(head)) || heads.every((head) => labelled.test(head))) return true;
  if (delimiter === "," && areQuoted(text, lines.slice(at + 1, at + 3))) return false;
  if (haveQuotes(text, lines.slice(at + 1, at + 3), rows)) return false;
  if (delimiter === "," && isRecordSentence(text, lines.at(at))) return true;
  if (delimiter === "," && areSentences(text, lines, at)) return true;
  const cells = rows.flat().filter((cell) => cell !== null);
  const words = cells.reduce((sum, cell) => sum + countWords(cell), 0);
  if (delimiter !== "," && delimiter !== ";") return false;
  if (delimiter === "," && !headerWords.test(heads[0] ?? "") && areDecimals(rows)) return true;
  if (words / Math.max(1, cells.length) > 4) return true;
  const width = rows[0]?.length ?? 0;
  if (width > 2)
    return cells.some((cell) => countWords(cell) > 4 && /[.!?]$/.test(cell)) && words / cells.length > 3;
  if (rows.slice(0, 2).some((row) => row[1] === null || row[0] === null)) return rows.length < 4;
  if (cells.some((cell) => countWords(cell) > 3 && /[.!?]$/.test(cell))) return true;
  return rows.length < 3 && heads.every((head) => head.includes(", ")) && !cells.some(looksLikeValue);
}

/** Lines that begin with a quoted cell are rows, however many words these have. */
function areQuoted(text: string, lines: readonly Line[]): boolean {
  return (
    lines.length > 0 &&
    lines.every(({ start, end }) => quotedCell.test(text.slice(start, Math.min(end, start + 400))))
  );
}

/** Rows of one width with quoted cells in them, under a head without. */
function haveQuotes(text: string, lines: readonly Line[], rows: readonly unknown[][]): boolean {
  const isOneWidth = rows.length > 1 && rows.every((row) => row.length === rows[0]?.length);
  const isQuoted = ({ start, end }: Line) =>
    quotedBetween.test(text.slice(start, Math.min(end, start + 400)));
  return isOneWidth && lines.length > 0 && lines.every(isQuoted);
}

/** Two lines of small words that end like sentences, with a space after every comma. */
function areSentences(text: string, lines: Lines, at: number): boolean {
  const two = lines
    .slice(at, at + 2)
    .map((line) => text.slice(line.start, Math.min(line.end, line.start + 400)));
  return two.length === 2 && two.every((line) => /\p{L}{2}[.!?]\s*$/u.test(line) && !/,(?!\s)/.test(line));
}

function countWords(text: string): number {
  return text.slice(0, 400).split(/\s+/).length;
}

/** "Milk  0,99": the comma of an amount. */
function areDecimals(rows: (string | null)[][]): boolean {
  const amounts = rows.filter(([before, after]) => {
    return before && after && /\p{L}.*\d$/u.test(before) && /^\d{1,2}(?!\d)/.test(after);
  });
  return amounts.length * 2 > rows.length;
}

/** "Invoice 0071, Acme Ltd, due 2 April 2026, total USD 480.00": its labels say more than its commas. */
function isRecordSentence(text: string, line: Line | undefined): boolean {
  if (!line) return false;
  const fields = fieldsInSentence(text, line.start, Math.min(line.end, line.start + 500));
  return new Set(fields.map((field) => field.concept)).size > 2;
}
