import type { EngineSource } from "../engine.ts";
import { detect } from "./detect.ts";
import type { Form } from "./source-table.ts";

/** More than this of a text is not looked through before it is read. */
const maxLooked = 64 * 1024;
const exactForms = new Set(["delimited", "html", "markdown", "drawn", "json"]);
const plainAsk =
  /^(?:please\s+|bitte\s+)?(?:(?:put|insert|add|copy|paste|import|bring|load)\s+(?:this|it|these|the\s+(?:table|rows|data|file))(?:\s+(?:table|rows|data|file))?(?:\s+(?:in|into|to)\s+(?:the|my|a|this)\s+(?:sheet|table|spreadsheet))?|(?:füge|übernimm|kopiere|importiere|trage)\s+(?:das|dies|diese|die\s+(?:tabelle|zeilen|daten|datei))(?:\s+(?:tabelle|zeilen|daten|datei))?(?:\s+in\s+(?:das|mein|die|eine)\s+(?:sheet|tabelle|blatt))?(?:\s+ein)?|(?:in(?:to)?|ins|in\s+die)\s+(?:the\s+)?(?:sheet|tabelle|blatt))(?:[\s,]+(?:please|bitte))?[.!]?$/iu;

/** Whether a prompt asks for no more than the rows as they are: nothing, or to put them into the sheet. */
export function isPlainAsk(prompt: string): boolean {
  const words = prompt.trim().replace(/\s+/g, " ");
  return words === "" || (words.length < 120 && plainAsk.test(words));
}

/**
 * Whether a source is one whole table with a header of its own, without a line beside it that would go unread. Of a
 * long one both ends are looked at: whatever stands between them and is no row is named when it is read.
 */
export function isAlreadyTable(source: EngineSource): boolean {
  if (source.sections?.length) return false;
  if (source.text.length <= maxLooked) return isOneTable(source);
  return endsOf(source.text).every((text) => isOneTable({ ...source, text }, "delimited"));
}

/** The beginning of a text of lines, and its end under its first line. */
function endsOf(text: string): string[] {
  const head = text.slice(0, text.lastIndexOf("\n", maxLooked / 2) + 1);
  const tail = text.slice(text.indexOf("\n", text.length - maxLooked / 2) + 1);
  return [head, text.slice(0, text.indexOf("\n") + 1) + tail];
}

function isOneTable({ kind, title, text }: EngineSource, form?: Form): boolean {
  const { tables, unread } = detect(text, { kind, title });
  const [table] = tables;
  if (!table || tables.length > 1 || unread.length > 0) return false;
  if (form !== undefined && table.form !== form) return false;
  const exact = exactForms.has(table.form) && table.gaps.length === 0 && table.shortRows === 0;
  return exact && table.rows.length > 0 && (table.header === "sure" || table.form === "json");
}
