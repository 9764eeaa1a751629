import type { Cell, Column } from "../../../contract/cells.ts";

/** A column of a file whose cells hold one value each. */
export interface FlatColumn extends Pick<Column, "name" | "type" | "format"> {
  read(cells: Cell[]): Cell["value"];
  /** The place of the table's own column; null for one that only the file has. */
  at: number | null;
}

/** A table's columns, each currency's followed by the codes of its amounts. */
export function flatten(columns: Column[]): FlatColumn[] {
  return columns.flatMap(({ name, type, format }, at): FlatColumn[] => {
    const values: FlatColumn = {
      ...{ name, type, ...(format === undefined ? {} : { format }) },
      read: (cells) => writtenValue(cells[at]),
      at,
    };
    if (type !== "currency") return [values];
    const read = (cells: Cell[]) => (writtenValue(cells[at]) === null ? null : (cells[at]?.currency ?? null));
    return [values, { name: `${name} (currency)`, type: "text", read, at: null }];
  });
}

/** Blank where the source does not hold it and no person stands for it, as in the sheet. */
function writtenValue(cell: Cell | undefined): Cell["value"] {
  if (cell === undefined) return null;
  const isVouchedFor = cell.status !== "not-found" || cell.edited || cell.confirmed;
  return isVouchedFor ? cell.value : null;
}
