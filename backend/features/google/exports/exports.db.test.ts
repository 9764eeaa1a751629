import { afterAll, beforeAll, expect, test } from "vitest";
import type { Column } from "../../../contract/cells.ts";
import type { Person } from "../../../testing/app.ts";
import { playableEngine } from "../../../testing/chat.ts";
import {
  connectGoogle,
  createGoogleApp,
  type GoogleApp,
  runExport,
} from "../../../testing/google/google-app.ts";
import { makeTable } from "../../../testing/tables.ts";

const engine = playableEngine();
let own: GoogleApp;
let ada: Person;

const columns: Column[] = [
  { name: "Number", type: "id" },
  { name: "Due", type: "date" },
  { name: "Total", type: "number" },
  { name: "=Note", type: "text" },
];

beforeAll(async () => {
  own = await createGoogleApp(engine.options);
  ada = await own.signInWithGoogle();
  await connectGoogle(own.app, ada);
});
afterAll(() => own.close());

async function invoices(rows: string[][]): Promise<string> {
  return (await makeTable(ada, engine, columns, rows)).id;
}

test("202 and a new spreadsheet with typed values, formats and a frozen header", async () => {
  const tableId = await invoices([
    ["007", "2026-04-13", "1250.5", "=1+1"],
    ["A-2", "2026-04-14", "-5", "plain"],
  ]);
  const done = await runExport(ada, { tableId, title: "Invoices 2026", sheet: "March" });
  expect(done).toMatchObject({
    status: "complete",
    rowsDone: 2,
    partsDone: 1,
    partsTotal: 1,
    sheet: "March",
  });
  const workbook = own.google.files.all.get(done.spreadsheetId ?? "");
  expect(workbook).toMatchObject({ title: "Invoices 2026", sheets: [{ title: "March", frozenRowCount: 1 }] });
  const cells = workbook?.sheets[0]?.cells;
  expect(cells?.[0]?.map((cell) => cell?.userEnteredValue)).toEqual(
    columns.map(({ name }) => ({ stringValue: name })),
  );
  expect(cells?.slice(1)).toMatchObject([
    [
      { userEnteredValue: { stringValue: "007" }, userEnteredFormat: { numberFormat: { pattern: "@" } } },
      {
        userEnteredValue: { numberValue: 46125 },
        userEnteredFormat: { numberFormat: { type: "DATE", pattern: "yyyy-mm-dd" } },
      },
      { userEnteredValue: { numberValue: 1250.5 } },
      { userEnteredValue: { stringValue: "=1+1" } },
    ],
    [{}, {}, { userEnteredValue: { numberValue: -5 } }, {}],
  ]);
});
