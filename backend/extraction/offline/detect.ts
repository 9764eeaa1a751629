import type { Span } from "../../contract/cells.ts";
import { conceptOf } from "./labels.ts";
import { type Lines, splitLines } from "./lines.ts";
import { joinPages, takeRests } from "./page-tables.ts";
import { readContacts } from "./readers/contacts.ts";
import { readDelimited, readWhole } from "./readers/delimited.ts";
import { readFixedWidth } from "./readers/fixed-width.ts";
import { isMarkup, readHtml } from "./readers/html.ts";
import { readJson } from "./readers/json.ts";
import { readLabelled } from "./readers/labelled.ts";
import { readList } from "./readers/list.ts";
import { readPipeTable } from "./readers/pipe-table.ts";
import { readTillReceipt } from "./readers/till-receipt.ts";
import { type Block, placed, quote, type SourceTable } from "./source-table.ts";
import { setTotalsApart } from "./totals.ts";

export interface Detection {
  /** In the order in which they stand; those aside after the others. */
  tables: SourceTable[];
  /** Lines that no table took. */
  unread: Span[];
}

/** What is known of a text beforehand: a sheet's range, or a file by its name. */
export interface TextHint {
  kind: "text" | "range" | "file";
  title: string;
}

/** A text in which so many lines look like JSON and are none is not asked again: each may cost its whole length. */
const maxFailedJson = 100;
/** One to five words that end like no sentence. */
const caption = /^\p{Lu}[^\s.,;:!?|]*(?: [^\s.,;:!?|]+){0,4}$/u;
const mostPairs = 20;
const mostUnderLabel = 3;
const decoration = /^[\s\p{P}\p{S}]*$/u;

