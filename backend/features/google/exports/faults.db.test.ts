import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Export } from "../../../contract/exports.ts";
import type { Person } from "../../../testing/app.ts";
import { json } from "../../../testing/chat.ts";
import {
  createExporting,
  type Exporting,
  firstColumn,
  longRows,
  longTableInOrder,
} from "../../../testing/google/exporting.ts";
import { connectGoogle, runExport, untilOver } from "../../../testing/google/google-app.ts";
import { plainValues } from "../../../testing/google/values.ts";
import type { Workbook } from "../../../testing/google/workbook.ts";

let own: Exporting;
let ada: Person;
/** A table of one row, and one of three parts. */
let short: string;
let long: string;

beforeAll(async () => {
  own = await createExporting();
  ada = own.ada;
  short = await own.tableOf([["A-1", "2026-04-13", "2", "n"]]);
  long = await own.longTable();
});
beforeEach(() => own.refresh());
afterAll(() => own.close());

test("parts of at most 2 MB each, in order, with three requests more than parts", async () => {
  const done = await runExport(ada, { tableId: long });
  expect(done).toMatchObject({ status: "complete", partsDone: 3, partsTotal: 3, rowsDone: 45 });
  expect(firstColumn(own.workbookOf(done))).toEqual(longTableInOrder);
  expect(Math.max(...own.google.calls.map(({ bytes }) => bytes))).toBeLessThanOrEqual(2_000_000);
  expect(own.google.calls.length).toBeLessThanOrEqual(3 + 3);
  // One mark is left of all parts.
  expect(own.workbookOf(done).metadata).toMatchObject([{ metadataValue: `${done.id}:3:45` }]);
});

test.each(["cut", "break"] as const)("rows once when the answer to a part is lost: %s", async (kind) => {
  own.google.fault = { kind, on: /batchUpdate/, times: 2 };
  const done = await runExport(ada, { tableId: long });
  expect(done.status).toBe("complete");
  expect(firstColumn(own.workbookOf(done))).toEqual(longTableInOrder);
});

test("an upsert into a sheet that is yet to be made is tried again as any other", async () => {
  const spreadsheetId = await own.spreadsheetOf([]);
  own.google.fault = { kind: "status", status: 503, on: /batchUpdate/, times: 1 };
  const done = await runExport(ada, {
    tableId: short,
    spreadsheetId,
    sheet: "April",
    mode: "upsert",
    keys: ["Number"],
  });
  expect(done).toMatchObject({ status: "complete", sheet: "April", rowsDone: 1 });
});

test("one spreadsheet when the answer to its making is lost", async () => {
  const before = own.google.files.all.size;
  own.google.fault = { kind: "cut", on: /POST \/drive/, times: 1 };
  const done = await runExport(ada, { tableId: short });
  expect(done.status).toBe("complete");
  expect(own.google.files.all.size).toBe(before + 1);
});

test("429 and 503 are waited out with growing pauses", async () => {
  own.google.fault = { kind: "status", status: 429, on: /batchUpdate/, times: 2, retryAfter: 9 };
  const done = await runExport(ada, { tableId: short });
  expect(done.status).toBe("complete");
  expect(own.pauses).toEqual([9_000, 9_000]);
  own.google.fault = { kind: "status", status: 503, on: /batchUpdate/, times: 2 };
  expect((await runExport(ada, { tableId: done.tableId })).status).toBe("complete");
});

test("one that failed goes on where it stood once what failed is mended, also without a template that was deleted since", async () => {
  own.google.fault = { kind: "status", status: 500, on: /batchUpdate/ };
  const body = { name: "Look", columns: [{ name: "Total", type: "number", width: 99 }] };
  const { id: templateId } = await json<{ id: string }>(
    await ada.request("POST", "/api/v1/templates", { body }),
  );
  const failed = await runExport(ada, { tableId: short, templateId });
  await ada.request("DELETE", `/api/v1/templates/${templateId}`);
  expect(failed).toMatchObject({
    status: "failed",
    retryable: true,
    problem: { code: "google-unavailable" },
  });
  await own.refresh();
  expect((await ada.request("POST", `/api/v1/exports/${failed.id}/resume`)).status).toBe(202);
  const done = await untilOver(ada, failed.id);
  expect(done).toMatchObject({ status: "complete", spreadsheetId: failed.spreadsheetId });
  expect(plainValues(own.workbookOf(done), 0)).toHaveLength(2);
});

