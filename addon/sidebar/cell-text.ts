import type { Cell, Column } from "../../backend/contract/cells.ts";
import type { ShownContent } from "../rpc.ts";

/**
 * How a cell will look once it is in the sheet: decimals and currency signs as the locale has them, dates
 * year first, moments in the spreadsheet's own time zone. Blank cells are "".
 */
export function createCellText(locale: string, timeZone: string): (cell: Cell, column: Column) => string {
  const plain = new Intl.NumberFormat(locale, { ...general, useGrouping: false });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 4 });
  const words = locale.startsWith("de") ? (["WAHR", "FALSCH"] as const) : (["TRUE", "FALSE"] as const);
  // The Swedish way to write a moment is year first, in 24 hours.
  const moment = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone });

  return ({ value, currency }, { type }) => {
    if (value === null) return "";
    if (typeof value === "boolean") return words[value ? 0 : 1];
    if (typeof value === "number") {
      if (type === "percent") return percent.format(value);
      if (type === "duration") return duration(value);
      return type === "currency" ? money(locale, currency, value) : plain.format(value);
    }
    return type === "datetime" ? dateTime(value, moment) : value;
  };
}

/** What a cell of the sheet holds: a number in the decimals, grouping and sign of its format. */
export function contentText(content: ShownContent, locale: string): string {
  if (typeof content === "string") return content;
  const { value, format } = content;
  const [, zeros] = /\.(0+)/.exec(format) ?? [];
  const places = zeros
    ? { minimumFractionDigits: zeros.length, maximumFractionDigits: zeros.length }
    : general;
  const style = format.includes("%") ? "percent" : "decimal";
  const number = new Intl.NumberFormat(locale, { ...places, style, useGrouping: format.includes(",") });
  // What stands before and after the digits: a currency's sign, mostly.
  const [, before = "", after = ""] = /^(.*?)[#0](?:.*[#0])?([^#0]*)$/.exec(format) ?? [];
  const sign = (part: string) => part.replace(/\[\$([^\]-]*)[^\]]*\]|%/g, "$1");
  return `${sign(before)}${number.format(value)}${sign(after)}`;
}

const general = { maximumFractionDigits: 10 };

/** Without an offset the text names a local time, which stays as it is. */
function dateTime(value: string, moment: Intl.DateTimeFormat): string {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/.exec(value);
  if (!parts) return value;
  const [, day, clock, offset] = parts;
  if (offset === undefined) return `${day} ${clock?.replace(/^(\d{2}:\d{2}):00$/, "$1")}`;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? value : moment.format(time);
}

function money(locale: string, currency: string | undefined, value: number): string {
  try {
    if (currency) return new Intl.NumberFormat(locale, { style: "currency", currency }).format(value);
  } catch {}
  const places = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const amount = new Intl.NumberFormat(locale, places).format(value);
  return currency ? `${amount} ${currency}` : amount;
}

function duration(seconds: number): string {
  const whole = Math.abs(Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  return `${seconds < 0 ? "-" : ""}${hours}:${String(minutes).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}
