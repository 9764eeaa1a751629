import type { FUniver } from "@univerjs/core/facade";
// Adds the number formats to the facade.
import type {} from "@univerjs/preset-sheets-core";
import type { FRange } from "@univerjs/sheets/facade";
import type { GridLook, GridValue } from "./grid.ts";
import { fromUniverCell, fromUniverLook, linkOf } from "./univer-cells.ts";

/** A cell as it stands in the spreadsheet: what it holds, shows and looks like. */
export interface InspectedCell {
  value: GridValue;
  formula: string;
  format: string;
  display: string;
  look: GridLook;
  link: string | null;
}

/** The spreadsheet from outside: for tests, and for whoever looks in with the browser's console. */
export interface Inspector {
  sheets(): string[];
  /** `A1:B2` of the active sheet, or with the sheet's name before it: `Invoices!A1:B2`. */
  read(a1: string): InspectedCell[][];
  /** Puts values in as if a person typed them, so that text is read as a number, date or formula. */
  type(a1: string, values: (string | number | boolean)[][]): void;
  select(a1: string): void;
  selection(): string;
  protect(a1: string): Promise<void>;
  /** The calls that the script made to the spreadsheet service since the page was opened. */
  calls(): string[];
}

declare global {
  var playground: Inspector | undefined;
}

export function createInspector(api: FUniver, calls: readonly string[]): Inspector {
  function range(a1: string): FRange {
    const workbook = api.getActiveWorkbook();
    const cut = a1.lastIndexOf("!");
    const name = a1.slice(0, Math.max(cut, 0)).replace(/^'(.*)'$/, "$1");
    const sheet = cut < 0 ? workbook?.getActiveSheet() : workbook?.getSheetByName(name);
    if (!sheet) throw new RangeError(`There is no sheet ${name}`);
    return sheet.getRange(a1.slice(cut + 1));
  }

  return {
    sheets: () =>
      api
        .getActiveWorkbook()
        ?.getSheets()
        .map((sheet) => sheet.getSheetName()) ?? [],
    read(a1) {
      const block = range(a1);
      const styles = api.getActiveWorkbook()?.getWorkbook().getStyles();
      const [formulas, formats, display] = [
        block.getFormulas(),
        block.getNumberFormats(),
        block.getDisplayValues(),
      ];
      return block.getCellDatas().map((cells, row) =>
        cells.map((cell, column) => ({
          ...fromUniverCell(cell, formulas[row]?.[column] ?? "", formats[row]?.[column] ?? ""),
          display: display[row]?.[column] ?? "",
          look: fromUniverLook(styles?.getStyleByCell(cell)),
          link: linkOf(cell),
        })),
      );
    },
    type: (a1, values) => void range(a1).setValues(values),
    select: (a1) => void range(a1).activate(),
    selection: () => api.getActiveWorkbook()?.getActiveRange()?.getA1Notation(true) ?? "",
    async protect(a1) {
      await range(a1).getRangePermission().protect();
    },
    calls: () => [...calls],
  };
}
