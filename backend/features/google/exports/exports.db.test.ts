import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Export } from "../../../contract/exports.ts";
import type { Person } from "../../../testing/app.ts";
import { json } from "../../../testing/chat.ts";
import { createExporting, type Exporting } from "../../../testing/google/exporting.ts";
import { runExport, untilOver } from "../../../testing/google/google-app.ts";
import { plainValues } from "../../../testing/google/values.ts";
import type { Workbook } from "../../../testing/google/workbook.ts";

let own: Exporting;
let ada: Person;
/** A table of one row. */
let tableId: string;

beforeAll(async () => {
  own = await createExporting();
  ada = own.ada;
  tableId = await own.tableOf([["A-1", "2026-04-13", "2", "n"]]);
});
beforeEach(() => own.refresh());
afterAll(() => own.close());

const text = (stringValue: string) => ({ userEnteredValue: { stringValue } });

test("202 and a new spreadsheet with typed values, formats, a text for each text, and a frozen header", async () => {
  const tableId = await own.tableOf([
    ["007", "2026-04-13", "1250.5", "=1+1"],
    ["A-2", "2026-04-14", "-5", "plain"],
  ]);
  const done = await runExport(ada, { tableId, title: "Invoices 2026", sheet: "March" });
  expect(done).toMatchObject({
    ...{ status: "complete", rowsDone: 2, partsDone: 1, partsTotal: 1, sheet: "March", problem: null },
    url: `${own.google.url}/spreadsheets/d/${done.spreadsheetId}/edit`,
  });
  const workbook = own.workbookOf(done);
  expect(workbook).toMatchObject({
    title: "Invoices 2026",
    sheets: [{ title: "March", frozenRowCount: 1 }],
  });
  expect(plainValues(workbook, 0)).toEqual([
    ["Number", "Due", "Total", "=Note"],
    ["007", 46125, 1250.5, "=1+1"],
    ["A-2", 46126, -5, "plain"],
  ]);
  expect(workbook.sheets[0]?.cells[1]).toMatchObject([
    { userEnteredFormat: { numberFormat: { type: "TEXT", pattern: "@" } } },
    { userEnteredFormat: { numberFormat: { type: "DATE", pattern: "yyyy-mm-dd" } } },
    { userEnteredValue: { numberValue: 1250.5 } },
    { userEnteredValue: { stringValue: "=1+1" } },
  ]);
  expect(own.google.calls.length).toBeLessThanOrEqual(done.partsDone + 3);
});

test("a template's look and notes with what the source said arrive in the sheet", async () => {
  const body = {
    name: "Bills",
    columns: [{ name: "Total", type: "number", width: 120 }],
    formatting: { header: { bold: true, background: "#ff0000", frozen: false }, banding: "green" },
  };
  const template = await json<{ id: string }>(await ada.request("POST", "/api/v1/templates", { body }));
  const tableId = await own.tableOf([["A-1", "2026-04-13", "1.250", "n"]]);
  const done = await runExport(ada, { tableId, templateId: template.id, notes: "all" });
  const [sheet] = own.workbookOf(done).sheets;
  expect(sheet).toMatchObject({ frozenRowCount: 0, widths: { 2: 120 } });
  expect(sheet?.bandings).toHaveLength(1);
  expect(sheet?.cells[0]?.[0]?.userEnteredFormat).toMatchObject({
    backgroundColorStyle: { rgbColor: { red: 1, green: 0, blue: 0 } },
    textFormat: { bold: true },
  });
  expect(sheet?.cells[1]?.[0]?.note).toBe("Rowsmith: as in the source\n“A-1”");
});

test("append finds the columns by their headers, adds new ones to the right, and leaves what stands", async () => {
  const spreadsheetId = await own.spreadsheetOf([
    ["Paid", "total", "NUMBER"],
    [true, 1, "A-0"],
  ]);
  const done = await runExport(ada, { tableId, spreadsheetId });
  expect(done).toMatchObject({ status: "complete", sheet: "March" });
  expect(plainValues(own.workbookOf(done), 0)).toEqual([
    ["Paid", "total", "NUMBER", "Due", "=Note"],
    [true, 1, "A-0"],
    ["", 2, "A-1", 46125, "n"],
  ]);
  expect(own.google.calls.length).toBeLessThanOrEqual(1 + 3);
});

test("replace puts the rows in place of what stood there; a sheet that is not there is made", async () => {
  const spreadsheetId = await own.spreadsheetOf([["Old", "Things"], ["a"], ["b"], ["c"]]);
  const done = await runExport(ada, { tableId, spreadsheetId, mode: "replace" });
  const expected = [
    ["Number", "Due", "Total", "=Note"],
    ["A-1", 46125, 2, "n"],
  ];
  expect(plainValues(own.workbookOf(done), 0)).toEqual(expected);
  const added = await runExport(ada, { tableId, spreadsheetId, sheet: "April" });
  expect(own.workbookOf(added).sheets.map(({ title, frozenRowCount }) => [title, frozenRowCount])).toEqual([
    ["March", 1],
    ["April", 1],
  ]);
  expect(plainValues(own.workbookOf(added), 1)).toEqual(expected);
});

