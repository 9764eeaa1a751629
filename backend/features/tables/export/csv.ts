import type { Cell, Column } from "../../../contract/cells.ts";
import { flatten } from "./flat-columns.ts";

/** Without it Excel reads the file in the code page of its machine. */
const BYTE_ORDER_MARK = "\uFEFF";
/** What a spreadsheet takes for a formula, behind whatever it does not show, and what it splits cells at. */
const STARTS_A_FORMULA = /^[\p{C}\p{Z}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/**
 * RFC 4180 in UTF-8, numbers with a decimal point. `escape` puts an apostrophe before text that a spreadsheet
 * would run as a formula.
 */
export async function* writeCsv(
  columns: Column[],
  pages: AsyncIterable<{ cells: Cell[] }[]>,
  formulas: "escape" | "keep",
): AsyncGenerator<string> {
  const flat = flatten(columns);
  const line = (values: Cell["value"][]) => `${values.map((value) => field(value, formulas)).join(",")}\r\n`;
  yield BYTE_ORDER_MARK + line(flat.map(({ name }) => name));
  for await (const page of pages) {
    yield page.map(({ cells }) => line(flat.map((column) => column.read(cells)))).join("");
  }
}

function field(value: Cell["value"], formulas: "escape" | "keep"): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return String(value);
  const text = formulas === "escape" && STARTS_A_FORMULA.test(value) ? `'${value}` : value;
  return /["\r\n,;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
