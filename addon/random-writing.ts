import type { Cell, Column } from "../backend/contract/cells.ts";
import type { GridInput } from "./playground/grid.ts";
import type { MemoryGrid } from "./playground/memory-grid.ts";
import type { Random } from "./random.ts";
import type { WriteTable } from "./rpc.ts";
import type { WriteOptions, WriteTarget } from "./writes.ts";

/** A write at random: what stands in the sheet before, what is written where. */
export interface RandomWrite {
  table: WriteTable;
  target: WriteTarget;
  options: WriteOptions;
  /** Keys of rows that stand in the sheet before. */
  standing: string[];
}

const texts = [
  "Berlin",
  "=1+1",
  "+1",
  "007",
  "TRUE",
  "5%",
  "3-4",
  "'x",
  " a ",
  "line\nline",
  "@SUM(A1)",
  "ü",
];
const others: Column[] = [
  { name: "Name", type: "text" },
  { name: "Amount", type: "currency" },
  { name: "Date", type: "date" },
  { name: "Share", type: "percent" },
  { name: "Paid", type: "boolean" },
];

/** Rows under the headers Key and others, each key once; in an upsert some of the sheet's own keys. */
export function randomWrite(random: Random, kind: WriteTarget["kind"], standing: string[]): RandomWrite {
  const columns = [{ name: "Key", type: "id" } as Column, ...random.shuffled(others)].slice(
    0,
    random.whole(1, 5),
  );
  const fresh = Array.from({ length: random.whole(1, 6) }, (_, row) => `n${row}`);
  const byKey = kind === "upsert" || kind === "fill-empty";
  const keys = byKey
    ? random.shuffled([...standing.filter(() => random.chance(0.6)), ...fresh]).slice(0, 8)
    : fresh;
  const rows = keys.map((key) =>
    columns.map((column) => (column.name === "Key" ? { value: key } : randomCell(random, column))),
  );
  const table = { title: "Table", columns, rows };
  const options: WriteOptions = {
    notes: random.pick(["off", "flags", "all"]),
    carryDown: random.chance(0.7),
    aboveTotal: random.chance(0.3),
  };
  return { table, target: targetOf(random, kind), options, standing };
}

function targetOf(random: Random, kind: WriteTarget["kind"]): WriteTarget {
  switch (kind) {
    case "selection":
      return { kind, header: random.chance(0.5) };
    case "upsert":
    case "fill-empty":
      return { kind, keys: ["Key"] };
    case "update":
      return { kind, writeId: "first" };
    case "results":
      return { kind, by: ["Key"], replaces: random.chance(0.5) };
    default:
      return { kind };
  }
}

export function randomCell(random: Random, { type }: Column): Cell {
  if (random.chance(0.2)) return { value: null };
  const flags: Cell["flags"] = random.chance(0.2) ? ["ambiguous-date"] : [];
  switch (type) {
    case "currency":
      return { value: random.whole(-500, 500) / 4, currency: random.pick(["EUR", "USD"]), flags };
    case "percent":
      return { value: random.whole(0, 100) / 100, flags };
    case "date":
      return { value: `2026-0${random.whole(1, 9)}-${random.whole(10, 28)}`, flags };
    case "boolean":
      return { value: random.chance(0.5), flags };
    default:
      return { value: random.pick(texts), flags };
  }
}

/**
 * Puts a table at random into the first sheet, with what stands around it, and selects a cell of it. Answers with
 * the keys of its rows.
 */
export function putRandomTable(random: Random, grid: MemoryGrid): string[] {
  const top = random.whole(0, 3);
  const left = random.whole(0, 2);
  const headers = random.shuffled(
    ["Key", ...others.map(({ name }) => name).filter(() => random.chance(0.7)), "Extra"].slice(0, 6),
  );
  const keys = Array.from({ length: random.whole(0, 5) }, (_, row) => `k${row}`);
  const formula = random.chance(0.4);
  const lines = keys.map((key, row) =>
    headers.map((header): GridInput => {
      if (header === "Key") return { value: key, format: "@" };
      if (header === "Extra")
        return formula ? { value: null, formula: `=ROW(A${row + 1})` } : { value: "keep" };
      if (random.chance(0.3)) return { value: null };
      return standingCell(random, header);
    }),
  );
  if (random.chance(0.3) && keys.length > 1) {
    lines.push(headers.map((_, column): GridInput => (column === 0 ? { value: "Total" } : { value: 9 })));
  }
  put(grid, top, left, [headers.map((value) => ({ value })), ...lines]);
  if (top > 1 && random.chance(0.5)) put(grid, 0, left, [[{ value: "A title" }]]);
  if (random.chance(0.4)) put(grid, top + lines.length + random.whole(2, 4), left, [[{ value: "below" }]]);
  if (random.chance(0.3)) put(grid, top, left + headers.length + 1, [[{ value: "beside" }]]);
  for (let row = 0; row < lines.length; row++) dress(random, grid, top + 1 + row, left + random.whole(0, 2));
  const column = left + headers.indexOf("Key");
  grid.select(0, { row: top + random.whole(0, keys.length), column, rows: 1, columns: 1 });
  return keys;
}

/** Cells of a table as people leave them, of any kind in any column. */
function standingCell(random: Random, header: string): GridInput {
  if (header === "Date") return { value: random.whole(46_000, 46_400), format: "dd.mm.yyyy" };
  if (header === "Amount") return { value: random.whole(1, 99), format: random.pick(["General", "0.00"]) };
  return random.pick<GridInput>([
    { value: "text" },
    { value: "=1", format: "@" },
    { value: 7 },
    { value: false },
    { value: 3, formula: "=1+2" },
  ]);
}

function dress(random: Random, grid: MemoryGrid, row: number, column: number): void {
  const rect = { row, column, rows: 1, columns: 1 };
  if (random.chance(0.2)) grid.setNotes(0, rect, [["A person's note"]]);
  if (random.chance(0.2)) grid.setLooks(0, rect, { background: "#ffff00" });
}

function put(grid: MemoryGrid, row: number, column: number, lines: GridInput[][]): void {
  grid.write(0, { row, column, rows: lines.length, columns: lines[0]?.length ?? 0 }, lines);
}