test.each([
  [
    "spreadsheet-full",
    "This action would increase the number of cells in the workbook above the limit of 10000000 cells.",
  ],
  ["cell-too-long", "Your input contains more than the maximum of 50000 characters in a single cell."],
  ["google-refused", "Something that nobody knows of"],
])("%s where Google itself says so in the middle, and what was written stays", async (code, message) => {
  own.google.fault = { kind: "status", status: 400, on: /batchUpdate/, after: 1, message };
  const failed = await runExport(ada, { tableId: long });
  expect(failed).toMatchObject({ status: "failed", retryable: false, partsDone: 1, problem: { code } });
  expect(firstColumn(own.workbookOf(failed))).toEqual(longTableInOrder.slice(0, 16));
});

test("sheet-not-found where the sheet was renamed in the middle: the rest is not put into a new one", async () => {
  const spreadsheetId = await own.spreadsheetOf([]);
  own.google.fault = { kind: "status", status: 400, on: /batchUpdate/, after: 1 };
  const { id } = await runExport(ada, { tableId: long, spreadsheetId, sheet: "April" });
  const workbook = own.workbookOf({ spreadsheetId });
  const april = workbook.sheets[1];
  if (april) april.title = "May";
  await own.refresh();
  await ada.request("POST", `/api/v1/exports/${id}/resume`);
  expect(await untilOver(ada, id)).toMatchObject({ status: "failed", problem: { code: "sheet-not-found" } });
  expect(workbook.sheets.map(({ title }) => title)).toEqual(["March", "May"]);
  if (april) april.title = "April";
  await ada.request("POST", `/api/v1/exports/${id}/resume`);
  expect(await untilOver(ada, id)).toMatchObject({ status: "complete", rowsDone: 45 });
});

test("a person's exports run one after the other: two that replace one sheet do not mix", async () => {
  const spreadsheetId = await own.spreadsheetOf([]);
  const begin = async (tableId: string) => {
    const body = { tableId, spreadsheetId, mode: "replace" };
    return (await json<Export>(await ada.request("POST", "/api/v1/exports", { body }))).id;
  };
  const ids = [await begin(long), await begin(short)];
  const done = await Promise.all(ids.map((id) => untilOver(ada, id)));
  expect(done.map(({ status }) => status)).toEqual(["complete", "complete"]);
  expect(firstColumn(own.workbookOf({ spreadsheetId }))).toEqual(["Number", "A-1"]);
});

test("google-key-lost where the kept access no longer opens; connected again, it goes on", async () => {
  await own.app.deps.sql`update google_connections set key_id = 'gone' where user_id = ${ada.user.id}`;
  const failed = await runExport(ada, { tableId: short });
  expect(failed).toMatchObject({ status: "failed", retryable: false, problem: { code: "google-key-lost" } });
  await connectGoogle(own.app, ada);
  await ada.request("POST", `/api/v1/exports/${failed.id}/resume`);
  expect(await untilOver(ada, failed.id)).toMatchObject({ status: "complete", problem: null });
});

test("one that is stopped keeps the parts that are written, and resumes after them", async () => {
  const { sql } = own.app.deps;
  own.google.fault = { kind: "hang", on: /batchUpdate/, times: 1 };
  const response = await ada.request("POST", "/api/v1/exports", { body: { tableId: long } });
  const { id } = await json<Export>(response);
  expect((await ada.request("POST", `/api/v1/exports/${id}/stop`)).status).toBe(200);
  const stopped = await untilOver(ada, id);
  expect(stopped.status).toBe("stopped");
  await own.refresh();
  await ada.request("POST", `/api/v1/exports/${id}/resume`);
  const done = await untilOver(ada, id);
  expect(done).toMatchObject({ status: "complete", rowsDone: 45 });
  expect(firstColumn(own.workbookOf(done))).toEqual(longTableInOrder);
  expect(await sql`select from exports where id = ${id} and status = 'complete'`).toHaveLength(1);
});

