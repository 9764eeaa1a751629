import type { Cell, Column } from "../backend/contract/cells.ts";
import type {
  CheckedWrite,
  ListedWrite,
  PlanConflict,
  PlannedPart,
  PlanQuestion,
  Receipt,
  UndoKept,
  UndoResult,
  WriteOptions,
  WritePart,
  WriteTarget,
} from "./writes.ts";

/** A range as the sheet shows it. `values` are display strings, the first row the headers where `hasHeader`. */
export interface RangeRead {
  a1: string;
  sheet: string;
  rows: number;
  columns: number;
  values: string[][];
  hasHeader: boolean;
}

/** A part of a sheet's table, from its row `from` on, the first under the headers being 0. */
export interface RowsRead {
  sheet: string;
  /** Of the table. */
  a1: string;
  /** The first cell of its header row. */
  at: Place;
  headers: string[];
  /** Rows in all, without the headers. */
  total: number;
  from: number;
  /** Of the columns that were asked for, in their order, else of all. */
  values: string[][];
  /** Rows that are selected, and the header of the active cell's column; null where the selection is elsewhere. */
  selected: { from: number; rows: number; header: string } | null;
}

/** Who and where: compared with what the page was opened for. `email` is empty without consent. */
export interface Hello {
  email: string;
  spreadsheetId: string;
  spreadsheetName: string;
  /** BCP 47. */
  locale: string;
  timeZone: string;
}

/** A table as it is written: `not-found` cells go in blank unless a person confirmed or edited them. */
export interface WriteTable {
  title: string;
  /** The backend's table and its version: with them a kept write says what it is of. */
  id?: string;
  version?: number;
  columns: Column[];
  rows: Cell[][];
  /** By row, the table's own ids: by them a later version finds its rows in the sheet again. */
  rowIds?: string[];
  /** Of an update: the ids of the version that was written, whose rows had none at that time. */
  writtenRowIds?: string[];
}

/** A cell by its sheet, so that a plan and its write mean the same place although the cursor moved on. */
export interface Place {
  sheetId: number;
  /** Counted from 1, as is `column`. */
  row: number;
  column: number;
}

export interface PlannedChange {
  a1: string;
  /** What heads the cell's column; null where nothing does. */
  column: string | null;
  before: ShownContent;
  after: ShownContent;
}

/** What a cell holds, as text; a number with its format, for the page to show as the sheet will. */
export type ShownContent = string | { value: number; format: string };

/** What a write would do. Never sent back: `apply` plans again and compares `hash`. */
export interface PlanSummary {
  hash: string;
  /** The target at the place that was found: what `apply` is to be called with. */
  target: WriteTarget;
  a1: string;
  sheet: string;
  rows: number;
  newCells: number;
  changedCells: number;
  untouchedCells: number;
  blankCells: number;
  /** Cells that hold something and would be replaced, the first 200. */
  changes: PlannedChange[];
  /** Our columns, in order, with the header each goes under; null where it has none in the sheet. */
  mapping: { column: string; header: string | null }[];
  /** Headers of the sheet's table, in order; empty at the selection and in a new sheet. */
  headers: string[];
  warnings: PlanWarning[];
  questions: PlanQuestion[];
  /** The first 200 places that are left alone, and how many there are. */
  conflicts: PlanConflict[];
  conflictCount: number;
  /** Rows that come in anew, and rows of the sheet of which cells change. */
  addedRows: number;
  changedRows: number;
  /** In order; more than one where a single call could run out of time. */
  parts: PlannedPart[];
  undo: UndoKept;
}

/** What a person should know before the write; the page has the sentence for each code. */
export type PlanWarning =
  | { code: "columns-left-out"; params: { columns: string } }
  /** Columns with a new name stay under the header that the sheet has. */
  | { code: "columns-renamed"; params: { columns: string } }
  /** Written by an earlier version of the table, and no longer in it: they stay in the sheet. */
  | { code: "columns-dropped"; params: { columns: string } }
  | { code: "rows-left-blank"; params: { count: number } }
  | { code: "rows-inserted"; params: { count: number; row: number } }
  | { code: "formula-columns"; params: { columns: string } }
  | { code: "sheet-hidden"; params: { sheet: string } }
  | { code: "filter-on"; params: { sheet: string } }
  /** A data validation that only Google can judge: it may refuse the write, which is then taken back. */
  | { code: "custom-rule"; params: { cell: string } }
  /** Texts with links or styles of their own would be replaced: an undo brings back their letters alone. */
  | { code: "rich-texts"; params: { count: number } }
  | { code: "quotes-seen"; params: Nothing }
  | { code: "undo-sheet"; params: Nothing }
  | { code: "no-undo"; params: Nothing };

export type Language = "en" | "de";

