import { expect, test } from "vitest";
import type { NumberedEvent, TurnEvent } from "../../backend/contract/events.ts";
import { emptyComposer, revisedTable, toRequest } from "./composer.ts";
import { defaultPreferences } from "./preferences.ts";
import { reduce } from "./reduce.ts";
import { type Action, initialState, type State } from "./state.ts";
import { countToCheck } from "./table-view.ts";

const attachment = { title: "Pasted text", from: { source: { kind: "text" as const, text: "long" } } };
const typed: Action[] = [
  { type: "typed", text: "list them" },
  { type: "attached", attachment },
];
const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
const column = { name: "A", type: "text" as const };
const turn: TurnEvent[] = [
  { type: "turn-start", messageId: "m1", conversationId: "c1", engine: "offline", model: null },
  { type: "text-delta", text: "Here" },
  { type: "text-delta", text: " it is" },
  { type: "table-start", tableId: "t1", title: "Things", columns: [column], expectedRows: 3, version: 1 },
  { type: "row-add", tableId: "t1", index: 0, cells: [{ value: "x" }] },
  { type: "row-add", tableId: "t1", index: 1, cells: [{ value: "y", status: "not-found" }] },
  { type: "row-replace", tableId: "t1", index: 0, cells: [{ value: "z" }], reason: "repaired" },
  {
    type: "table-end",
    tableId: "t1",
    got: 2,
    expected: 3,
    gaps: [{ afterIndex: 1, start: 4, end: 9, reason: "?" }],
    flagged: 1,
  },
  { type: "turn-end", usage, cost: null, durationMs: 1, finishReason: "complete" },
];
const numbered: NumberedEvent[] = turn.map((event, at) => ({ seq: at + 1, event }));

const after = (actions: Action[], from: State = initialState(defaultPreferences, emptyComposer)) =>
  actions.reduce(reduce, from);
const sent = (): State => after([...typed, { type: "turn-sent", key: "k" }]);
const take = (events: NumberedEvent[], key = "k"): Action => ({ type: "turn-events", key, events });

test("sending empties the composer and shows the question and a waiting answer", () => {
  const state = sent();
  expect(state.composer).toEqual(emptyComposer);
  expect(state.thread.messages.map(({ role, content, sourceTitle }) => [role, content, sourceTitle])).toEqual(
    [
      ["user", "list them", "Pasted text"],
      ["assistant", "", null],
    ],
  );
});

test("a message that was refused comes back into the composer, before what was typed meanwhile", () => {
  const composer = after(typed).composer;
  const failure = { code: "source-too-large", status: 413 };
  const state = after(
    [
      { type: "typed", text: "more" },
      { type: "turn-refused", key: "k", composer, failure },
    ],
    sent(),
  );
  expect(state.composer).toMatchObject({ text: "list them\nmore", attachment });
  expect(state.thread.messages).toEqual([]);
  expect(state.turn).toBeNull();
  expect(state.notice).toEqual(failure);
  expect(state.unsure).toBeNull();
});

test("where it is not known whether the message arrived, its key is kept for the next attempt", () => {
  const composer = after(typed).composer;
  const state = after(
    [{ type: "turn-refused", key: "k", composer, failure: { code: "unreachable" } }],
    sent(),
  );
  expect(state.unsure).toEqual({ key: "k", composer });
});

test("the events of a turn become text and a table, however they are grouped", () => {
  const together = after([take(numbered)], sent());
  const apart = after(
    numbered.map((event) => take([event])),
    sent(),
  );
  expect(apart).toEqual(together);
  expect(together.turn).toBeNull();
  const answer = together.thread.messages[1];
  expect(answer).toMatchObject({ id: "m1", content: "Here it is", status: "complete", tables: ["t1"] });
  const table = together.thread.tables.t1;
  expect(table).toMatchObject({ rowCount: 2, expected: 3, streaming: false, messageId: "m1" });
  expect(table?.rows).toEqual([[{ value: "z" }], [{ value: "y", status: "not-found" }]]);
  expect(table && countToCheck(table)).toBe(1);
});

