import { ProblemError } from "../../../platform/problem.ts";
import type { FlatColumn } from "../../tables/export/flat-columns.ts";
import type { SheetsCell } from "../api/sheets.ts";
import type { CellData } from "./cells.ts";
import type { Layout } from "./place.ts";

/** Where rows of the sheet stand, by their key, and what they held when they were first read. */
export class KeyIndex {
  /** Of the sheet, each key column's. */
  readonly places: number[];
  readonly #columns: number[];
  readonly #first = new Map<string, SheetsCell[]>();
  readonly #taken = new Set<string>();
  #rows = new Map<string, number[]>();
  /** Numbers alike whose texts differ, such as "007" and 7: nobody can say whether they are one. */
  #loose = new Map<string, Set<string>>();
  #keys: (string | null)[] = [];

  /** `values` from the sheet's first row on, its headers; `columns` are the key's among the table's. */
  constructor(values: SheetsCell[][], { places, columns }: { places: number[]; columns: number[] }) {
    this.places = places;
    this.#columns = columns;
    this.locate(values.map((row) => places.map((place) => row[place] ?? "")));
    this.#keys.forEach((key, row) => {
      if (key !== null && !this.#first.has(key)) this.#first.set(key, values[row] ?? []);
    });
  }

  /** The rows stand so by now: each one's cells in the key columns, from the sheet's first row on. */
  locate(rows: SheetsCell[][]): void {
    this.#rows = new Map();
    this.#loose = new Map();
    this.#keys = rows.map((parts, row) => (row === 0 ? null : keyOf(parts)));
    this.#keys.forEach((key, row) => {
      if (key === null) return;
      const same = this.#rows.get(key);
      if (same === undefined) this.#rows.set(key, [row]);
      else same.push(row);
      const loose = looseKey(rows[row] ?? []);
      this.#loose.set(loose, (this.#loose.get(loose) ?? new Set()).add(key));
    });
  }

  /** Notes a row of the table. Throws `export-key-ambiguous` where one before it has its key. */
  take(cells: CellData[]): void {
    const parts = this.#partsOf(cells);
    const key = keyOf(parts);
    if (key === null) return;
    if (this.#taken.has(key)) throw ambiguous(`The table has the key ${parts.join(", ")} more than once`);
    this.#taken.add(key);
  }

  /**
   * The row with the key of these cells, null where there is none. Throws `export-key-ambiguous` where several rows of
   * the sheet have it, or one has it in another spelling.
   */
  find(cells: CellData[]): { row: number; key: string } | null {
    const parts = this.#partsOf(cells);
    const key = keyOf(parts);
    if (key === null) return null;
    const shown = parts.join(", ");
    const rows = this.#rows.get(key) ?? [];
    if (rows.length > 1) throw ambiguous(`The sheet has the key ${shown} more than once`);
    const alike = this.#loose.get(looseKey(parts));
    if (rows.length === 0 && alike !== undefined) {
      throw ambiguous(`The sheet has ${[...alike][0]?.replaceAll("\u0000", ", ")}, the table ${shown}`);
    }
    const [row] = rows;
    return row === undefined ? null : { row, key };
  }

  /** What the row with this key held at first; undefined where it was not there. */
  valueAt(key: string, place: number): SheetsCell | undefined {
    const values = this.#first.get(key);
    return values === undefined ? undefined : (values[place] ?? "");
  }

  /** Whether the row still has the key. */
  holds({ row, key }: { row: number; key: string }): boolean {
    return this.#keys[row] === key;
  }

  #partsOf(cells: CellData[]): SheetsCell[] {
    return this.#columns.map((column) => plainOf(cells[column]));
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