/** One text, or one for each plural form that the two languages tell apart. */
export type Text = string | { one: string; other: string };

/** What the page says in one language, by the keys of its catalogue. */
export type Texts = Record<string, Text>;

/** Parts of the page that come when they are opened. `jobs`: one instruction for many rows. */
export type PartName = "jobs" | "exports";

/** Every function that the page may call, with its arguments and result. JSON only: no Date crosses. */
export interface Rpc {
  hello: { args: Record<string, never>; result: Hello };
  identityToken: { args: Record<string, never>; result: { idToken: string | null } };
  /** The page holds one language; the other comes when it is chosen. */
  texts: { args: { language: Language }; result: { texts: Texts } };
  /** Scripts and styles of a part of the page that is not there from the start. */
  part: { args: { name: PartName }; result: { html: string } };
  readSelection: { args: { maxCells: number }; result: RangeRead };
  /** The table that the selection stands in, or null where there is none. */
  readTableHeaders: {
    args: Record<string, never>;
    result: { sheet: string; a1: string; headers: string[] } | null;
  };
  /** Rows of a sheet's table as it shows them, so many at most, and where the selection stands in it. */
  readRows: {
    args: {
      /** In the table; null: the active cell, or the sheet's first table. */
      at: Place | null;
      /** By their headers, where only some are wanted. */
      columns?: string[];
      from: number;
      rows: number;
    };
    result: RowsRead;
  };
  plan: { args: { table: WriteTable; target: WriteTarget; options?: WriteOptions }; result: PlanSummary };
  /**
   * Writes a plan, or one part of it, once. `planHash` is the plan's or the part's; null for a part whose rows
   * came after the plan: it goes under the part before it and covers nothing.
   */
  apply: {
    args: {
      writeId: string;
      table: WriteTable;
      target: WriteTarget;
      planHash: string | null;
      options?: WriteOptions;
      part?: WritePart;
    };
    result: Receipt;
  };
  /** Takes back the last part of a write that still stands. */
  undo: { args: { writeId: string }; result: UndoResult };
  /** The last ten writes, the newest first. */
  listWrites: { args: Record<string, never>; result: { writes: ListedWrite[] } };
  /** Holds a write against the sheet; null for one that is not known. */
  checkWrite: { args: { writeId: string }; result: CheckedWrite | null };
  /** Forgets all writes and what they replaced: they cannot be undone any more. */
  clearWrites: { args: Record<string, never>; result: { cleared: number } };
  show: { args: { sheet: string; a1: string }; result: { shown: boolean } };
  /** Opens the large window over the sheet; `order` is what its page is to show, which the script only hands on. */
  openWide: { args: { title: string; order: string }; result: { shown: boolean } };
}

export type RpcName = keyof Rpc;

type Nothing = Record<string, never>;

/** What can go wrong at the sheet, by code, with what fills the page's sentence for it. */
export interface SheetProblems {
  "invalid-request": Nothing;
  "unknown-function": Nothing;
  "no-selection": Nothing;
  "several-ranges": { ranges: string };
  "range-too-large": { a1: string; cells: number; limit: number };
  "no-table": { sheet: string };
  "no-matching-column": Nothing;
  "mapped-twice": { header: string };
  "no-rows": Nothing;
  "row-width": { row: number; cells: number; columns: number };
  "cell-too-long": { row: number; column: string; size: number; limit: number };
  "column-name-too-long": { size: number; limit: number };
  "too-many-columns": { column: number; limit: number };
  "spreadsheet-full": { cells: number; limit: number };
  "protected-range": { cell: string; sheet: string };
  "merged-cells": { ranges: string };
  "validation-rejects": { cell: string; value: string };
  "typed-column": Nothing;
  conflict: { sheet: string; a1: string };
  "place-gone": Nothing;
  "write-id-reused": Nothing;
  "write-unknown": Nothing;
  "cannot-undo": Nothing;
  "key-without-column": { column: string };
  "not-as-planned": { cell: string };
  "not-taken-back": { sheet: string; a1: string };
  busy: Nothing;
  /** Google answered as another person than the one who opened the sidebar: several are signed in. */
  "several-accounts": { email: string };
  "authorization-needed": Nothing;
  "google-unavailable": Nothing;
  internal: Nothing;
}

/** `detail` is Google's own words, or what a developer needs: the page's sentence is made of code and params. */
export interface RpcProblem {
  code: string;
  status: number;
  title: string;
  detail?: string;
  params?: Record<string, string | number>;
}

/** What the one global `rpc(name, json)` answers with, as JSON. */
export type RpcEnvelope<Name extends RpcName> =
  | { ok: true; result: Rpc[Name]["result"] }
  | { ok: false; problem: RpcProblem };
