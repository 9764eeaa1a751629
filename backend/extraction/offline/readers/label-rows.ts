import { conceptOf } from "../labels.ts";
import type { SourceRow } from "../source-table.ts";

/** Whether rows of two cells are a form (label, value) rather than a table: receipts set their values apart too. */
export function areLabelRows(rows: readonly SourceRow[]): boolean {
  const pairs = rows.filter((row) => row.cells.length === 2);
  if (rows.length < 2 || pairs.length !== rows.length) return false;
  const labels = pairs.filter(
    ({ cells: [label] }) => label && (/:$/.test(label.text) || conceptOf(label.text)),
  );
  return labels.length * 2 > pairs.length;
}
