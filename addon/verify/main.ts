import type { Check } from "./check.ts";
import { formatChecks } from "./format-checks.ts";
import { questions } from "./questions.ts";
import { rangeChecks } from "./range-checks.ts";
import { serviceChecks, sheetChecks } from "./sheet-checks.ts";
import { valueChecks } from "./value-checks.ts";
import { writeChecks } from "./write-checks.ts";

const SHEET = "Rowsmith verify (may be deleted)";
const WRITE = "rowsmith.writes";
const checks = [
  ...valueChecks,
  ...formatChecks,
  ...rangeChecks,
  ...sheetChecks,
  ...serviceChecks,
  ...writeChecks,
];

/**
 * Runs every check on a sheet of its own, which is deleted again, and answers with a line for each: `passed`,
 * `FAILED` with what was seen, or `unknown` with how it is here. To be run once in an empty spreadsheet.
 */
export function verifyRowsmith(): string {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  if (PropertiesService.getDocumentProperties().getProperty(WRITE)) {
    return "Rowsmith has written here before: run this in an empty spreadsheet.";
  }
  const lines = checks.map((check) => lineOf(check, () => check.run(scratch(spreadsheet), spreadsheet)));
  for (const { title, probe } of questions) {
    let answer = "";
    try {
      answer = JSON.stringify(probe(scratch(spreadsheet), spreadsheet)) ?? "nothing";
    } catch (error) {
      answer = `it is refused: ${messageOf(error)}`;
    }
    lines.push(`unknown · ${title} · ${answer}`);
  }
  remove(spreadsheet);
  const failed = lines.filter((line) => line.startsWith("FAILED")).length;
  lines.push(`${checks.length - failed} passed, ${failed} failed, ${questions.length} unknown`);
  const text = lines.join("\n");
  console.log(text);
  return text;
}

function lineOf({ title, source }: Check, work: () => void): string {
  try {
    work();
    return `passed · ${title}`;
  } catch (error) {
    return `FAILED · ${title} · ${messageOf(error)} · ${source}`;
  }
}

function messageOf(error: unknown): string {
  return String((error as { message?: unknown } | null)?.message ?? error);
}

/** An empty sheet; what the check before left is gone. */
function scratch(spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet): GoogleAppsScript.Spreadsheet.Sheet {
  remove(spreadsheet);
  return spreadsheet.insertSheet(SHEET);
}

/** The writer's memory goes too, so that each check has it empty. */
function remove(spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet): void {
  const sheet = spreadsheet.getSheetByName(SHEET);
  if (sheet) spreadsheet.deleteSheet(sheet);
  const made = spreadsheet.getSheetByName("Rowsmith verify");
  if (made) spreadsheet.deleteSheet(made);
  const properties = PropertiesService.getDocumentProperties();
  for (const key of properties.getKeys()) if (key.startsWith("rowsmith.")) properties.deleteProperty(key);
}
