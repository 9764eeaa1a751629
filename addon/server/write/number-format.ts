import type { Cell, Column } from "../../../backend/contract/cells.ts";

/** Plain text: what is written into it is not read as a number, a date or a formula. */
export const TEXT = "@";
export const GENERAL = "General";

/** Currencies whose sign is theirs alone; the others are shown by their code. */
const signs: Record<string, string> = {
  EUR: "€",
  USD: "$",
  GBP: "£",
  JPY: "¥",
  INR: "₹",
  KRW: "₩",
  ILS: "₪",
};
/** ISO 4217: currencies with other than two decimals. */
const decimals: Record<string, number> = {
  ...{ BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, VND: 0 },
  ...{ VUV: 0, XAF: 0, XOF: 0, XPF: 0, BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3 },
};
/** Languages that put a currency's sign in front. */
const signFirst = /^(en|ja|ko|zh|hi|th|he|tr|nl|pt-BR|es-(MX|AR|CL|CO))\b/;

/** The number format of a currency by its ISO 4217 code, as that locale places it. */
export function currencyFormat(code: string | undefined, locale: string): string {
  const number = (places: number) => `#,##0${places > 0 ? `.${"0".repeat(places)}` : ""}`;
  if (!code || !/^[A-Z]{3}$/.test(code)) return number(2);
  const amount = number(decimals[code] ?? 2);
  const sign = `[$${signs[code] ?? code}]`;
  if (!signFirst.test(locale)) return `${amount} ${sign}`;
  return signs[code] ? sign + amount : `${sign} ${amount}`;
}

/** The format of a column's cells that are not text, one for the whole column so that it reads evenly. */
export function columnFormat(column: Column, cells: Cell[]): string {
  if (column.format && !column.format.includes(TEXT)) return column.format;
  switch (column.type) {
    case "integer":
      return "0";
    case "percent":
      return percentFormat(cells);
    case "currency":
      return "#,##0.00";
    case "date":
      return "yyyy-mm-dd";
    case "datetime":
      return cells.some(hasSeconds) ? "yyyy-mm-dd hh:mm:ss" : "yyyy-mm-dd hh:mm";
    case "time":
      return cells.some(hasSeconds) ? "hh:mm:ss" : "hh:mm";
    case "duration":
      return "[h]:mm:ss";
    default:
      return GENERAL;
  }
}

function percentFormat(cells: Cell[]): string {
  const places = cells.map(({ value }) => {
    if (typeof value !== "number") return 0;
    return (
      Number((value * 100).toFixed(4))
        .toString()
        .split(".")[1] ?? ""
    ).length;
  });
  const most = places.reduce((left, right) => Math.max(left, right), 0);
  return most === 0 ? "0%" : `0.${"0".repeat(most)}%`;
}

function hasSeconds({ value }: Cell): boolean {
  return typeof value === "string" && /\d:\d{2}:(?!00)\d{2}/.test(value);
}

/** Letters of dates and times that stand outside quotes and brackets, or an elapsed time. */
export function isDateFormat(format: string): boolean {
  return (
    /\[[hms]+\]/i.test(format) || /[ydhs]|m/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]|General/gi, ""))
  );
}

/** A date without a time of day. */
export function isDayFormat(format: string): boolean {
  return isDateFormat(format) && !/[hs]/i.test(format.replace(/"[^"]*"|\\.|\[\$[^\]]*\]/g, ""));
}
