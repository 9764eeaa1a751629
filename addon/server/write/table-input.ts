import type { Rpc, WriteTable } from "../../rpc.ts";
import type { WriteTarget } from "../../writes.ts";
import { invalidRequest, ServerProblemError } from "../problem.ts";

/** Characters that a cell holds. */
const limit = 50_000;
/** What fills a spreadsheet comes in fewer. */
const maxParts = 200;

type Input = Rpc["plan"]["args"] & Pick<Rpc["apply"]["args"], "part">;

/** Checks what the page sent before anything is read or written. Throws naming the row and the column. */
export function checkInput({ table, target, options, part }: Input): void {
  checkTarget(target);
  if (options !== undefined && !isRecord(options)) throw invalidRequest("The options are none.");
  if (part && (!isCount(part.from) || (part.of !== null && !isCount(part.of)))) {
    throw invalidRequest("The part is not from one row of so many.");
  }
  if (part?.planned && !(Array.isArray(part.planned) && part.planned.length <= maxParts))
    throw invalidRequest("The planned parts are none.");
  if (!isRecord(table) || typeof table.title !== "string") throw invalidRequest("The table is missing.");
  checkColumns(table);
  if (!Array.isArray(table.rows)) throw invalidRequest("The table's rows are missing.");
  if (table.rows.length === 0) throw new ServerProblemError("no-rows", {});
  for (const [index, row] of table.rows.entries()) checkRow(table, row, index + 1);
}

function checkTarget(target: WriteTarget): void {
  const kinds: unknown[] = ["selection", "append", "upsert", "fill-empty", "results", "new-sheet", "update"];
  if (!isRecord(target) || !kinds.includes(target.kind))
    throw invalidRequest("The target is not one of the known ones.");
  if (!("at" in target) || !target.at) return;
  const { sheetId, row, column } = target.at;
  if (![sheetId, row, column].every(Number.isInteger))
    throw invalidRequest("The target's place is not a cell.");
}

function checkColumns({ columns }: WriteTable): void {
  if (!Array.isArray(columns) || columns.length === 0) throw invalidRequest("The table has no columns.");
  for (const column of columns) {
    if (!isRecord(column) || typeof column.name !== "string" || typeof column.type !== "string") {
      throw invalidRequest("A column has no name or no type.");
    }
    const size = column.name.length;
    if (size > limit) throw new ServerProblemError("column-name-too-long", { size, limit });
  }
}

function checkRow({ columns }: WriteTable, row: unknown, number: number): void {
  if (!Array.isArray(row) || row.length !== columns.length) {
    const cells = Array.isArray(row) ? row.length : 0;
    throw new ServerProblemError("row-width", { row: number, cells, columns: columns.length });
  }
  row.forEach((cell: unknown, index) => {
    const column = columns[index]?.name ?? "";
    const place = `Row ${number}, ${column}`;
    if (!isRecord(cell) || !isPlain(cell.value)) throw invalidRequest(`${place} is not a cell.`);
    if (typeof cell.value === "number" && !Number.isFinite(cell.value) && typeof cell.raw !== "string") {
      throw invalidRequest(`${place} is not a number that a sheet can hold.`);
    }
    const size = typeof cell.value === "string" ? cell.value.length : 0;
    if (size > limit) throw new ServerProblemError("cell-too-long", { row: number, column, size, limit });
  });
}

/** One press of Insert has one id. */
export function checkWriteId(writeId: unknown): void {
  if (typeof writeId !== "string" || writeId === "" || writeId.length > 100) {
    throw invalidRequest("The write has no id.");
  }
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}

function isPlain(value: unknown): boolean {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
