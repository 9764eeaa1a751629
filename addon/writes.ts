import type { Place } from "./rpc.ts";

/** By our column: the sheet's header, a name that becomes a new column, or null to leave it out. */
export type Mapping = (string | null)[];

/**
 * `selection`: header row and rows from the active cell on. `append`: under the table there. `upsert`: by the key
 * columns, changed cells are updated and new rows go under the table. `fill-empty`: only blank cells of rows found
 * by key. `update`: what a write put in becomes this version of its table. `results`: what was found out from rows of
 * the sheet goes beside each row that still shows the same in the columns `by`, which the table repeats as texts; only
 * blank cells are filled unless it `replaces`. `at` stands for the active cell; a
 * plan's `target` has it, and its `mapping` as well. Without a mapping, columns go under headers of the same name,
 * then of the same type where only one fits, and the others are left out.
 */
export type WriteTarget =
  | { kind: "selection"; header: boolean; at?: Place }
  | { kind: "append"; mapping?: Mapping; at?: Place; carry?: Carry }
  | { kind: "upsert"; keys: string[]; mapping?: Mapping; at?: Place; carry?: Carry }
  | { kind: "fill-empty"; keys: string[]; mapping?: Mapping; at?: Place }
  | { kind: "results"; by: string[]; replaces: boolean; mapping?: Mapping; at?: Place }
  | { kind: "new-sheet" }
  | { kind: "update"; writeId: string; carry?: Carry };

/** What of a table's last row goes down with new rows: as the plan found it. */
export interface Carry {
  formats: boolean;
  validation: boolean;
}

/** How cells are put in, beside where. */
export interface WriteOptions {
  /** `flags` (the default) notes what is to be checked, without quotes; `all` adds status and quote of every cell. */
  notes?: "off" | "flags" | "all";
  /** Append: the last row's own formulas, formats and validation go down with the new rows. On by default. */
  carryDown?: boolean;
  /** Answers of the person, each to a question of the plan. */
  aboveTotal?: boolean;
  hiddenRows?: boolean;
  looseKeys?: boolean;
  /** Rows in the sheet that a newer version of the table no longer has are deleted, or blanked beside other things. */
  blankDropped?: boolean;
  /** Names of our url columns whose addresses may become links. None by default. */
  links?: string[];
  style?: SheetStyle;
}

/** How a table looks in a new sheet. Colours are `#rrggbb`. */
export interface SheetStyle {
  header?: {
    bold?: boolean | undefined;
    italic?: boolean | undefined;
    background?: string | undefined;
    color?: string | undefined;
  };
  /** Every other row is shaded: in light grey, or in one of Sheets' own themes (`blue`). */
  banding?: boolean | string;
  frozenHeader?: boolean;
  /** By our column, in pixels; null leaves a column as it is. */
  widths?: (number | null)[];
  /** Long texts break into lines instead of running over. */
  wrap?: boolean;
}

/**
 * Rows of a write that is made in parts: `table.rows` begin at row `from` of `of` in all, `of` being null while it
 * is not known. Parts are written in order; a part that was written already is not written again.
 */
export interface WritePart {
  from: number;
  of: number | null;
  /** With the first part, all that were planned: a later visit goes on with what was looked at. */
  planned?: PlannedPart[];
}

/** A part of a plan: `hash` is the `planHash` of its `apply`. */
export interface PlannedPart {
  from: number;
  rows: number;
  hash: string;
}

/**
 * What the person decides. `option` is where the answer goes; `answer` is what the plan assumes now.
 * `second-copy` has none: it asks before Insert is pressed.
 */
export type PlanQuestion =
  | { code: "above-total"; option: "aboveTotal"; answer: boolean; params: { row: number } }
  | { code: "hidden-rows"; option: "hiddenRows"; answer: boolean; params: { count: number } }
  | { code: "loose-keys"; option: "looseKeys"; answer: boolean; params: { ours: string; theirs: string } }
  | { code: "dropped-rows"; option: "blankDropped"; answer: boolean; params: { count: number } }
  | { code: "second-copy"; option: null; answer: true; params: { place: string } };

/**
 * A place that is left alone, and why: a cell was edited since it was written, a key stands in several rows of
 * the sheet, or in several of ours, a key is blank, or the row is no longer there.
 */
export interface PlanConflict {
  code: "edited" | "key-twice-in-sheet" | "key-twice-in-table" | "key-blank" | "row-gone";
  /** In the sheet; empty where the row is only ours. */
  a1: string;
  before: string;
  after: string;
}

/**
 * What a write replaces is kept in the document's properties, on the hidden sheet `_rowsmith_undo`, or nowhere:
 * then only the sheet's version history brings it back.
 */
export type UndoKept = "properties" | "sheet" | "nowhere";

/** What a write did. */
export interface Receipt {
  writeId: string;
  a1: string;
  sheet: string;
  rows: number;
  cells: number;
  /** Calls to the spreadsheet service that the write took. */
  calls: number;
  /** Rows that this very call changed or added; not there where it found what an earlier one did. */
  changed?: number;
  /**
   * Of a write that was made before, how its rows stand now: when they are `gone`, "No longer in the sheet. Insert
   * again?" is asked, and inserting again takes a new write id.
   */
  standing?: Standing;
  /** Rows of the table that are in, from the first: a write in parts goes on there. */
  nextRow: number;
  /** Whether all parts are in. */
  complete: boolean;
}

/** One of the last writes, the newest first. */
export interface ListedWrite {
  writeId: string;
  /** The table's title. */
  name: string;
  kind: WriteTarget["kind"];
  sheet: string;
  a1: string;
  rows: number;
  cells: number;
  /** ISO 8601 UTC. */
  at: string;
  /** `unfinished`: parts are missing, or it died in the middle. `undone` may have left conflicts. */
  state: "written" | "unfinished" | "undone";
  /** Where an unfinished one goes on. */
  nextRow: number;
  undo: UndoKept;
  /** The backend's table and its version, where the page named them. */
  table: { id: string; version: number } | null;
  /** What its next part is to be called with, and its rows in all; `of` is null while they are not known. */
  target: WriteTarget;
  options: WriteOptions;
  of: number | null;
  /** Parts that were planned, as far as it is known; others cover nothing. */
  parts: PlannedPart[];
  /** Whether the rows' own ids are known. */
  hasRowIds: boolean;
}

/** How what was written stands now: as it was written, some of it changed, or none of it in the sheet. */
export type Standing = "there" | "changed" | "gone";

/** A write held against the sheet. */
export interface CheckedWrite extends ListedWrite {
  standing: Standing;
}

/** What one step of an undo took back: the last part that was standing. */
export interface UndoResult {
  writeId: string;
  sheet: string;
  /** Rows that were removed, and cells that were put back. */
  rows: number;
  cells: number;
  /** Cells that were edited since: left alone. The first 200. */
  conflicts: { a1: string; now: string }[];
  conflictCount: number;
  /** Parts that still stand: call again. */
  partsLeft: number;
  calls: number;
}
