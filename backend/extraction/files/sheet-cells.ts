import { dateFromSerial, getFormatDateInfo, getFormatInfo, isDateFormat } from "numfmt";
import { FileError } from "./file-text.ts";
import { parseEntry, type WorkbookParts } from "./workbook-parts.ts";
import type { ZipEntries } from "./zip.ts";

/** Cells by row and column from 0, as text without a locale: ISO dates, point decimals, no grouping. */
export type SheetRows = Map<number, Map<number, string>>;

const MAX_CELLS = 2_000_000;
/** Excel counts a day that was none, 29 February 1900; from there on both ways of counting agree. */
const DAYS_TO_1904 = 1_462;

/** Throws `file-too-large` for more cells than can be held, and `file-damaged`. */
export function readSheetCells(entries: ZipEntries, path: string, parts: WorkbookParts): SheetRows {
  const rows: SheetRows = new Map();
  let cells = 0;
  let row = -1;
  let column = -1;
  let cell: { type: string; style: number; text: string } | null = null;
  let inValue = false;
  parseEntry(entries, path, {
    open(name, { r, s, t }) {
      if (name === "row") {
        row = r === undefined ? row + 1 : Number(r) - 1;
        column = -1;
      } else if (name === "c") {
        const place = r === undefined ? null : placeOf(r);
        column = place?.column ?? column + 1;
        row = place?.row ?? row;
        cell = { type: t ?? "n", style: Number(s ?? 0), text: "" };
      }
      inValue = cell !== null && (name === "v" || (name === "t" && cell.type === "inlineStr"));
    },
    text(text) {
      if (inValue && cell) cell.text += text;
    },
    close(name) {
      inValue = false;
      if (name !== "c" || !cell) return;
      const text = showCell(cell, parts);
      cell = null;
      if (text === "") return;
      if (++cells > MAX_CELLS)
        throw new FileError("file-too-large", `A sheet has more than ${MAX_CELLS} cells.`);
      const held = rows.get(row) ?? new Map<number, string>();
      held.set(column, text);
      rows.set(row, held);
    },
  });
  return rows;
}

function placeOf(reference: string): { row: number; column: number } | null {
  const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference);
  if (!match?.[1]) return null;
  let column = 0;
  for (const letter of match[1]) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(match[2]) - 1, column: column - 1 };
}

function showCell(
  { type, style, text }: { type: string; style: number; text: string },
  parts: WorkbookParts,
) {
  if (type === "s") return clean(parts.strings[Number(text)] ?? "");
  if (type === "b") return text === "1" ? "TRUE" : "FALSE";
  if (type !== "n" || text.trim() === "") return clean(text);
  const value = Number(text);
  return Number.isFinite(value)
    ? showNumber(value, parts.formats[style] ?? "General", parts.from1904)
    : clean(text);
}

/** A cell is one line of its row; what Excel escapes as `_x000D_` is a line break too. */
function clean(text: string): string {
  return text.replace(/_x000D_/g, "").replaceAll("\t", " ");
}

/** The number with what its format says of it: a day, a percentage, a currency, leading zeros. Never rounded. */
export function showNumber(value: number, pattern: string, from1904 = false): string {
  if (isDateFormat(pattern)) return showMoment(from1904 ? value + DAYS_TO_1904 : value, pattern);
  const positive = pattern.split(";")[0] ?? pattern;
  const zeros = /^"?(0{2,20})"?$/.exec(positive)?.[1];
  if (zeros && Number.isInteger(value) && value >= 0) return String(value).padStart(zeros.length, "0");
  const info = getFormatInfo(pattern);
  if (info.isPercent) return `${plain(value * 100)}%`;
  const unit = currencyOf(pattern);
  const decimals = unit && info.maxDecimals > 0 ? info.maxDecimals : 0;
  const digits = plain(value, decimals);
  return unit === null ? digits : `${digits} ${unit}`;
}

/** As many decimals as the number has within Excel's 15 digits, at least `decimals` of them. */
function plain(value: number, decimals = 0): string {
  const shortest = String(Number(value.toPrecision(15)));
  if (/e/i.test(shortest) || decimals === 0) return shortest;
  const has = shortest.split(".")[1]?.length ?? 0;
  return has >= decimals ? shortest : Number(shortest).toFixed(decimals);
}

/** `[$€-407]`, `"EUR"`, `€`, `kr`: the currency that a format writes beside its digits. */
function currencyOf(pattern: string): string | null {
  const tagged = /\[\$([^\]-]+)/.exec(pattern)?.[1];
  const sign = tagged ?? /\p{Sc}/u.exec(pattern)?.[0] ?? /"\s*([A-Z]{3}|kr|Kč|zł)\s*"/.exec(pattern)?.[1];
  return sign?.trim() || null;
}

function showMoment(serial: number, pattern: string): string {
  const { year, month, day, hours, minutes, seconds } = getFormatDateInfo(pattern);
  const parts = dateFromSerial(Math.round(serial * 86_400) / 86_400);
  if (!Array.isArray(parts)) return plain(serial);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts;
  const dated = year || month || day;
  const timed = hours || minutes || seconds;
  if (!dated) {
    const whole = Math.floor(serial) * 24 + h;
    return `${two(whole)}:${two(mi)}:${two(s)}`;
  }
  const date = `${String(y).padStart(4, "0")}-${two(mo)}-${two(d)}`;
  return timed ? `${date} ${two(h)}:${two(mi)}:${two(s)}` : date;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
