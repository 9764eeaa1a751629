import type { FUniver } from "@univerjs/core/facade";
import type { RangeProtectionRuleModel } from "@univerjs/sheets";
import type { FWorkbook, FWorksheet } from "@univerjs/sheets/facade";
import type { Grid, GridRect, GridSheet } from "./grid.ts";
import {
  fromUniverCell,
  fromUniverLook,
  fromUniverRange,
  isBlank,
  linkOf,
  sheetNumber,
  toUniverCell,
  toUniverFormat,
  toUniverLink,
  toUniverRange,
} from "./univer-cells.ts";
import { withoutCounterpart } from "./univer-missing.ts";

export interface UniverGridOptions {
  api: FUniver;
  protection: () => RangeProtectionRuleModel;
  /** As Sheets names it: `de_DE`. */
  locale: string;
  timeZone: string;
}

/**
 * `Grid` over Univer's spreadsheet. A formula's result comes some 100 ms after it was written; until then its
 * value is the one before.
 */
export function createUniverGrid({ api, protection, locale, timeZone }: UniverGridOptions): Grid {
  /** Looked up at every call: another tab's changes replace the workbook. */
  function workbook(): FWorkbook {
    const current = api.getActiveWorkbook();
    if (!current) throw new Error("There is no workbook");
    return current;
  }

  function sheet(id: number): FWorksheet {
    const found = workbook()
      .getSheets()
      .find((candidate) => sheetNumber(candidate.getSheetId()) === id);
    if (!found) throw new RangeError(`There is no sheet ${id}`);
    return found;
  }

  function range(id: number, rect: GridRect) {
    const on = sheet(id);
    const { row, column, rows, columns } = rect;
    const fits = row >= 0 && column >= 0 && rows >= 1 && columns >= 1;
    if (!fits || row + rows > on.getMaxRows() || column + columns > on.getMaxColumns()) {
      throw new RangeError(
        `${rows} × ${columns} cells from ${row}, ${column} leave sheet ${on.getSheetName()}`,
      );
    }
    return on.getRange(toUniverRange(rect));
  }

  const sizeOf = (on: FWorksheet) => ({ rows: on.getMaxRows(), columns: on.getMaxColumns() });

  return {
    get id() {
      return workbook().getId();
    },
    name: () => workbook().getName(),
    locale: () => locale,
    timeZone: () => timeZone,

    sheets: () => workbook().getSheets().map(describe),
    insertSheet(name, index) {
      const added = workbook().insertSheet(name, { index, sheet: { rowCount: 1_000, columnCount: 26 } });
      added.activate();
      return describe(added);
    },
    deleteSheet(id) {
      workbook().deleteSheet(sheet(id));
    },
    setFrozenRows(id, rows) {
      if (rows === 0) sheet(id).cancelFreeze();
      else sheet(id).setFrozenRows(rows);
    },
    insertRows(id, at, count) {
      const on = sheet(id);
      const rows = on.getMaxRows();
      // Univer takes no range beyond the sheet's end, not even for rows that it is to insert there.
      if (at + count > rows) on.setRowCount(rows + count);
      if (at < rows && count > 0) on.insertRows(at, count);
      if (on.getMaxRows() > rows + count) on.setRowCount(rows + count);
    },
    insertColumns(id, at, count) {
      const on = sheet(id);
      const columns = on.getMaxColumns();
      if (at + count > columns) on.setColumnCount(columns + count);
      if (at < columns && count > 0) on.insertColumns(at, count);
      if (on.getMaxColumns() > columns + count) on.setColumnCount(columns + count);
    },
    deleteRows(id, at, count) {
      if (count > 0) sheet(id).deleteRows(at, count);
    },
    deleteColumns(id, at, count) {
      if (count > 0) sheet(id).deleteColumns(at, count);
    },

    extent(id) {
      const size = { rows: 0, columns: 0 };
      sheet(id)
        .getSheet()
        .getCellMatrix()
        .forValue((row, column, cell) => {
          if (isBlank(cell)) return;
          size.rows = Math.max(size.rows, row + 1);
          size.columns = Math.max(size.columns, column + 1);
        });
      return size;
    },
    read(id, rect) {
      const block = range(id, rect);
      const formulas = block.getFormulas();
      const patterns = block.getNumberFormats();
      return block.getCellDatas().map((cells, row) =>
        cells.map((cell, column) => {
          return fromUniverCell(cell, formulas[row]?.[column] ?? "", patterns[row]?.[column] ?? "");
        }),
      );
    },
    write(id, rect, cells) {
      this.setLinks(
        id,
        rect,
        cells.map((row) => row.map(() => null)),
      );
      range(id, rect).setValues(cells.map((row) => row.map(toUniverCell)));
    },
    setFormats(id, rect, formats) {
      range(id, rect).setValues(formats.map((row) => row.map(toUniverFormat)));
    },
    looks(id, rect) {
      const styles = workbook().getWorkbook().getStyles();
      const cells = range(id, rect).getCellDatas();
      return cells.map((line) => line.map((cell) => fromUniverLook(styles.getStyleByCell(cell))));
    },
    setLooks(id, rect, { bold, italic, background, color, wrap }) {
      const block = range(id, rect);
      if (bold !== undefined) block.setFontWeight(bold ? "bold" : "normal");
      if (italic !== undefined) block.setFontStyle(italic ? "italic" : "normal");
      if (background !== undefined) block.setBackgroundColor(background);
      if (color !== undefined) block.setFontColor(color);
      if (wrap !== undefined) block.setWrap(wrap);
    },
    setColumnWidth(id, column, pixels) {
      sheet(id).setColumnWidth(column, pixels);
    },
    setHidden(id, hidden) {
      if (hidden) sheet(id).hideSheet();
      else sheet(id).showSheet();
    },
    link: (id, row, column) => linkOf(range(id, { row, column, rows: 1, columns: 1 }).getCellDatas()[0]?.[0]),
    setLinks(id, rect, links) {
      const block = range(id, rect);
      const cells = block.getCellDatas();
      const change = (link: string | null, row: number, column: number) =>
        link === linkOf(cells[row]?.[column]) ? {} : toUniverLink(link);
      const changes = links.map((line, row) => line.map((link, column) => change(link, row, column)));
      if (changes.flat().some((cell) => "custom" in cell)) block.setValues(changes);
    },
    ...withoutCounterpart,

    merges(id) {
      const on = sheet(id);
      return on.getMergeData().map((merged) => fromUniverRange(merged.getRange(), sizeOf(on)));
    },
    protections(id) {
      const on = sheet(id);
      return protection()
        .getSubunitRuleList(workbook().getId(), on.getSheetId())
        .flatMap((rule) => rule.ranges.map((part) => fromUniverRange(part, sizeOf(on))));
    },

    selection() {
      const on = workbook().getActiveSheet();
      const selected = on.getSelection();
      const blocks = (selected?.getActiveRangeList() ?? []).map((block) =>
        fromUniverRange(block.getRange(), sizeOf(on)),
      );
      const cell = selected?.getCurrentCell();
      return {
        sheet: sheetNumber(on.getSheetId()),
        blocks: blocks.length > 0 ? blocks : [{ row: 0, column: 0, rows: 1, columns: 1 }],
        cell: { row: cell?.actualRow ?? 0, column: cell?.actualColumn ?? 0 },
      };
    },
    select(id, rect) {
      const block = range(id, rect);
      const on = sheet(id).activate();
      on.setActiveSelection(block);
      on.scrollToCell(rect.row, rect.column);
    },
  };
}

function describe(on: FWorksheet): GridSheet {
  return {
    id: sheetNumber(on.getSheetId()),
    name: on.getSheetName(),
    rows: on.getMaxRows(),
    columns: on.getMaxColumns(),
    frozenRows: on.getFrozenRows(),
    hidden: on.isSheetHidden(),
  };
}
