import type { PlanSummary, PlanWarning, WriteTable } from "../../rpc.ts";
import type { WriteTarget } from "../../writes.ts";
import { type Block, blockName, cellName } from "../a1.ts";
import { type EncodeContext, encodeRows, encodeText, type SheetCell, shownValue } from "./encode.ts";
import { hashText } from "./hash.ts";
import { checkLimits, type Growth, growthFor } from "./room.ts";
import { sheetNameFor } from "./sheet-name.ts";
import type { PlaceRead, Snapshot } from "./snapshot.ts";

const MAX_CHANGES = 200;

/** A block of cells and what is put into them. */
export interface BlockWrite {
  block: Block;
  cells: SheetCell[][];
}

/** What a write does, cell by cell. */
export interface Plan {
  hash: string;
  /** Null where the sheet named `sheetName` is to be made. */
  sheetId: number | null;
  sheetName: string;
  /** Rows to insert because something stands below the table that is appended to. */
  insert: { after: number; count: number } | null;
  growth: Growth;
  writes: BlockWrite[];
  summary: PlanSummary;
}

/**
 * What writing the table at the target would do to what the snapshot holds. Pure. Throws when the sheet cannot
 * take it.
 */
export function planTable(
  snapshot: Snapshot,
  table: WriteTable,
  target: WriteTarget,
  context: EncodeContext,
): Plan {
  const rows = encodeRows(table.columns, table.rows, context);
  const writes = snapshot.table
    ? appendWrites(snapshot, rows)
    : [placedWrite(snapshot, table, rows, target.kind === "new-sheet" || hasHeader(target))];
  const sheetName = snapshot.sheet?.name ?? sheetNameFor(table.title, snapshot.sheetNames);
  const insert = insertion(snapshot, writes, table.rows.length);
  const growth = growthFor(snapshot.sheet, writes, insert);
  checkLimits(snapshot, growth, writes, insert);
  // Inserted rows are blank, whatever stood there moves down.
  const cells = compare(insert ? snapshot.places.slice(1) : snapshot.places, writes);
  const hash = hashText(JSON.stringify(hashed(snapshot, writes)));
  const extent = boundingBlock(rowWrites(snapshot, writes)) ?? { ...snapshot.anchor, rows: 1, columns: 1 };
  const summary: PlanSummary = {
    hash,
    target: pinned(snapshot, target),
    a1: blockName(extent),
    sheet: sheetName,
    rows: table.rows.length,
    ...cells,
    mapping: snapshot.matches.map(({ column, header }) => ({ column, header })),
    headers: snapshot.table?.headers ?? [],
    warnings: warnings(snapshot, insert),
    questions: [],
    conflicts: [],
    conflictCount: 0,
    addedRows: table.rows.length,
    changedRows: 0,
    parts: [{ from: 0, rows: table.rows.length, hash }],
    undo: "nowhere",
  };
  return { hash, sheetId: snapshot.sheet?.id ?? null, sheetName, insert, growth, writes, summary };
}

/** The smallest block that holds all of them; null for none. */
export function boundingBlock(writes: BlockWrite[]): Block | null {
  const blocks = writes.map(({ block }) => block);
  if (blocks.length === 0) return null;
  const row = Math.min(...blocks.map((block) => block.row));
  const column = Math.min(...blocks.map((block) => block.column));
  const bottom = Math.max(...blocks.map((block) => block.row + block.rows));
  const right = Math.max(...blocks.map((block) => block.column + block.columns));
  return { row, column, rows: bottom - row, columns: right - column };
}

function hasHeader(target: WriteTarget): boolean {
  return target.kind === "selection" && target.header;
}

function placedWrite(
  { anchor }: Snapshot,
  table: WriteTable,
  rows: SheetCell[][],
  header: boolean,
): BlockWrite {
  const head = header ? [table.columns.map(({ name }) => encodeText(name))] : [];
  const cells = [...head, ...rows];
  return { block: { ...anchor, rows: cells.length, columns: table.columns.length }, cells };
}

