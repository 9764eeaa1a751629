import { isValidFormat } from "numfmt";
import type { Column, ColumnType } from "../../../contract/cells.ts";

/** Number formats of columns that have none of their own. */
const formats: Partial<Record<ColumnType, string>> = {
  integer: "0",
  percent: "0.00%",
  currency: "#,##0.00",
  date: "yyyy-mm-dd",
  datetime: "yyyy-mm-dd hh:mm:ss",
  time: "hh:mm:ss",
  duration: "[h]:mm:ss",
};

/**
 * The number format of a column's numbers, dates and times, null for the general one. One that cannot be read counts
 * as none: Excel would refuse the whole file, and Sheets the whole batch.
 */
export function numberFormatOf({ type, format }: Pick<Column, "type" | "format">): string | null {
  return format !== undefined && isValidFormat(format) ? format : (formats[type] ?? null);
}