test("one whose process died between a part and its keeping is carried on by another, rows once", async () => {
  const { deps } = own.app;
  const done = await runExport(ada, { tableId: long });
  // As the database was before the second part's end was kept, and the sheet before the third.
  const workbook = own.workbookOf(done);
  const [sheet] = workbook.sheets;
  const [mark] = workbook.metadata;
  if (!sheet || !mark) throw new Error("There is no sheet");
  sheet.cells = sheet.cells.slice(0, 31);
  workbook.metadata = [{ ...mark, metadataId: 7, metadataValue: `${done.id}:2:30` }];
  const entryId = randomUUID();
  await deps.sql`
    update exports
    set status = 'running', rows_done = 15, parts_done = 1, parts_total = null, entry_id = ${entryId}
    where id = ${done.id}`;
  const data = { exportId: done.id, userId: ada.user.id };
  // An earlier entry of the queue finds that it is not the one.
  for (const id of [randomUUID(), entryId]) await deps.queue.send(deps.sql, "exports", { id, data });
  deps.queue.wake("exports");
  expect(await untilOver(ada, done.id)).toMatchObject({ status: "complete", partsDone: 3 });
  expect(firstColumn(workbook)).toEqual(longTableInOrder);
  const [{ attempts } = {}] = await deps.sql<{ attempts: number }[]>`
    select attempts from exports where id = ${done.id}`;
  expect(attempts).toBe(2);
});

/** The long table's keys in a sheet from the last to the first, whose rows somebody turns round ahead of the second part. */
async function turnedRound(): Promise<{ workbook: Workbook; body: object }> {
  const standing = [["Id", "A"], ...longRows.map(([id]) => [id, "old"]).reverse()];
  const spreadsheetId = await own.spreadsheetOf(standing);
  const workbook = own.workbookOf({ spreadsheetId });
  let batches = 0;
  own.google.meanwhile = (call) => {
    if (!call.endsWith(":batchUpdate") || ++batches !== 2) return;
    const [sheet] = workbook.sheets;
    if (sheet) sheet.cells = [...sheet.cells.slice(0, 1), ...sheet.cells.slice(1).reverse()];
  };
  return { workbook, body: { tableId: long, spreadsheetId, mode: "upsert", keys: ["Id"] } };
}

test("rows that are sorted while an upsert waits for Google are found again, and no row gets another one's values", async () => {
  const { workbook, body } = await turnedRound();
  own.google.fault = { kind: "status", status: 429, on: /batchUpdate/, times: 1, after: 1, retryAfter: 9 };
  expect(await runExport(ada, body)).toMatchObject({ status: "complete", partsDone: 3 });
  expect(firstColumn(workbook)).toEqual(longTableInOrder);
  const lengths = plainValues(workbook, 0).map(([, text]) => String(text).length);
  expect(lengths).toEqual([1, ...longRows.map(() => 40_000)]);
});

test("export-rows-moved names the rows where they are sorted in the very moment of a write; the parts after it find theirs", async () => {
  const { workbook, body } = await turnedRound();
  const failed = await runExport(ada, body);
  expect(failed).toMatchObject({
    ...{ status: "failed", retryable: false, partsDone: 1 },
    problem: {
      code: "export-rows-moved",
      detail: "Look at the rows 31, 30, 29, 28, 27, 26, 25, 23, 22, 21, 20, 19, 18, 17",
    },
  });
  own.google.meanwhile = null;
  await ada.request("POST", `/api/v1/exports/${failed.id}/resume`);
  expect(await untilOver(ada, failed.id)).toMatchObject({ status: "complete", partsDone: 3 });
  const last = plainValues(workbook, 0).slice(-15);
  expect(last.map(([id, text]) => [id, String(text).length])).toEqual(
    longRows.slice(-15).map(([id]) => [id, 40_000]),
  );
});