test("events that were folded already change nothing", () => {
  const state = after([take(numbered.slice(0, 6))], sent());
  expect(after([take(numbered.slice(0, 6))], state).thread).toEqual(state.thread);
});

test("earlier states are left as they were", () => {
  const before = after([take(numbered.slice(0, 5))], sent());
  const copy = structuredClone(before);
  after([take(numbered.slice(5))], before);
  expect(before).toEqual(copy);
});

test("events of a turn that the page has left are ignored", () => {
  const left = after([take(numbered.slice(0, 5)), { type: "thread-closed" }], sent());
  expect(after([take(numbered.slice(5))], left)).toEqual(left);
});

test("a turn that failed keeps what came and carries its problem", () => {
  const problem = { type: "x", title: "t", status: 504, code: "model-timeout", requestId: "r" };
  const end: NumberedEvent = { seq: 6, event: { type: "turn-error", problem, kept: true, retryable: true } };
  const state = after([take([...numbered.slice(0, 5), end])], sent());
  expect(state.thread.messages[1]).toMatchObject({ status: "failed", failure: { code: "model-timeout" } });
  expect(state.thread.tables.t1?.rows).toHaveLength(1);
  expect(state.thread.tables.t1?.streaming).toBe(false);
});

test("a lost stream is marked interrupted, and following it again clears that", () => {
  const failure = { code: "interrupted" };
  const lost = after([take(numbered.slice(0, 5)), { type: "turn-lost", key: "k", failure }], sent());
  expect(lost.thread.messages[1]).toMatchObject({ status: "interrupted", failure });
  const again = after([{ type: "turn-followed", key: "k2", messageId: "m1" }, take(numbered, "k2")], lost);
  expect(again.thread).toEqual(after([take(numbered)], sent()).thread);
});

test("after a table the next message changes it, unless a source comes along or the chip was taken off", () => {
  const state = after([take(numbered)], sent());
  expect(revisedTable(state.composer, state.thread)?.id).toBe("t1");
  const withSource = after([{ type: "attached", attachment }], state);
  expect(revisedTable(withSource.composer, withSource.thread)).toBeNull();
  const dropped = after(
    [{ type: "revision-dropped" }, { type: "typed", text: "?" }, { type: "turn-sent", key: "k3" }],
    state,
  );
  expect(revisedTable(dropped.composer, dropped.thread)).toBeNull();
});

test("a request carries the table it changes, the columns and the sheet's place", () => {
  const state = after(
    [
      { type: "typed", text: " also the due date " },
      { type: "columns-attached", columns: { sheet: "S", columns: [{ name: "Due" }] } },
    ],
    after([take(numbered)], sent()),
  );
  const hello = {
    email: "",
    spreadsheetId: "s",
    spreadsheetName: "",
    locale: "de-DE",
    timeZone: "Europe/Berlin",
  };
  expect(toRequest(state.composer, state.thread, hello)).toEqual({
    content: "also the due date",
    locale: "de-DE",
    timeZone: "Europe/Berlin",
    columns: [{ name: "Due" }],
    revises: "t1",
    conversationId: "c1",
  });
});

test("a template and the sheet's headers take each other's place, and the template's rules are its own", () => {
  const template = {
    ...{ id: "bills", version: 1, name: "Bills", description: "", instructions: "", formatting: {} },
    ...{ columns: [{ name: "Total" }], rules: [] },
    ...{ createdAt: "2026-03-03T10:00:00.000Z", updatedAt: "2026-03-03T10:00:00.000Z", deletedAt: null },
  };
  const columns = { sheet: "Sheet1", columns: [{ name: "Due" }] };
  const taken = after([
    { type: "columns-attached", columns },
    { type: "template-taken", template },
    { type: "typed", text: "these" },
  ]);
  const hello = { locale: "en", timeZone: "UTC", email: "", spreadsheetId: "s", spreadsheetName: "S" };
  expect(toRequest(taken.composer, taken.thread, hello)).toEqual({
    ...{ content: "these", locale: "en", timeZone: "UTC", spreadsheetId: "s", templateId: "bills" },
  });
  expect(after([{ type: "columns-attached", columns }], taken).composer).toMatchObject({
    template: null,
    columns,
  });
});
