import type { WriteTable } from "../../rpc.ts";
import type { Calls } from "./calls.ts";
import type { Found } from "./find-rows.ts";
import type { Snapshot } from "./snapshot.ts";

interface ForResults {
  /** Each row of ours as often as the sheet has rows for it, once where it has none. */
  table: WriteTable;
  /** Where each stands. */
  found: Found[];
}

/** Finds the rows of the sheet that show what ours say in the columns `by`: all that do, wherever they are by now. */
export function findForResults(
  sheet: GoogleAppsScript.Spreadsheet.Sheet,
  { table: standing, matches }: Snapshot,
  table: WriteTable,
  by: string[],
  { run }: Calls,
): ForResults {
  const block = standing?.block ?? { row: 1, column: 1, rows: 1, columns: 1 };
  const ours = by.map((name) => table.columns.findIndex((column) => column.name === name));
  const places = ours.map((column) => matches[column]?.place ?? -1);
  const shown =
    block.rows < 2
      ? []
      : run(() =>
          sheet.getRange(block.row + 1, block.column, block.rows - 1, block.columns).getDisplayValues(),
        );
  const rows = new Map<string, number[]>();
  shown.forEach((line, down) => {
    const key = JSON.stringify(places.map((place) => line[place] ?? ""));
    rows.set(key, [...(rows.get(key) ?? []), block.row + 1 + down]);
  });
  const placed = table.rows.flatMap((cells) => {
    const key = JSON.stringify(ours.map((column) => String(cells[column]?.value ?? "")));
    const at: Found[] = (rows.get(key) ?? []).map((row) => ({ kind: "row", row }));
    const none: Found = { kind: "conflict", code: "row-gone", row: null };
    return (at.length > 0 ? at : [none]).map((found) => ({ cells, found }));
  });
  return {
    table: { ...table, rows: placed.map(({ cells }) => cells) },
    found: placed.map(({ found }) => found),
  };
}
