import type { Rpc, WriteTable, WriteTarget } from "../../rpc.ts";
import { ServerProblemError } from "../problem.ts";

const MAX_CHARACTERS = 50_000;

/** Checks what the page sent before anything is read or written. Throws naming the row and the column. */
export function checkInput({ table, target }: Rpc["plan"]["args"]): void {
  checkTarget(target);
  if (!isRecord(table) || typeof table.title !== "string") throw invalid("The table is missing.");
  checkColumns(table);
  if (!Array.isArray(table.rows) || table.rows.length === 0) throw invalid("The table has no rows.");
  for (const [index, row] of table.rows.entries()) checkRow(table, row, index + 1);
}

function checkTarget(target: WriteTarget): void {
  const kinds: unknown[] = ["selection", "append", "new-sheet"];
  if (!isRecord(target) || !kinds.includes(target.kind))
    throw invalid("The target is not one of the known ones.");
  if (target.kind === "new-sheet" || !target.at) return;
  const { sheetId, row, column } = target.at;
  if (![sheetId, row, column].every(Number.isInteger)) throw invalid("The target's place is not a cell.");
}

function checkColumns({ columns }: WriteTable): void {
  if (!Array.isArray(columns) || columns.length === 0) throw invalid("The table has no columns.");
  for (const column of columns) {
    if (!isRecord(column) || typeof column.name !== "string" || typeof column.type !== "string") {
      throw invalid("A column has no name or no type.");
    }
    checkLength(column.name, "A column's name");
  }
}

function checkRow({ columns }: WriteTable, row: unknown, number: number): void {
  if (!Array.isArray(row) || row.length !== columns.length) {
    const width = Array.isArray(row) ? row.length : 0;
    const detail = `Row ${number} has ${width} cells and the table ${columns.length} columns. Nothing was written.`;
    throw new ServerProblemError("row-width", detail);
  }
  row.forEach((cell: unknown, index) => {
    const place = `Row ${number}, ${columns[index]?.name}`;
    if (!isRecord(cell) || !isPlain(cell.value)) throw invalid(`${place} is not a cell.`);
    if (typeof cell.value === "number" && !Number.isFinite(cell.value) && typeof cell.raw !== "string") {
      throw invalid(`${place} is not a number that a sheet can hold.`);
    }
    if (typeof cell.value === "string") checkLength(cell.value, place);
  });
}

function checkLength(text: string, place: string): void {
  if (text.length <= MAX_CHARACTERS) return;
  throw new ServerProblemError(
    "cell-too-long",
    `${place} has ${text.length} characters, and a cell holds ${MAX_CHARACTERS}. Nothing was written.`,
  );
}

function isPlain(value: unknown): boolean {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(detail: string): ServerProblemError {
  return new ServerProblemError("invalid-request", detail);
}
