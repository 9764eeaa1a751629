import type { Cell, Column } from "../../../backend/contract/cells.ts";
import type { WriteTable } from "../../rpc.ts";
import { inFormatOf } from "./as-typed.ts";
import { contentText } from "./cell-content.ts";
import { type EncodeContext, encodeRows } from "./encode.ts";
import type { Found } from "./find-rows.ts";
import type { KeptWrite } from "./kept.ts";
import { isBlank, type PlaceRead, standingAt } from "./place-read.ts";

/** So many rows tell whether a column is another one's under a new name. */
const MAX_COMPARED = 50;

interface Written {
  write: KeptWrite;
  /** The row of the sheet that heads what was written. */
  headerRow: number;
  found: Found[];
  read: PlaceRead;
}

/**
 * Of the table's columns that have a new name, the header under which they were written: one in the same place whose
 * name is gone and whose cells are mostly the same.
 */
export function renamedColumns(
  { columns, rows }: WriteTable,
  { write, headerRow, found, read }: Written,
  context: EncodeContext,
): Map<string, string> {
  const names = new Set(columns.map(({ name }) => name));
  const written = new Set(write.mapping.map(({ column }) => column));
  const headers = read.values[headerRow - 1] ?? [];
  const renamed = new Map<string, string>();
  columns.forEach((column, index) => {
    const { column: was = "", header = null } = write.mapping[index] ?? {};
    if (written.has(column.name) || names.has(was) || header === null) return;
    const place = headers.indexOf(header) + 1;
    const cells = rows.map((row) => row[index] ?? { value: null });
    if (place > 0 && holdsMostly(column, cells, { found, read, place }, context))
      renamed.set(column.name, header);
  });
  return renamed;
}

interface Compared {
  found: Found[];
  read: PlaceRead;
  place: number;
}

function holdsMostly(
  column: Column,
  cells: Cell[],
  { found, read, place }: Compared,
  context: EncodeContext,
): boolean {
  const at = found.flatMap((each, index) => (each.kind === "row" ? [{ row: each.row, index }] : []));
  const compared = at.slice(0, MAX_COMPARED);
  const encoded = encodeRows(
    [column],
    compared.map(({ index }) => [cells[index] ?? { value: null }]),
    context,
  );
  let [same, filled] = [0, 0];
  compared.forEach(({ row }, index) => {
    const standing = standingAt([read], row, place);
    const [cell] = encoded[index] ?? [];
    if (!cell || (isBlank(standing) && cell.value === "")) return;
    filled += 1;
    const fitted = inFormatOf(cell, standing.format);
    if (contentText({ ...fitted, formula: "" }) === contentText({ ...standing, format: fitted.format }))
      same += 1;
  });
  return filled > 0 && same * 2 > filled;
}
