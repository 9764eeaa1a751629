import { conceptOf } from "../labels.ts";

type Words = { text: string } | null;

/** Whether rows of two cells are a form (label, value) rather than a table: receipts set their values apart too. */
export function areLabelRows(rows: readonly { cells: readonly Words[] }[]): boolean {
  const pairs = rows.filter((row) => row.cells.length === 2);
  if (rows.length < 2 || pairs.length !== rows.length) return false;
  const labels = pairs.filter(
    ({ cells: [label] }) => label && (/:$/.test(label.text) || conceptOf(label.text)),
  );
  return labels.length * 2 > pairs.length;
}
