import type { Column } from "../../contract/cells.ts";
import type { Export } from "../../contract/exports.ts";
import { runExports } from "../../features/google/exports/start.ts";
import type { Database } from "../../platform/database.ts";
import type { Person } from "../app.ts";
import { json, playableEngine } from "../chat.ts";
import { makeTable } from "../tables.ts";
import { connectGoogle, createGoogleApp, type GoogleApp } from "./google-app.ts";
import { plainValues } from "./values.ts";
import type { Workbook } from "./workbook.ts";

export interface Exporting extends GoogleApp {
  ada: Person;
  /** A table of Ada's with the columns Number, Due, Total and =Note. */
  tableOf(rows: string[][]): Promise<string>;
  /** A table whose rows take three requests: 45 of 120 KB. */
  longTable(): Promise<string>;
  /** A spreadsheet of hers with these values in its one sheet, "March". */
  spreadsheetOf(values: unknown[][]): Promise<string>;
  workbookOf(made: Pick<Export, "spreadsheetId">): Workbook;
}

const columns: Column[] = [
  { name: "Number", type: "id" },
  { name: "Due", type: "date" },
  { name: "Total", type: "number" },
  { name: "=Note", type: "text" },
];
const LONG_ROWS = 45;
export const longHeaders = ["Id", "A", "B", "C"];
export const longRows = Array.from({ length: LONG_ROWS }, (_, index) => [`n${index}`, "a", "b", "c"]);

/** Makes the other cells of the long rows so long that their table takes three requests. */
export async function lengthen(sql: Database, tableId: string): Promise<void> {
  await sql`
    update table_rows set cells = jsonb_build_array(cells->0, long.cell, long.cell, long.cell)
    from (select jsonb_build_object('value', repeat('x', 40000)) as cell) as long
    where table_id = ${tableId}`;
}

/** The first column of a sheet that the long table was written into once. */
export const longTableInOrder = ["Id", ...longRows.map(([id]) => id)];
export const firstColumn = (workbook: Workbook) => plainValues(workbook, 0).map(([first]) => first);

/** The app with a person who has connected Google. */
export async function createExporting(): Promise<Exporting> {
  const engine = playableEngine();
  const own = await createGoogleApp({ ...engine.options, environment: { GOOGLE_TIMEOUT_MS: "1000" } });
  const ada = await own.signInWithGoogle();
  await connectGoogle(own.app, ada);
  own.app.deps.lifetime.track(runExports(own.app.deps));
  return {
    ...own,
    ada,
    tableOf: async (rows) => (await makeTable(ada, engine, columns, rows)).id,
    async longTable() {
      const texts = longHeaders.map((name): Column => ({ name, type: "text" }));
      const { id } = await makeTable(ada, engine, texts, longRows);
      await lengthen(own.app.deps.sql, id);
      return id;
    },
    async spreadsheetOf(values) {
      const made = await ada.request("POST", "/api/v1/google/spreadsheets", {
        body: { title: "Invoices", sheets: ["March"] },
      });
      const { id } = await json<{ id: string }>(made);
      if (values.length > 0) {
        const body = { range: "March!A1", values };
        await ada.request("PUT", `/api/v1/google/spreadsheets/${id}/values`, { body });
      }
      own.google.calls.length = 0;
      return id;
    },
    workbookOf({ spreadsheetId }) {
      const workbook = own.google.files.all.get(spreadsheetId ?? "");
      if (workbook === undefined) throw new Error("Google has no such spreadsheet");
      return workbook;
    },
  };
}
