import { expect, test } from "vitest";
import type { Cell } from "../../backend/contract/cells.ts";
import type { PlanSummary, Rpc, RpcName } from "../rpc.ts";
import type { App } from "./app.ts";
import { emptyComposer } from "./composer.ts";
import { emptyThread } from "./conversation.ts";
import { Failure } from "./failure.ts";
import { applyWrite, insertByItself, suggestTarget } from "./inserting.ts";
import { createTranslate } from "./messages.ts";
import { defaultPreferences } from "./preferences.ts";
import { reduce } from "./reduce.ts";
import { initialState } from "./state.ts";
import { createStore } from "./store.ts";
import type { TableView } from "./table-view.ts";

const target = { kind: "selection" as const, header: true };
const plan: PlanSummary = {
  ...{
    hash: "h",
    target: { ...target, at: { sheetId: 1, row: 1, column: 1 } },
    a1: "A1:A2",
    sheet: "S",
    rows: 1,
  },
  ...{ newCells: 1, changedCells: 0, untouchedCells: 0, blankCells: 0, changes: [] },
  ...{ mapping: [{ column: "A", header: null }], headers: [], warnings: [], questions: [] },
  ...{ conflicts: [], conflictCount: 0, addedRows: 1, changedRows: 0, undo: "properties" as const },
  parts: [{ from: 0, rows: 1, hash: "h" }],
};
const receipt = {
  writeId: "w",
  a1: "A1:A2",
  sheet: "S",
  rows: 1,
  cells: 2,
  calls: 3,
  nextRow: 1,
  complete: true,
};

interface Options {
  table?: Partial<TableView>;
  plan?: Partial<PlanSummary>;
  headers?: string[];
  autoInsert?: boolean;
  typing?: string;
  apply?: () => typeof receipt;
}

function open(options: Options = {}) {
  const cells: Cell[] = [{ value: "x" }];
  const table: TableView = {
    ...{
      id: "t",
      messageId: "m",
      title: "T",
      columns: [{ name: "A", type: "text" }],
      version: 1,
      rows: [cells],
    },
    ...{
      rowIds: ["r"],
      rowsCursor: null,
      rowCount: 1,
      got: 1,
      expected: 1,
      gaps: [],
      offeredRules: [],
      rules: [],
      streaming: false,
      receipt: null,
    },
    ...options.table,
  };
  const preferences = { ...defaultPreferences, autoInsert: options.autoInsert ?? true };
  const store = createStore(reduce, {
    ...initialState(preferences, { ...emptyComposer, text: options.typing ?? "" }),
    thread: { ...emptyThread, tables: { t: table } },
  });
  const calls: [RpcName, unknown][] = [];
  const answers: { [Name in RpcName]?: () => Rpc[Name]["result"] } = {
    readTableHeaders: () => (options.headers ? { sheet: "S", a1: "A1:A2", headers: options.headers } : null),
    plan: () => ({ ...plan, ...options.plan }),
    apply: options.apply ?? (() => receipt),
  };
  const script: App["script"] = {
    async call<Name extends RpcName>(name: Name, args: Rpc[Name]["args"]) {
      calls.push([name, args]);
      const answer: (() => Rpc[Name]["result"]) | undefined = answers[name];
      if (!answer) throw new Failure({ code: "apps-script-failed" });
      return answer();
    },
  };
  const unused = new Proxy({} as App["api"], {
    get: () => () => Promise.reject(new Failure({ code: "unreachable" })),
  });
  const page = { shelf: null, opener: { email: "", spreadsheetId: "" }, backend: "", version: "0.1.0" };
  const app: App = { ...page, api: unused, script, store, translate: () => createTranslate("en") };
  return { app, table, names: () => calls.map(([name]) => name), calls };
}

test("a complete table that covers nothing goes in by itself, where the plan looked", async () => {
  const { app, calls } = open();
  await insertByItself(app, ["t"]);
  expect(calls.at(-1)?.[1]).toMatchObject({ planHash: "h", target: { at: { sheetId: 1 } } });
  expect(app.store.state.thread.tables.t?.receipt).toEqual(receipt);
  expect(app.store.state.screen).toEqual({ name: "chat" });
});

const gap = { afterIndex: 0, start: 0, end: 1, reason: "?" };
test.each<[string, Options]>([
  [
    "something would be covered",
    { plan: { changedCells: 1, changes: [{ a1: "A1", before: "1", after: "2" }] } },
  ],
  [
    "the plan has a question",
    { plan: { questions: [{ code: "second-copy", option: null, answer: true, params: { place: "S!A1" } }] } },
  ],
  ["rows are missing", { table: { expected: 2 } }],
  ["a place gave no row", { table: { gaps: [gap] } }],
  ["it changes a table that may be in the sheet already", { table: { version: 2 } }],
  ["a column has no place in the sheet's table", { headers: ["A"] }],
])("Insert opens for a decision when %s", async (_, options) => {
  const { app, names } = open(options);
  await insertByItself(app, ["t"]);
  expect(names()).not.toContain("apply");
  expect(app.store.state.screen).toMatchObject({ name: "insert", tableId: "t" });
});

test.each<[string, Options]>([
  ["the setting is off", { autoInsert: false }],
  ["the model brought the rows without a source", { table: { rows: [[{ value: "x", status: "model" }]] } }],
  ["there are no rows", { table: { rows: [], rowCount: 0 } }],
])("nothing is planned or written when %s", async (_, options) => {
  const { app, names } = open(options);
  await insertByItself(app, ["t"]);
  expect(names()).toEqual([]);
  expect(app.store.state.screen).toEqual({ name: "chat" });
});

test("somebody who types is not taken away from it", async () => {
  const { app } = open({ table: { expected: 2 }, typing: "and" });
  await insertByItself(app, ["t"]);
  expect(app.store.state.screen).toEqual({ name: "chat" });
});

test.each(["a", " A ", "Á"])("a table headed %j at the selection is appended to", async (header) => {
  const { app, table } = open({ headers: [header] });
  expect(await suggestTarget(app, table)).toEqual({ kind: "append" });
});

test.each([
  ["apps-script-timeout", true],
  ["google-unavailable", true],
  ["conflict", false],
  ["protected-range", false],
])("after %s the write stays open for its own retry: %s", async (code, stays) => {
  const { app, table } = open({
    apply: () => {
      throw new Failure({ code });
    },
  });
  const write = {
    writeId: "w",
    table: { title: "T", columns: table.columns, rows: table.rows },
    target,
    planHash: "h",
  };
  await expect(applyWrite(app, "t", write)).rejects.toMatchObject({ info: { code } });
  expect(app.store.state.openWrites).toEqual(stays ? { t: write } : {});
});
