import type { Cell, Column } from "../../backend/contract/cells.ts";

/** How a cell looks in a sheet of that locale: numbers grouped, dates in its order. Blank cells are "". */
export function createCellText(locale: string, timeZone: string): (cell: Cell, column: Column) => string {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 10 });
  const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 10, useGrouping: false });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 4 });
  const day = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  const date = new Intl.DateTimeFormat(locale, { ...day, timeZone: "UTC" });
  const local = new Intl.DateTimeFormat(locale, { ...day, ...clock, timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(locale, { ...day, ...clock, timeZone });
  const german = locale.startsWith("de");

  return ({ value, currency }, { type }) => {
    if (value === null) return "";
    if (typeof value === "boolean") return german ? (value ? "WAHR" : "FALSCH") : value ? "TRUE" : "FALSE";
    if (typeof value === "number") {
      if (type === "percent") return percent.format(value);
      if (type === "duration") return duration(value);
      if (type === "currency" && currency) return money(locale, currency, value);
      return (type === "integer" ? integer : number).format(value);
    }
    if (type === "date" && /^\d{4}-\d{2}-\d{2}$/.test(value))
      return date.format(new Date(`${value}T00:00:00Z`));
    if (type === "datetime" && /^\d{4}-\d{2}-\d{2}T/.test(value)) {
      const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(value);
      const time = new Date(zoned ? value : `${value}Z`);
      return Number.isNaN(time.getTime()) ? value : (zoned ? moment : local).format(time);
    }
    return value;
  };
}

function money(locale: string, currency: string, value: number): string {
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency }).format(value);
  } catch {
    return `${new Intl.NumberFormat(locale).format(value)} ${currency}`;
  }
}

function duration(seconds: number): string {
  const whole = Math.abs(Math.round(seconds));
  const parts = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  return (
    (seconds < 0 ? "-" : "") +
    parts.map((part, at) => (at === 0 ? part : String(part).padStart(2, "0"))).join(":")
  );
}
