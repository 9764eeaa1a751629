import { expect, test } from "vitest";
import type { Spreadsheet } from "../../../backend/contract/spreadsheets.ts";
import type { TableView } from "../table-view.ts";
import { exportOf, firstChoice, isIncomplete, scheduleOf } from "./export-choice.ts";

const table: TableView = {
  ...{ id: "t", messageId: "m", title: "Things", version: 1, rows: [], rowIds: [], rowsCursor: null },
  columns: [{ name: "Name", type: "text" }],
  ...{
    rowCount: 0,
    got: 0,
    expected: 0,
    gaps: [],
    unread: [],
    offeredRules: [],
    rules: [],
    streaming: false,
  },
};
const sheet = (title: string) => ({ id: 0, title, rowCount: 1_000, columnCount: 26, frozenRows: 0 });
const spreadsheet: Spreadsheet = {
  ...{ id: "1234567890", title: "Bills", url: "https://docs.google.com/", locale: "en_US", timeZone: "UTC" },
  sheets: [sheet("things"), sheet("Things 2")],
};
const choice = firstChoice(table);
const into = { ...choice, spreadsheet };
const made = { tableId: "t", spreadsheetId: "1234567890", sheet: "Things" };

test("a new spreadsheet is called as the table is, unless it is called otherwise", () => {
  expect(exportOf(table, choice)).toEqual({ tableId: "t", version: 1, title: "Things", mode: "append" });
  expect(isIncomplete({ ...choice, title: " " })).toBe(true);
});

test("a new sheet takes a name that no other sheet has", () => {
  expect(exportOf(table, into)).toMatchObject({ sheet: "Things 3", mode: "append" });
});

test("rows are found again by the keys that were chosen, and by none is refused before it is sent", () => {
  const upsert = { ...into, sheet: "things", mode: "upsert" as const };
  expect(isIncomplete(upsert)).toBe(true);
  const keyed = { ...upsert, keys: ["Name"] };
  expect(isIncomplete(keyed)).toBe(false);
  expect(exportOf(table, keyed)).toMatchObject({ sheet: "things", mode: "upsert", keys: ["Name"] });
  expect(exportOf(table, { ...keyed, mode: "replace" })).not.toHaveProperty("keys");
});

test("what is repeated goes into what was made, in place of the last time; a weekly one on today's weekday", () => {
  const sunday = new Date(2026, 2, 8, 12);
  expect(scheduleOf(choice, made, { every: "week", time: "06:30" }, sunday)).toMatchObject({
    ...{ spreadsheetId: "1234567890", sheet: "Things", mode: "replace", weekday: 7 },
  });
  const appended = scheduleOf({ ...into, sheet: "things" }, made, { every: "day", time: "06:30" }, sunday);
  expect(appended).toMatchObject({ mode: "append", every: "day" });
  expect(appended).not.toHaveProperty("weekday");
});