test("upsert changes the rows that have the key, appends the others, and touches nothing else", async () => {
  const spreadsheetId = await own.spreadsheetOf([
    ["Total", "Number", "Paid"],
    [1, 7, true],
    [5, "B", false],
  ]);
  const tableId = await own.tableOf([
    ["7", "2026-04-13", "2", "n"],
    ["C", "2026-04-13", "3", "n"],
  ]);
  const keys = ["Number"];
  const done = await runExport(ada, { tableId, spreadsheetId, mode: "upsert", keys });
  expect(done.status).toBe("complete");
  const expected = [
    ["Total", "Number", "Paid", "Due", "=Note"],
    [2, "7", true, 46125, "n"],
    [5, "B", false],
    [3, "C", "", 46125, "n"],
  ];
  expect(plainValues(own.workbookOf(done), 0)).toEqual(expected);
  // The same once more changes nothing.
  await runExport(ada, { tableId, spreadsheetId, mode: "upsert", keys });
  expect(plainValues(own.workbookOf(done), 0)).toEqual(expected);
});

test("422 or 409 before anything is asked of Google, and 404 for another person's table", async () => {
  own.google.calls.length = 0;
  const codes: unknown[] = [];
  const bob = await own.app.signIn();
  const cases: [Person, object][] = [
    [ada, { tableId, mode: "upsert" }],
    [ada, { tableId, keys: ["Number"] }],
    [ada, { tableId, mode: "upsert", keys: ["Nope"] }],
    [ada, { tableId, version: 9 }],
    [ada, { tableId, templateId: tableId }],
    [ada, { tableId, spreadsheetId: "../../drive" }],
    [bob, { tableId }],
  ];
  for (const [person, body] of cases) {
    const response = await person.request("POST", "/api/v1/exports", { body });
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    codes.push((await json<{ code: string }>(response)).code);
  }
  expect(codes).toEqual([
    ...["invalid-request", "invalid-request", "export-key-missing", "not-found", "not-found"],
    ...["invalid-request", "google-not-connected"],
  ]);
  expect(own.google.calls).toEqual([]);
});

type Spoil = (workbook: Workbook) => void;
test.each<[string, boolean, Spoil]>([
  ["spreadsheet-not-found", false, ({ id }) => own.google.files.all.delete(id)],
  ["spreadsheet-read-only", false, (workbook) => Object.assign(workbook, { access: "reader" })],
  ["spreadsheet-protected", false, ({ protectedSheets }) => protectedSheets.add(0)],
  [
    "spreadsheet-full",
    false,
    ({ sheets }) => Object.assign(sheets[0] ?? {}, { rowCount: 4_000_000, columnCount: 2 }),
  ],
  ["export-columns-missing", false, ({ sheets }) => sheets[0]?.cells.splice(0, 1, [text("Other")])],
])("an export fails with %s, and no cell is changed", async (code, retryable, spoil) => {
  const spreadsheetId = await own.spreadsheetOf([["Number", "Total"]]);
  const workbook = own.workbookOf({ spreadsheetId });
  spoil(workbook);
  const before = structuredClone(workbook.sheets);
  const failed = await runExport(ada, { tableId, spreadsheetId });
  expect(failed).toMatchObject({ status: "failed", retryable, rowsDone: 0, problem: { code } });
  expect(workbook.sheets).toEqual(before);
});

test.each([
  ["export-key-missing", [["Total"], [1]]],
  ["export-key-ambiguous", [["Number"], ["A-1"], ["A-1"]]],
  ["export-key-ambiguous", [["Number"], ["A-2"], [7]]],
])("an upsert fails with %s for %j", async (code, standing) => {
  const spreadsheetId = await own.spreadsheetOf(standing);
  const tableId = await own.tableOf([
    ["A-1", "2026-04-13", "2", "n"],
    ["007", "2026-04-13", "2", "n"],
  ]);
  const failed = await runExport(ada, { tableId, spreadsheetId, mode: "upsert", keys: ["Number"] });
  expect(failed).toMatchObject({ status: "failed", problem: { code } });
  expect(plainValues(own.workbookOf({ spreadsheetId }), 0)).toEqual(standing);
});

test("cell-too-long before the first cell is written, naming the place; the longest that a cell holds is written", async () => {
  const tableId = await own.longTable();
  const setLength = (length: number) => own.app.deps.sql`
    update table_rows set cells = jsonb_set(cells, '{2,value}', to_jsonb(repeat('x', ${length}::int)))
    where table_id = ${tableId} and position = 44`;
  await setLength(50_001);
  const failed = await runExport(ada, { tableId });
  expect(failed).toMatchObject({
    ...{ status: "failed", spreadsheetId: null },
    problem: { code: "cell-too-long", detail: "Row 45, column 3" },
  });
  await setLength(50_000);
  const done = await runExport(ada, { tableId });
  expect(String(plainValues(own.workbookOf(done), 0)[45]?.[2])).toHaveLength(50_000);
});

test("one request with one key is one export; it is listed, and another person's is missing", async () => {
  const send = async () => {
    const headers = { "Idempotency-Key": tableId };
    return json<Export>(await ada.request("POST", "/api/v1/exports", { body: { tableId }, headers }));
  };
  const [first, second] = [await send(), await send()];
  expect(second.id).toBe(first.id);
  await untilOver(ada, first.id);
  const list = await ada.request("GET", `/api/v1/exports?limit=1&tableId=${tableId}`);
  expect(await json(list)).toMatchObject({ items: [{ id: first.id, status: "complete" }] });
  const bob = await own.app.signIn();
  for (const path of ["", "/events"]) {
    expect((await bob.request("GET", `/api/v1/exports/${first.id}${path}`)).status).toBe(404);
  }
  for (const verb of ["stop", "resume"]) {
    expect((await bob.request("POST", `/api/v1/exports/${first.id}/${verb}`)).status).toBe(404);
  }
});
