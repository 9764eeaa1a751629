import type { EngineSource } from "../engine.ts";
import { detect } from "./detect.ts";

/** Longer texts are not looked through before a turn is admitted. */
const maxLooked = 64 * 1024;
const exactForms = new Set(["delimited", "html", "markdown", "drawn", "json"]);
const plainAsk =
  /^(?:please\s+|bitte\s+)?(?:(?:put|insert|add|copy|paste|import|bring|load)\s+(?:this|it|these|the\s+(?:table|rows|data|file))(?:\s+(?:table|rows|data|file))?(?:\s+(?:in|into|to)\s+(?:the|my|a|this)\s+(?:sheet|table|spreadsheet))?|(?:füge|übernimm|kopiere|importiere|trage)\s+(?:das|dies|diese|die\s+(?:tabelle|zeilen|daten|datei))(?:\s+(?:tabelle|zeilen|daten|datei))?(?:\s+in\s+(?:das|mein|die|eine)\s+(?:sheet|tabelle|blatt))?(?:\s+ein)?|(?:in(?:to)?|ins|in\s+die)\s+(?:the\s+)?(?:sheet|tabelle|blatt))(?:[\s,]+(?:please|bitte))?[.!]?$/iu;

/** Whether a prompt asks for no more than the rows as they are: nothing, or to put them into the sheet. */
export function isPlainAsk(prompt: string): boolean {
  const words = prompt.trim().replace(/\s+/g, " ");
  return words === "" || (words.length < 120 && plainAsk.test(words));
}

/** Whether a source is one whole table with a header of its own, without a line beside it that would go unread. */
export function isAlreadyTable({ kind, title, text, sections }: EngineSource): boolean {
  if (sections?.length || text.length > maxLooked) return false;
  const { tables, unread } = detect(text, { kind, title });
  const [table] = tables;
  if (!table || tables.length > 1 || unread.length > 0) return false;
  const exact = exactForms.has(table.form) && table.gaps.length === 0 && table.shortRows === 0;
  return exact && table.rows.length > 0 && (table.header === "sure" || table.form === "json");
}
