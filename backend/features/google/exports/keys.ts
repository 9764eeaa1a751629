import { ProblemError } from "../../../platform/problem.ts";
import type { FlatColumn } from "../../tables/export/flat-columns.ts";
import type { SheetsCell } from "../api/sheets.ts";
import type { CellData } from "./cells.ts";
import type { Layout } from "./place.ts";

/** Where rows of the sheet stand, by their key. */
export class KeyIndex {
  readonly #rows = new Map<string, number[]>();
  /** Numbers alike whose texts differ, such as "007" and 7: nobody can say whether they are one. */
  readonly #loose = new Map<string, Set<string>>();
  readonly #taken = new Set<string>();
  readonly #values: SheetsCell[][];

  /** `values` from the sheet's first row on, its headers. */
  constructor(values: SheetsCell[][], places: number[]) {
    this.#values = values;
    values.forEach((row, index) => {
      if (index === 0) return;
      const parts = places.map((place) => row[place] ?? "");
      const key = keyOf(parts);
      if (key === null) return;
      const same = this.#rows.get(key);
      if (same === undefined) this.#rows.set(key, [index]);
      else same.push(index);
      this.#loose.set(looseKey(parts), (this.#loose.get(looseKey(parts)) ?? new Set()).add(key));
    });
  }

  /**
   * The row with the key of these cells, null where there is none. Throws `export-key-ambiguous` where several rows
   * have it, of the sheet or of the table, or one has it in another spelling.
   */
  find(cells: CellData[], columnsOfKey: number[]): number | null {
    const parts = columnsOfKey.map((column) => plainOf(cells[column]));
    const key = keyOf(parts);
    if (key === null) return null;
    const shown = parts.join(", ");
    if (this.#taken.has(key)) throw ambiguous(`The table has the key ${shown} more than once`);
    this.#taken.add(key);
    const rows = this.#rows.get(key) ?? [];
    if (rows.length > 1) throw ambiguous(`The sheet has the key ${shown} more than once`);
    const alike = this.#loose.get(looseKey(parts));
    if (rows.length === 0 && alike !== undefined) {
      throw ambiguous(`The sheet has ${[...alike][0]?.replaceAll("\u0000", ", ")}, the table ${shown}`);
    }
    return rows[0] ?? null;
  }

  valueAt(row: number, place: number): SheetsCell {
    return this.#values[row]?.[place] ?? "";
  }
}

/** The key columns' places among the columns. Throws `export-key-missing` where the sheet or the table lacks one. */
export function requireKeys(columns: FlatColumn[], layout: Layout, keys: string[]): number[] {
  return keys.map((key) => {
    const column = columns.findIndex(({ name }) => name === key);
    const isAdded = layout.added.some(({ place }) => place === layout.places[column]);
    if (column >= 0 && (layout.isNew || !isAdded)) return column;
    throw new ProblemError("export-key-missing", { detail: `There is no column ${key}` });
  });
}

export function plainOf(cell: CellData | undefined): string | number | boolean {
  const { numberValue, stringValue, boolValue } = cell?.userEnteredValue ?? {};
  return numberValue ?? stringValue ?? boolValue ?? "";
}

/** 7 and "7" are one, "007" is another. A row without a key is never found. */
function keyOf(parts: SheetsCell[]): string | null {
  const texts = parts.map((part) => String(part ?? "").trim());
  return texts.every((text) => text === "") ? null : texts.join("\u0000");
}

function looseKey(parts: SheetsCell[]): string {
  const texts = parts.map((part) => String(part ?? "").trim());
  return texts.map((text) => (/^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, "") : text)).join("\u0000");
}

function ambiguous(detail: string): ProblemError {
  return new ProblemError("export-key-ambiguous", { detail });
}
