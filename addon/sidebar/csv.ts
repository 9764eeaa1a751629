import type { Cell, Column } from "../../backend/contract/cells.ts";

/** Starts a formula in one spreadsheet program or another, also behind blanks and marks that do not show. */
const formulaStart = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/**
 * A table as CSV (RFC 4180, with a byte order mark so that Excel reads UTF-8). Text that would be read as a
 * formula gets an apostrophe before it; numbers stay numbers.
 */
export function toCsv(columns: Column[], rows: Cell[][]): string {
  const header = columns.map(({ name }) => field(name));
  const body = rows.map((row) => columns.map((_, at) => field(row[at]?.value ?? null)));
  return `\ufeff${[header, ...body].map((fields) => `${fields.join(",")}\r\n`).join("")}`;
}

function field(value: Cell["value"]): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A file name that every system takes. */
export function csvName(title: string): string {
  const name = title
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 80);
  return `${name || "table"}.csv`;
}
