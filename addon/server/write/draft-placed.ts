import type { WriteTable } from "../../rpc.ts";
import { type Draft, numbersFrom, partsOf, standingTexts } from "./draft.ts";
import { encodeText, type SheetCell } from "./encode.ts";
import { boundingBlock, type RowWrite } from "./row-write.ts";
import type { Snapshot } from "./snapshot.ts";

/** Rows from the anchor on, under a header row where one is wanted: at the selection, and in a sheet that is `made`. */
export function draftPlaced(
  { sheet, anchor, places }: Snapshot,
  table: WriteTable,
  rows: SheetCell[][],
  { header, from, made = false }: { header: boolean; from: number; made?: boolean },
): Draft {
  const columns = numbersFrom(anchor.column, table.columns.length);
  const names = table.columns.map(({ name }) => encodeText(name));
  /** Rows of the table from that one on, the first one under the header. */
  const at = (first: number, cells: SheetCell[][]): RowWrite => {
    const hasHeader = header && first === 0;
    const lines = hasHeader ? [names, ...cells] : cells;
    const top = first === 0 ? anchor.row : anchor.row + (header ? 1 : 0) + first;
    return {
      rows: numbersFrom(top, lines.length),
      columns,
      cells: lines,
      hasHeader,
      isNew: true,
      identity: numbersFrom(0, columns.length),
    };
  };
  const write = at(from, rows);
  return {
    writes: [write],
    insert: null,
    parts: partsOf(rows.length, columns.length, from, (start, count) => {
      const part = at(from + start, rows.slice(start, start + count));
      const texts = standingTexts(places, part);
      // A new sheet covers nothing, so it may get another name meanwhile, and its parts find it by their receipt.
      const isBlank = made && texts.every((line) => line.every((text) => text === ""));
      const place = sheet && !isBlank ? [sheet.id, anchor, texts] : null;
      return [header, from + start, part.cells, place];
    }),
    conflicts: [],
    questions: [],
    warnings: [],
    addedRows: rows.length,
    changedRows: 0,
    tracked: null,
    extent: boundingBlock([write]),
  };
}
