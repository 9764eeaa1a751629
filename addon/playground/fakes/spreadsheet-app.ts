import { splitSheet } from "./a1.ts";
import { logged } from "./call-log.ts";
import { copyPasteTypes } from "./copy-paste.ts";
import type { FakeHtmlOutput } from "./html-service.ts";
import type { FakeRange } from "./range.ts";
import { createRichTextBuilder } from "./rich-text.ts";
import type { FakeSheet } from "./sheet.ts";
import { createRuleBuilder, validationCriteria } from "./validation.ts";
import type { Workbook } from "./workbook.ts";

/** A menu's entry: what it says and the global function that it runs. */
export interface MenuItem {
  caption: string;
  functionName: string;
}

export interface UiHooks {
  onMenu(items: MenuItem[]): void;
  onSidebar(html: string, title: string): void;
  onDialog(html: string, title: string, size: { width: number; height: number }): void;
}

/** By Google's names, the shade of every other row. */
const bandingThemes = {
  ...{ LIGHT_GREY: "#f3f3f3", GREY: "#e8eaed", BLUE: "#e8f0fe", CYAN: "#e0f7fa", TEAL: "#e0f2f1" },
  ...{ GREEN: "#e6f4ea", YELLOW: "#fef7e0", ORANGE: "#feefe3", BROWN: "#efebe9" },
};

/** The stand-in of the `SpreadsheetApp` global over one open spreadsheet. */
export function createSpreadsheetApp(workbook: Workbook, hooks: UiHooks): object {
  const { log } = workbook;
  const spreadsheet = logged("Spreadsheet", new FakeSpreadsheet(workbook), log);
  const app = {
    ProtectionType: { RANGE: "RANGE", SHEET: "SHEET" },
    CopyPasteType: copyPasteTypes,
    BandingTheme: bandingThemes,
    DataValidationCriteria: validationCriteria,
    newDataValidation: createRuleBuilder,
    newRichTextValue: createRichTextBuilder,
    getActiveSpreadsheet: () => spreadsheet,
    getActive: () => spreadsheet,
    getActiveSheet: () => spreadsheet.getActiveSheet(),
    getActiveRange: () => spreadsheet.getActiveRange(),
    getUi: () => createUi(hooks),
    flush: () => {},
  };
  return logged("SpreadsheetApp", app, log);
}

class FakeSpreadsheet {
  private readonly workbook: Workbook;

  constructor(workbook: Workbook) {
    this.workbook = workbook;
  }

  getId = (): string => this.workbook.grid.id;
  getName = (): string => this.workbook.grid.name();
  getSpreadsheetLocale = (): string => this.workbook.grid.locale();
  getSpreadsheetTimeZone = (): string => this.workbook.grid.timeZone();
  getSheets = (): FakeSheet[] => this.workbook.grid.sheets().map(({ id }) => this.workbook.sheet(id));

  getSheetByName(name: string): FakeSheet | null {
    const found = this.workbook.grid
      .sheets()
      .find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
    return found ? this.workbook.sheet(found.id) : null;
  }

  getSheetById(id: number): FakeSheet | null {
    return this.workbook.grid.sheets().some((sheet) => sheet.id === id) ? this.workbook.sheet(id) : null;
  }

  getActiveSheet = (): FakeSheet => this.workbook.sheet(this.workbook.grid.selection().sheet);

  getActiveRange(): FakeRange {
    const { sheet, blocks, cell } = this.workbook.grid.selection();
    return this.workbook.range(sheet, blocks.at(-1) ?? { ...cell, rows: 1, columns: 1 });
  }

  getActiveRangeList(): { getRanges(): FakeRange[] } {
    const { sheet, blocks } = this.workbook.grid.selection();
    return { getRanges: () => blocks.map((block) => this.workbook.range(sheet, block)) };
  }

  getActiveCell = (): FakeRange => this.getActiveSheet().getActiveCell();
  getCurrentCell = (): FakeRange => this.getActiveCell();

  getRange(a1: string): FakeRange {
    const { sheet, rest } = splitSheet(a1);
    const found = sheet === null ? this.getActiveSheet() : this.getSheetByName(sheet);
    if (!found) throw new Error("Range not found");
    return found.getRange(rest);
  }

  insertSheet(name: string, index = this.getActiveSheet().getIndex()): FakeSheet {
    if (this.getSheetByName(name)) {
      throw new Error(`A sheet with the name "${name}" already exists. Please enter another name.`);
    }
    this.workbook.checkRoom(26_000);
    return this.workbook.sheet(this.workbook.grid.insertSheet(name, index).id);
  }

  deleteSheet(sheet: FakeSheet): void {
    if (this.workbook.grid.sheets().length === 1) {
      throw new Error("You can't remove all the sheets in a document.");
    }
    this.workbook.grid.deleteSheet(sheet.getSheetId());
  }

  setActiveSheet(sheet: FakeSheet): FakeSheet {
    return sheet.activate();
  }
}

function createUi({ onMenu, onSidebar, onDialog }: UiHooks): object {
  const createMenu = () => {
    const items: MenuItem[] = [];
    const menu = {
      addItem(caption: string, functionName: string) {
        items.push({ caption, functionName });
        return menu;
      },
      addSeparator: () => menu,
      addToUi: () => onMenu(items),
    };
    return menu;
  };
  return {
    createAddonMenu: createMenu,
    createMenu,
    showSidebar: (page: FakeHtmlOutput) => onSidebar(page.getContent(), page.getTitle()),
    showModalDialog: (page: FakeHtmlOutput, title: string) =>
      onDialog(page.getContent(), title, { width: page.getWidth(), height: page.getHeight() }),
  };
}
