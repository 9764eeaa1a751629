import type { Cell, Column } from "../backend/contract/cells.ts";
import type { PlanSummary, WriteTable } from "./rpc.ts";
import type { Receipt, WriteTarget } from "./writes.ts";
import { WritingInVm } from "./writing-in-vm.ts";

const ROWS = 10_000;
const CHANGED = 1_000;
const columns: Column[] = Array.from({ length: 10 }, (_, index) => ({
  name: index === 0 ? "Key" : `Column ${index}`,
  type: index === 0 ? "id" : index % 3 === 0 ? "date" : index % 3 === 1 ? "text" : "number",
}));

function cellAt({ type }: Column, row: number, salt: number): Cell {
  if (type === "id") return { value: `k${row}` };
  if (type === "date") return { value: `2026-11-${String(10 + ((row + salt) % 20)).padStart(2, "0")}` };
  return { value: type === "number" ? row * 10 + salt : `text ${row} ${salt}` };
}

const tableOf = (rows: number): WriteTable => ({
  title: "Bench",
  columns,
  rows: Array.from({ length: rows }, (_, row) => columns.map((column) => cellAt(column, row, 0))),
});
const table = tableOf(ROWS);
/** One row more than goes into a part. */
const longer = tableOf(ROWS + 1);
/** Every tenth row has other cells. */
const changed: WriteTable = {
  ...table,
  rows: Array.from({ length: CHANGED }, (_, row) => columns.map((column) => cellAt(column, row * 10, 1))),
};

interface Case {
  name: string;
  target: WriteTarget;
  table: WriteTable;
  /** Calls of each part. */
  most: number;
  arrange: (writing: WritingInVm) => void;
}

const header = (writing: WritingInVm) =>
  writing.put(0, 0, [columns.map(({ name }) => name), columns.map(() => "first")]);
const cases: Case[] = [
  { name: "append", target: { kind: "append" }, table, most: 12, arrange: header },
  { name: "new sheet", target: { kind: "new-sheet" }, table, most: 12, arrange: () => {} },
  { name: "selection", target: { kind: "selection", header: true }, table, most: 12, arrange: () => {} },
  { name: "append, two parts", target: { kind: "append" }, table: longer, most: 12, arrange: header },
  { name: "new sheet, two parts", target: { kind: "new-sheet" }, table: longer, most: 12, arrange: () => {} },
  {
    ...{ name: "selection, two parts", table: longer, most: 12 },
    target: { kind: "selection", header: true },
    arrange: () => {},
  },
  {
    name: `upsert, ${CHANGED} changed`,
    target: { kind: "upsert", keys: ["Key"] },
    table: changed,
    most: 40,
    arrange: (writing) => writing.write({ kind: "selection", header: true }, table, "before"),
  },
];

let failed = false;
console.log(`${ROWS} × ${columns.length} cells      calls  plan ms  write ms  undo ms  kept bytes`);
for (const { name, target, table: what, most, arrange } of cases) {
  const properties = { document: new Map<string, string>(), user: new Map(), script: new Map() };
  const writing = await WritingInVm.open({ properties });
  arrange(writing);
  const size = () => [...properties.document].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  const before = size();
  const [plan, planMs] = timed(() => writing.plan(target, what));
  const [receipts, writeMs] = timed(() => writeParts(writing, plan, what));
  const kept = size() - before;
  const [conflicts, undoMs] = timed(() => undoParts(writing, receipts.length));
  const calls = receipts.reduce((sum, receipt) => sum + receipt.calls, 0);
  const tooMany = receipts.some((receipt) => receipt.calls > most);
  failed ||= tooMany || conflicts > 0 || kept > 440_000 || receipts.at(-1)?.complete !== true;
  const figures = [calls, planMs, writeMs, undoMs, kept].map((figure, index) =>
    String(Math.round(figure)).padStart([7, 9, 10, 9, 12][index] ?? 9),
  );
  console.log(name.padEnd(22) + figures.join("") + (tooMany ? `  more than ${most} calls` : ""));
}
process.exitCode = failed ? 1 : 0;

/** As the page does it: one part after the other, each held against what was planned of it. */
function writeParts(writing: WritingInVm, { parts, target }: PlanSummary, what: WriteTable): Receipt[] {
  return parts.map(({ from, rows, hash: planHash }) =>
    writing.app.call("apply", {
      ...{ writeId: "bench", target, planHash, part: { from, of: what.rows.length, planned: parts } },
      table: { ...what, rows: what.rows.slice(from, from + rows) },
    }),
  );
}

function undoParts(writing: WritingInVm, parts: number): number {
  let conflicts = 0;
  for (let part = 0; part < parts; part++) {
    conflicts += writing.app.call("undo", { writeId: "bench" }).conflictCount;
  }
  return conflicts;
}

function timed<T>(work: () => T): [result: T, ms: number] {
  const start = performance.now();
  return [work(), performance.now() - start];
}