/** Finds what the text holds, stretch by stretch. Linear in the text; never throws for what is in it. */
export function detect(text: string, hint: TextHint): Detection {
  const delimiter = wholeDelimiter(text, hint);
  const whole = delimiter === null ? null : readWhole(text, splitLines(text), delimiter);
  if (whole) return { tables: [setTotalsApart(whole)], unread: [] };
  if (/^\ufeff?\s*[[{]/.test(text)) {
    const json = readJson(text, 0);
    if (json) {
      const rest = detectLines(text, splitLines(text), json.end);
      return ordered([...json.tables, ...rest.tables], rest.unread);
    }
  }
  if (!isMarkup(text)) return detectLines(text, splitLines(text), 0);
  const html = readHtml(text);
  const rest = detectLines(html.rest, splitLines(html.rest), 0);
  const tables = rest.tables.map((table) => placed(table, html.toSource));
  const beside = html.tables.length > 0 ? tables.map(asideUnlessRecord) : tables;
  return ordered([...html.tables, ...beside], rest.unread.map(html.toSource));
}

function wholeDelimiter(text: string, { kind, title }: TextHint): string | null {
  if (kind === "range" || /\.tsv$/i.test(title)) return "\t";
  if (kind !== "file" || !/\.csv$/i.test(title)) return null;
  const head = text.slice(0, text.search(/[\r\n]/) >>> 0);
  // Where a delimiter is there the usual way finds it, with preambles; else the file is one column.
  return /[,;\t|]/.test(head) ? null : ",";
}

function detectLines(text: string, lines: Lines, from: number): Detection {
  const taken = Array.from(lines, (line) => line.blank || line.end <= from);
  const receipt = from === 0 ? readTillReceipt(text, lines) : null;
  if (receipt) takeSpans(lines, taken, receipt.read);
  // A text may hold more tables than a call takes arguments: they are never spread into one.
  let tables: SourceTable[] = [];
  let triedJsonTo = from;
  let failedJson = 0;
  let refusedTo = 0;
  let refusals = 0;
  for (let at = 0; at < lines.length; at++) {
    const line = lines.at(at);
    if (!line || taken[at]) continue;
    if (
      line.start >= triedJsonTo &&
      failedJson < maxFailedJson &&
      /^\s*[[{]/.test(text.slice(line.start, line.start + 40))
    ) {
      const json = readJson(text, line.start);
      triedJsonTo = json?.end ?? line.end;
      if (!json) failedJson++;
      else {
        for (const table of json.tables) tables.push(table);
        at = takeUntil(lines, taken, at, json.end) - 1;
        continue;
      }
    }
    let block: Block | null = readPipeTable(text, lines, at) ?? readDelimited(text, lines, at);
    if (!block && at >= refusedTo) {
      const fixed = readFixedWidth(text, lines, at);
      if (fixed?.table) block = fixed;
      // A line of its own may stand above such a table; asking at every line would be quadratic.
      else if (fixed && ++refusals % 3 === 0) refusedTo = fixed.nextLine;
    }
    if (!block) continue;
    tables.push({ ...block.table, title: takeTitle(text, lines, taken, at) });
    for (; at < block.nextLine; at++) taken[at] = true;
    at--;
  }
  tables = setPreamblesAside(takeRests(text, lines, taken, tables));
  const labelled = readLabelled(text, untaken(lines, taken));
  takeSpans(lines, taken, labelled.read);
  tables = tables.concat(tables.length > 0 ? labelled.tables.map(asideUnlessRecord) : labelled.tables);
  const lists = readLists(text, lines, taken);
  const main = tables.some((table) => !table.aside);
  tables = tables.concat(lists.map((table) => ({ ...table, aside: main })));
  if (!tables.some((table) => !table.aside)) {
    const contacts = readContacts(text, untaken(lines, taken));
    takeSpans(lines, taken, contacts?.read ?? []);
    if (contacts) tables.push(contacts.table);
  }
  const beside = receipt ? tables.map((table) => ({ ...table, aside: true })) : tables;
  return ordered([...(receipt?.tables ?? []), ...joinPages(text, beside)], unreadLines(text, lines, taken));
}

/** Pairs above a wider table say what it is of: "Account;DE12…", "Period;1.10. - 24.11.". */
function setPreamblesAside(tables: SourceTable[]): SourceTable[] {
  const lastWide = tables.findLastIndex(
    ({ form, columns, header }) => form === "delimited" && columns.length > 3 && header === "sure",
  );
  return tables.map((table, at) => (at < lastWide && isPreamble(table) ? { ...table, aside: true } : table));
}

function isPreamble({ form, columns, header, headerRow, rows }: SourceTable): boolean {
  const [name, value] = headerRow?.cells ?? [];
  // A label that is known makes its pair look like a header.
  const isLabel = name && value && conceptOf(name.text) && !conceptOf(value.text);
  const most = header !== "sure" ? mostPairs : isLabel ? mostUnderLabel : 0;
  return form === "delimited" && columns.length === 2 && rows.length <= most;
}

/** Beside a real table a form of a few fields is a preamble or a signature, unless it is a document itself. */
function asideUnlessRecord(table: SourceTable): SourceTable {
  return table.rows.length > 1 || table.dataType !== null ? table : { ...table, aside: true };
}

function readLists(text: string, lines: Lines, taken: boolean[]): SourceTable[] {
  const lists: SourceTable[] = [];
  const left = untaken(lines, taken);
  for (let at = 0; at < left.length; at++) {
    if (taken[at]) continue;
    const block = readList(text, left, at);
    if (!block) continue;
    lists.push({ ...block.table, title: takeTitle(text, lines, taken, at) });
    for (; at < block.nextLine; at++) taken[at] = true;
    at--;
  }
  return lists;
}

/** A Markdown heading, a bold line or a short one with a colon right above a table names it. */
function takeTitle(text: string, lines: Lines, taken: boolean[], at: number): string | null {
  let above = at - 1;
  while (lines.isBlank(above) && at - above < 3) above--;
  const line = lines.at(above);
  if (!line || taken[above] || line.end - line.start > 100) return null;
  const words = text.slice(line.start, line.end).trim();
  const title =
    /^#{1,6}\s+(.+?)#*$/.exec(words) ?? /^\*\*(.+?):?\*\*:?$/.exec(words) ?? /^([^:]{1,60}):$/.exec(words);
  const name = title?.[1]?.trim() ?? (standsAlone(lines, above, at) && caption.test(words) ? words : null);
  if (name) taken[above] = true;
  return name;
}

/** A line right above a table, with nothing above itself. */
function standsAlone(lines: Lines, above: number, at: number): boolean {
  return above === at - 1 && (above === 0 || lines.isBlank(above - 1));
}

/** What is taken counts as blank; blank lines are taken from the start. */
function untaken(lines: Lines, taken: boolean[]): Lines {
  return lines.withBlank((at) => taken[at] === true);
}

function takeUntil(lines: Lines, taken: boolean[], from: number, end: number): number {
  let at = from;
  for (; at < lines.length && lines.startOf(at) < end; at++) taken[at] = true;
  return at;
}

function takeSpans(lines: Lines, taken: boolean[], spans: Span[]): void {
  const inOrder = spans.toSorted((a, b) => a.start - b.start);
  let at = 0;
  for (const span of inOrder) {
    while (at < lines.length && lines.endOf(at) < span.start) at++;
    for (let line = at; line < lines.length && lines.startOf(line) < span.end; line++) taken[line] = true;
  }
}

function unreadLines(text: string, lines: Lines, taken: boolean[]): Span[] {
  const unread: Span[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (taken[at]) continue;
    const words = quote(text, lines.startOf(at), lines.endOf(at));
    if (words && !decoration.test(words.text.slice(0, 200))) unread.push(words.span);
  }
  return unread;
}

function ordered(tables: SourceTable[], unread: Span[]): Detection {
  const apart = tables.map(setTotalsApart);
  const inPlace = apart.toSorted((a, b) => Number(a.aside) - Number(b.aside) || a.span.start - b.span.start);
  return { tables: inPlace, unread };
}
