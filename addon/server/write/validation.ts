import type { SheetCell } from "./encode.ts";
import { isDate, plainValue } from "./place-read.ts";
import type { Zone } from "./zone.ts";

type Rule = GoogleAppsScript.Spreadsheet.DataValidation;

/** Whether a rule takes a cell; null where it cannot be said here: a formula of its own, say. */
export function ruleTakes(rule: Rule, { value }: SheetCell, zone: Zone): boolean | null {
  const type = String(rule.getCriteriaType());
  const values: unknown[] = rule.getCriteriaValues();
  const [kind = "", comparison = ""] = [type.split("_")[0], type.slice(type.indexOf("_") + 1)];
  switch (kind) {
    case "CHECKBOX":
      return values.length > 0 ? values.includes(value) : typeof value === "boolean";
    case "VALUE":
      return listed(comparison, values, value);
    case "NUMBER":
      return typeof value === "number" ? compares(comparison, value, values.map(Number)) : false;
    case "DATE": {
      if (typeof value !== "number") return false;
      const days = values.map((each) => (isDate(each) ? plainValue(each, zone, true) : each));
      // "Tomorrow" and the like: only Google knows what day it is there.
      if (!days.every((day) => typeof day === "number")) return comparison === "IS_VALID_DATE" || null;
      return comparison === "IS_VALID_DATE" || compares(comparison, value, days.map(Number));
    }
    case "TEXT":
      return texts(comparison, String(value), String(values[0] ?? ""));
    default:
      return null;
  }
}

function listed(comparison: string, values: unknown[], value: SheetCell["value"]): boolean | null {
  const [first] = values;
  const allowed = comparison === "IN_LIST" ? first : rangeValues(first);
  return Array.isArray(allowed) ? allowed.some((each) => String(each) === String(value)) : null;
}

function rangeValues(range: unknown): unknown[] | null {
  if (typeof range !== "object" || range === null || !("getDisplayValues" in range)) return null;
  return (range as GoogleAppsScript.Spreadsheet.Range).getDisplayValues().flat();
}

function compares(
  comparison: string,
  value: number,
  [low = Number.NaN, high = low]: number[],
): boolean | null {
  switch (comparison) {
    case "BETWEEN":
      return value >= low && value <= high;
    case "NOT_BETWEEN":
      return value < low || value > high;
    case "EQUAL_TO":
      return value === low;
    case "NOT_EQUAL_TO":
      return value !== low;
    case "GREATER_THAN":
    case "AFTER":
      return value > low;
    case "GREATER_THAN_OR_EQUAL_TO":
    case "ON_OR_AFTER":
      return value >= low;
    case "LESS_THAN":
    case "BEFORE":
      return value < low;
    case "LESS_THAN_OR_EQUAL_TO":
    case "ON_OR_BEFORE":
      return value <= low;
    default:
      return null;
  }
}

/** What counts as an address is Google's to say; what has no sign of one is none. */
function texts(comparison: string, text: string, wanted: string): boolean | null {
  switch (comparison) {
    case "CONTAINS":
      return text.includes(wanted);
    case "DOES_NOT_CONTAIN":
      return !text.includes(wanted);
    case "EQUAL_TO":
      return text === wanted;
    case "IS_VALID_EMAIL":
      return text.includes("@") ? null : false;
    case "IS_VALID_URL":
      return text.includes(".") || text.includes("//") ? null : false;
    default:
      return null;
  }
}