/** Touches the mapped columns only: one write for each run of neighbours, and one for headers of new columns. */
function appendWrites({ table, matches }: Snapshot, rows: SheetCell[][]): BlockWrite[] {
  if (!table) return [];
  const { block, headers } = table;
  const placed = matches
    .flatMap(({ place, header }, ours) => (place === null ? [] : [{ place, ours, header: header ?? "" }]))
    .sort((left, right) => left.place - right.place);
  const runs: (typeof placed)[] = [];
  for (const column of placed) {
    const run = runs[runs.length - 1];
    if (run && run[run.length - 1]?.place === column.place - 1) run.push(column);
    else runs.push([column]);
  }
  const below = runs.map(
    (run): BlockWrite => ({
      block: {
        row: block.row + block.rows,
        column: block.column + (run[0]?.place ?? 0),
        rows: rows.length,
        columns: run.length,
      },
      cells: rows.map((row) => run.map(({ ours }) => row[ours] ?? encodeText(""))),
    }),
  );
  const added = placed.filter(({ place }) => place >= headers.length);
  if (added.length === 0) return below;
  const column = block.column + headers.length;
  const beside = { row: block.row, column, rows: 1, columns: added.length };
  return [...below, { block: beside, cells: [added.map(({ header }) => encodeText(header))] }];
}

/** The writes that hold rows, not the headers of new columns. */
function rowWrites({ table }: Snapshot, writes: BlockWrite[]): BlockWrite[] {
  return table ? writes.filter(({ block }) => block.row !== table.block.row) : writes;
}

function insertion(snapshot: Snapshot, writes: BlockWrite[], count: number): Plan["insert"] {
  if (!snapshot.table) return null;
  const taken = compare(snapshot.places, rowWrites(snapshot, writes));
  if (taken.changes.length === 0 && taken.changedCells === 0 && taken.untouchedCells === 0) return null;
  return { after: snapshot.table.block.row + snapshot.table.block.rows - 1, count };
}

type CellCounts = Pick<
  PlanSummary,
  "newCells" | "changedCells" | "untouchedCells" | "blankCells" | "changes"
>;

function compare(places: PlaceRead[], writes: BlockWrite[]): CellCounts {
  const counts: CellCounts = { newCells: 0, changedCells: 0, untouchedCells: 0, blankCells: 0, changes: [] };
  for (const { block, cells } of writes) {
    cells.forEach((line, down) => {
      line.forEach((cell, right) => {
        count(counts, places, block.row + down, block.column + right, cell);
      });
    });
  }
  return counts;
}

function count(counts: CellCounts, places: PlaceRead[], row: number, column: number, cell: SheetCell): void {
  const { value, formula, format } = standing(places, row, column);
  if (value === "" && formula === "") {
    if (cell.value === "") counts.blankCells += 1;
    else counts.newCells += 1;
  } else if (formula === "" && value === cell.value) {
    counts.untouchedCells += 1;
  } else {
    counts.changedCells += 1;
    if (counts.changes.length >= MAX_CHANGES) return;
    const before = formula || shownValue(value, format);
    counts.changes.push({ a1: cellName(row, column), before, after: shownValue(cell.value, cell.format) });
  }
}

/** What stands in a cell; a cell that the sheet does not have yet is blank. */
function standing(places: PlaceRead[], row: number, column: number) {
  for (const { block, values, formulas, formats } of places) {
    const [down, right] = [row - block.row, column - block.column];
    const value = values[down]?.[right];
    if (value === undefined) continue;
    return { value, formula: formulas[down]?.[right] ?? "", format: formats[down]?.[right] ?? "" };
  }
  return { value: "", formula: "", format: "" };
}

/** A formula's own text, not its result: NOW() is no conflict. A new sheet covers nothing, so its name may differ. */
function hashed(snapshot: Snapshot, writes: BlockWrite[]): unknown {
  const places = snapshot.places.map(({ block, values, formulas }) => [
    block.row,
    block.column,
    values.map((row, down) => row.map((value, right) => formulas[down]?.[right] || value)),
  ]);
  return [snapshot.sheet?.id ?? null, snapshot.table, snapshot.matches, places, writes];
}

function pinned({ sheet, anchor, table }: Snapshot, target: WriteTarget): WriteTarget {
  if (target.kind === "new-sheet" || target.kind === "update" || !sheet) return target;
  const named = Math.max(
    0,
    (table?.headers ?? []).findIndex((header) => header.trim() !== ""),
  );
  return { ...target, at: { sheetId: sheet.id, row: anchor.row, column: anchor.column + named } };
}

function warnings({ matches, table }: Snapshot, insert: Plan["insert"]): PlanWarning[] {
  const left = matches.filter(({ place }) => place === null).map(({ column }) => column);
  const list: PlanWarning[] = [];
  if (table && left.length > 0) {
    list.push({ code: "columns-left-out", params: { columns: left.join(", ") } });
  }
  if (insert) {
    list.push({ code: "rows-inserted", params: { count: insert.count, row: insert.after + 1 } });
  }
  return list;
}
