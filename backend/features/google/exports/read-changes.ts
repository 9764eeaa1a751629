import type { Deps } from "../../../platform/deps.ts";
import { readPages } from "../../tables/row-pages.ts";
import { encodeRow } from "./cells.ts";
import type { OpenSheet } from "./open-sheet.ts";
import type { ExportRecord } from "./queries.ts";
import { changeFor, type RowChange } from "./row-requests.ts";

/** Rows that are read at once. */
const PAGE = 500;

/** What is to be done for each row of the version, from the one after the first `skip` on, as it is asked for. */
export async function* readChanges(
  { sql }: Pick<Deps, "sql">,
  { userId, tableId, version }: ExportRecord,
  sheet: OpenSheet,
  skip: number,
): AsyncGenerator<RowChange> {
  let left = skip;
  for await (const page of readPages(sql, userId, { tableId, version }, PAGE)) {
    for (const { cells } of page.slice(left)) {
      const row = encodeRow(sheet.columns, cells, sheet.context);
      yield changeFor(row, sheet.layout, sheet.place.sheetId, sheet.upsert);
    }
    left = Math.max(0, left - page.length);
  }
}
