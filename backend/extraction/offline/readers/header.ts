import { conceptOf } from "../labels.ts";
import type { SourceCell, SourceRow } from "../source-table.ts";

const maxHeaderLength = 80;
const valueLike =
  /^[\s(+\-−]*(?:[\p{Sc}]|[A-Z]{3}\s)?\s*\d[\d.,'’\s\u00a0/:-]*(?:\p{Sc}|[A-Z]{3}|[kKmM])?\)?$|^[\s(+\-−]*\d[\d.,'’\s\u00a0]*%\)?$|^[^\s@]+@[^\s@]+\.[^\s@]+$|^https?:|^(?:true|false|yes|no|ja|nein|wahr|falsch)$/iu;
/** "1,29 B": a till's amount with the letter of its tax. */
const taxed = /^-?\d{1,6}[.,]\d\d\s?[A-D]\*?$/;
const unit =
  /^[([]?(?:°?[CFK]|°|%|‰|[mnkuµc]?m[²³23]?|km\/h|m\/s|l\/min|[kmuµ]?g|t|[hkM]?Pa|m?bar|psi|[kMG]?Wh?|[kmuµ]?[VAΩ]|[kMG]?Hz|s|ms|min|h|d|Std\.?|Stk\.?|Stück|pcs\.?|[mckdh]?[lL]|T?[€$£]|T?EUR|USD|CHF|GBP|lux|lx|dB|ppm|rpm|kcal|kJ|J|N|Nm|px)[)\]]?$/;
/** "No" heads a column of numbers as often as it answers a question. */
const answer = /^(?:true|false|yes|no|ja|nein|wahr|falsch)$/i;
const year = /^(?:19|20)\d\d$/;

/** Whether a cell looks like a value (a number, a date, an address) rather than a column's name. */
export function looksLikeValue(text: string): boolean {
  return text.length > maxHeaderLength || valueLike.test(text) || taxed.test(text);
}

/**
 * Tells a header from a first row of data. Words that are known column names, or words over a column of
 * values, make it sure; words over words are a guess; a value among them makes it data.
 */
export function headerCertainty(rows: SourceRow[]): "sure" | "guessed" | "none" {
  const first = rows[0];
  if (!first || first.cells.every((cell) => cell === null)) return "none";
  const sample = rows.slice(1, 21);
  let sure = false;
  for (const [index, cell] of first.cells.entries()) {
    if (cell === null) continue;
    const below = sample.map((row) => row.cells[index]).filter((it): it is NonNullable<SourceCell> => !!it);
    const isName = answer.test(cell.text) && !below.some((it) => answer.test(it.text));
    if (looksLikeValue(cell.text) && !isName) {
      if (!year.test(cell.text) || index === 0 || below.some((it) => year.test(it.text))) return "none";
    } else if (conceptOf(cell.text) !== null || below.some((it) => looksLikeValue(it.text))) {
      sure = true;
    }
  }
  return sure ? "sure" : "guessed";
}

/** The second row, where it holds nothing but the units of the values below it. */
export function unitsBelow(rows: SourceRow[]): SourceRow | null {
  const units = rows[1];
  const values = rows[2];
  if (!units || !values) return null;
  const isUnits = units.cells.every((cell) => cell === null || unit.test(cell.text));
  const measured = units.cells.filter((cell, at) => cell && looksLikeValue(values.cells[at]?.text ?? ""));
  return isUnits && measured.length > 0 ? units : null;
}

export function withUnit(name: SourceCell, unit: SourceCell): string | null {
  const words = unit?.text.replace(/^[([]|[)\]]$/g, "");
  if (!name || !words) return name?.text ?? words ?? null;
  return `${name.text} (${words})`;
}

/** Names for `width` columns: the header's own, "Column 3" where it has none, "Name 2" where one repeats. */
export function nameColumns(header: readonly (string | null)[], width: number): string[] {
  const taken = new Set<string>();
  const names: string[] = [];
  for (let index = 0; index < width; index++) {
    const wanted = (header[index] ?? "").replace(/\s+/g, " ").trim().slice(0, 180).trim();
    names.push(freeName(wanted || `Column ${index + 1}`, taken));
  }
  return names;
}

/** The name, or the name with the first number from 2 on that is free. */
export function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let suffix = 2; taken.has(name.toLowerCase()); suffix++) name = `${wanted} ${suffix}`;
  taken.add(name.toLowerCase());
  return name;
}
