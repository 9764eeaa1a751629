import { inFormatOf } from "./as-typed.ts";
import { type Draft, type Insertion, numbersFrom, partsOf, standingTexts } from "./draft.ts";
import { encodeText, type SheetCell } from "./encode.ts";
import { isBlank, standingAt } from "./place-read.ts";
import { boundingBlock, type RowWrite } from "./row-write.ts";
import type { Snapshot } from "./snapshot.ts";

/** Rows under the sheet's table: mapped columns only, in the last row's formats, new headers beside the others. */
export function draftAppend(snapshot: Snapshot, rows: SheetCell[][], from: number): Draft {
  const { sheet, table, places, matches } = snapshot;
  const head = newHeaders(snapshot);
  const added = newRows(snapshot, rows);
  const mapped = matches.map(({ header }) => header);
  const placed = matches.some(({ place }) => place !== null);
  const end = table ? table.block.row + table.block.rows : 0;
  return {
    writes: placed ? [added, ...head] : [],
    insert: insertion(snapshot, added),
    parts: partsOf(rows.length, matches.length, from, (start, count) => [
      sheet?.id,
      mapped,
      end + start,
      start === 0 ? head.map((write) => [write.cells, standingTexts(places, write)]) : [],
      rows.slice(start, start + count),
    ]),
    conflicts: [],
    questions: [],
    warnings: [],
    addedRows: rows.length,
    changedRows: 0,
    tracked: null,
    extent: boundingBlock([added]),
  };
}

/** The rows that go under the table's last one. */
export function newRows({ table, matches, lastRow }: Snapshot, rows: SheetCell[][]): RowWrite {
  const block = table?.block ?? { row: 1, column: 1, rows: 0, columns: 0 };
  const placed = matches.flatMap(({ place }, ours) => (place === null ? [] : [{ place, ours }]));
  // Under headers alone there is no row to take after.
  const formats = block.rows > 1 ? (lastRow?.formats ?? []) : [];
  const taken = new Set(table?.headers.map((_, place) => place));
  return {
    rows: numbersFrom(block.row + block.rows, rows.length),
    columns: placed.map(({ place }) => block.column + place),
    cells: rows.map((row) =>
      placed.map(({ place, ours }) => {
        const cell = row[ours] ?? encodeText("");
        return taken.has(place) && block.rows > 1 ? inFormatOf(cell, formats[place] ?? "") : cell;
      }),
    ),
    hasHeader: false,
    isNew: true,
    identity: numbersFrom(0, placed.length),
  };
}

/** The header cells of columns that the table does not have yet. */
export function newHeaders({ table, matches }: Snapshot): RowWrite[] {
  if (!table) return [];
  const { block, headers } = table;
  const added = matches.filter(({ place }) => place !== null && place >= headers.length);
  if (added.length === 0) return [];
  return [
    {
      rows: [block.row],
      columns: added.map(({ place }) => block.column + (place ?? 0)),
      cells: [added.map(({ header }) => encodeText(header ?? ""))],
      hasHeader: true,
      isNew: true,
      identity: numbersFrom(0, added.length),
    },
  ];
}

/** Something stands where new rows would go, or right below: they are inserted, and it moves down. */
export function insertion({ table, places }: Snapshot, { rows }: RowWrite): Insertion | null {
  if (!table || rows.length === 0) return null;
  const columns = numbersFrom(table.block.column, table.headers.length);
  const below = [...rows, (rows[rows.length - 1] ?? 0) + 1];
  const taken = below.some((row) => columns.some((column) => !isBlank(standingAt(places, row, column))));
  return taken ? { after: table.block.row + table.block.rows - 1, count: rows.length } : null;
}
