import { csvName, toCsv } from "./csv.ts";
import type { TableView } from "./table-view.ts";

/** Hands the table to the browser as a CSV file. */
export function downloadCsv(table: TableView): void {
  const address = URL.createObjectURL(new Blob([toCsv(table.columns, table.rows)], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = csvName(table.title);
  link.target = "_self";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
