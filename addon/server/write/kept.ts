import type { Carry, ListedWrite, PlannedPart, WriteOptions, WriteTarget } from "../../writes.ts";

/** What a cell held before it was replaced, where that was, and a short hash of what it got instead. */
export type ImageCell = [
  group: number,
  line: number,
  place: number,
  value: string | number | boolean,
  formula: string,
  format: string,
  note: string,
  after: string,
];

/** Rows that were written, so that they are found again when they were moved or sorted, and edits are seen. */
export interface KeptGroup {
  /** Runs of sheet rows as they were then: the first and how many. */
  runs: [first: number, count: number][];
  /** Sheet columns as they were then, and the header that each stood under; null without one. */
  columns: number[];
  headers: (string | null)[];
  headerRow: number | null;
  identity: number[];
  hasHeader: boolean;
  isNew: boolean;
  /** One short hash for so many rows. */
  per: number;
  hashes: string;
  /** Of few cells, one short hash for each that was written, line by line. */
  cells: string | null;
  /** The number format that stood in each column before; what differs is in the image. */
  base: string[];
  /** Columns in which a formula was carried down, and the header of each. */
  carried: number[];
  carriedUnder: string[];
  /** The columns over which the last row's look or validation was carried down, onto cells that had none. */
  dressed: ({ column: number; columns: number } & Carry) | null;
  /** Runs of the table's rows that the lines are (the first is 0), for a later version; null where they are none. */
  tracks: [first: number, count: number][] | null;
  /** Rows that were blanked and are then deleted, where they can be. */
  goes?: boolean;
  /** While a part is begun, a hash of each run of neighbouring columns: one call writes a run. */
  landing: string[];
}

/** What was made so that the cells had a place. */
export interface Made {
  /** The name of a new sheet, and the sheets that were there before. */
  sheet: { name: string; others: number[] } | null;
  inserted: { after: number; count: number } | null;
  /** Whether new rows joined a table that nothing stood right below: they may be taken out whole. */
  joined: boolean;
  /** Rows and columns that were added at the sheet's ends, and its size before. */
  grown: { rows: number; columns: number; fromRows: number; fromColumns: number };
}

/** Rows that were deleted: lines of the group that `goes`, from `line` on, which stood below row `after`. */
export interface ClosedRows {
  line: number;
  after: number;
  count: number;
}

/**
 * One part of a write. `begun` is its intent: it may have landed, in part or not at all. `undoing` is that of an
 * undo, its rows being where that found them. A part that is not `written` is looked for in its own place alone:
 * rows that equal its own may be somebody else's.
 */
export interface KeptPart {
  from: number;
  rows: number;
  hash: string | null;
  state: "begun" | "written" | "undoing";
  a1: string;
  cells: number;
  groups: KeptGroup[];
  made: Made;
  /** `here`: in `image`. `sheet`: on the hidden sheet. `nowhere`: too large for either. */
  kept: "here" | "sheet" | "nowhere";
  image: ImageCell[];
  hasNotes: boolean;
  /** Short hashes of the table's row ids, in order; empty without them. */
  rowIds: string;
  /** What was deleted, `after` being a row as they stand since, and the deletion that was under way. */
  closed?: ClosedRows[];
  closing?: ClosedRows;
}

/** A write, as the document keeps it. */
export interface KeptWrite {
  writeId: string;
  name: string;
  kind: WriteTarget["kind"];
  target: WriteTarget;
  /** ISO 8601 UTC. */
  at: string;
  sheetId: number | null;
  sheet: string;
  /** Names of our columns and the headers that they went under. */
  mapping: { column: string; header: string | null }[];
  /** Rows in all; null while they are not known. */
  of: number | null;
  /** What the page said that it is of, and how it was put in; writes of earlier versions have neither. */
  table?: ListedWrite["table"];
  options?: WriteOptions;
  planned?: PlannedPart[];
  /** A hash of the first part's cells: the same table again has the same. */
  content: string;
  undone: boolean;
  parts: KeptPart[];
}
