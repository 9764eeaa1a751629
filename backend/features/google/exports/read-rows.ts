import type { Deps } from "../../../platform/deps.ts";
import { readPages } from "../../tables/row-pages.ts";
import { type CellData, encodeRow } from "./cells.ts";
import type { OpenSheet } from "./open-sheet.ts";
import type { ExportRecord } from "./queries.ts";

/** Rows that are read at once. */
const PAGE = 500;

/** Each row of the version as Sheets takes it, from the one after the first `skip` on, as it is asked for. */
export async function* readRows(
  { sql }: Pick<Deps, "sql">,
  { userId, tableId, version }: ExportRecord,
  sheet: OpenSheet,
  skip: number,
): AsyncGenerator<CellData[]> {
  let left = skip;
  for await (const page of readPages(sql, userId, { tableId, version }, PAGE)) {
    for (const { cells } of page.slice(left)) {
      const row = encodeRow(sheet.columns, cells, sheet.context);
      sheet.index?.take(row);
      yield row;
    }
    left = Math.max(0, left - page.length);
  }
}
