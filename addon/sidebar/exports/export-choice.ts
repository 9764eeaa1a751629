import type { ExportMode } from "../../../backend/contract/exports.ts";
import type { Spreadsheet } from "../../../backend/contract/spreadsheets.ts";
import type { TableView } from "../table-view.ts";
import type { ExportInput, ScheduleInput } from "./exports-api.ts";

/** Where a table goes, and how. */
export interface ExportChoice {
  /** Null: a new one, called `title`. */
  spreadsheet: Spreadsheet | null;
  title: string;
  /** One of the spreadsheet's; null: a new one. */
  sheet: string | null;
  mode: ExportMode;
  keys: string[];
}

/** Google's own limit. */
const titleCharacters = 100;

export function firstChoice({ title }: TableView): ExportChoice {
  return {
    ...{ spreadsheet: null, title: title.slice(0, titleCharacters), sheet: null },
    ...{ mode: "append", keys: [] },
  };
}

/** An upsert without a key, or a spreadsheet without a name. */
export function isIncomplete({ spreadsheet, title, sheet, mode, keys }: ExportChoice): boolean {
  if (spreadsheet === null) return title.trim() === "";
  return sheet !== null && mode === "upsert" && keys.length === 0;
}

export function exportOf({ id, title, version }: TableView, choice: ExportChoice): ExportInput {
  const { spreadsheet, sheet, mode, keys } = choice;
  const table = { tableId: id, version };
  if (spreadsheet === null) return { ...table, title: choice.title.trim(), mode: "append" };
  const into = { ...table, spreadsheetId: spreadsheet.id };
  if (sheet === null) return { ...into, sheet: freeName(spreadsheet, title), mode: "append" };
  return { ...into, sheet, mode, ...(mode === "upsert" ? { keys } : {}) };
}

export interface Rhythm {
  every: "day" | "week";
  time: string;
}

/**
 * The same again, into what the export went into: what was new then is there now, and is replaced. A weekly one on the
 * weekday of `now`.
 */
export function scheduleOf(
  choice: ExportChoice,
  made: { tableId: string; spreadsheetId: string; sheet: string | null },
  { every, time }: Rhythm,
  now: Date,
): ScheduleInput {
  const isNew = choice.spreadsheet === null || choice.sheet === null;
  const mode = isNew ? "replace" : choice.mode;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return {
    ...{ tableId: made.tableId, spreadsheetId: made.spreadsheetId, mode, every, time, timeZone },
    ...(made.sheet === null ? {} : { sheet: made.sheet }),
    ...(mode === "upsert" ? { keys: choice.keys } : {}),
    ...(every === "week" ? { weekday: now.getDay() || 7 } : {}),
  };
}

/** The table's title, or with a number behind it, that no sheet has. */
function freeName({ sheets }: Spreadsheet, title: string): string {
  const taken = new Set(sheets.map((sheet) => sheet.title.toLowerCase()));
  const short = title.slice(0, titleCharacters - 5).trim();
  for (let number = 1; ; number++) {
    const name = number === 1 ? short : `${short} ${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
