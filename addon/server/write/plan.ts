import type { PlanSummary, PlanWarning, WriteTable } from "../../rpc.ts";
import type { PlanQuestion, WriteOptions, WriteTarget } from "../../writes.ts";
import { blockName, cellName } from "../a1.ts";
import { invalidRequest, ServerProblemError } from "../problem.ts";
import { contentText } from "./cell-content.ts";
import type { Draft, Insertion } from "./draft.ts";
import { draftAppend } from "./draft-append.ts";
import { draftKeyed } from "./draft-keyed.ts";
import { draftPlaced } from "./draft-placed.ts";
import { type EncodeContext, encodeRows, type SheetCell, shownContent } from "./encode.ts";
import type { ForUpdate } from "./find-for-update.ts";
import { type Found, findByKey } from "./find-rows.ts";
import { hashText } from "./hash.ts";
import { afterInsertion, isBlank, type PlaceRead, type Standing, standingAt } from "./place-read.ts";
import { checkLimits, type Growth, growthFor } from "./room.ts";
import type { RowWrite } from "./row-write.ts";
import { sheetNameFor } from "./sheet-name.ts";
import type { Snapshot } from "./snapshot.ts";

const MAX_CHANGES = 200;

/** What a write does, cell by cell. */
export interface Plan {
  hash: string;
  /** Null where the sheet named `sheetName` is to be made. */
  sheetId: number | null;
  sheetName: string;
  insert: Insertion | null;
  growth: Growth;
  writes: RowWrite[];
  tracked: RowWrite | null;
  summary: PlanSummary;
}

export interface PlanRequest {
  table: WriteTable;
  target: WriteTarget;
  options: WriteOptions;
  /** The first row of a part of a write; 0 for a whole one. */
  from: number;
  /** For an update: where each row of the table stands now, and what else an earlier version put in. */
  update: Omit<ForUpdate, "target"> | null;
  /** For results: where each row of the table stands now. */
  found?: Found[];
  /** Rows of the sheet that are to be left alone, since the person does not see them. */
  skips: (row: number) => boolean;
}

/**
 * What writing the table at the target would do to what the snapshot holds. Pure. Throws when the sheet cannot
 * take it.
 */
export function planTable(snapshot: Snapshot, request: PlanRequest, context: EncodeContext): Plan {
  const { table, target } = request;
  const rows = encodeRows(table.columns, table.rows, context);
  const draft = draftFor(snapshot, request, rows);
  const { writes, insert, parts } = draft;
  const sheetName = snapshot.sheet?.name ?? sheetNameFor(table.title, snapshot.sheetNames);
  const growth = growthFor(snapshot.sheet, writes, insert);
  checkLimits(snapshot, growth, writes, insert);
  const standing = insert ? afterInsertion(snapshot.places, insert) : snapshot.places;
  const cells = compare(standing, writes, headersOf(snapshot));
  const [only] = parts;
  const hash = parts.length === 1 && only ? only.hash : hashText(JSON.stringify(parts));
  const extent = draft.extent ?? { ...snapshot.anchor, rows: 1, columns: 1 };
  const summary: PlanSummary = {
    hash,
    target: pinned(snapshot, target),
    a1: blockName(extent),
    sheet: sheetName,
    rows: table.rows.length,
    ...cells,
    mapping: snapshot.matches.map(({ column, header }) => ({ column, header })),
    headers: snapshot.table?.headers ?? [],
    warnings: [...draft.warnings, ...warnings(snapshot, insert, request.update)],
    questions: [...draft.questions, ...droppedQuestion(request)],
    conflicts: draft.conflicts.slice(0, MAX_CHANGES),
    conflictCount: draft.conflicts.length,
    addedRows: draft.addedRows,
    changedRows: draft.changedRows,
    parts,
    undo: "properties",
  };
  return {
    hash,
    sheetId: snapshot.sheet?.id ?? null,
    sheetName,
    insert,
    growth,
    writes,
    tracked: draft.tracked,
    summary,
  };
}

function draftFor(
  snapshot: Snapshot,
  { table, target, options, from, update, found, skips }: PlanRequest,
  rows: SheetCell[][],
): Draft {
  switch (target.kind) {
    case "selection":
      return draftPlaced(snapshot, table, rows, { header: target.header, from });
    case "new-sheet":
      return draftPlaced(snapshot, table, rows, { header: true, from, made: true });
    case "append":
      return draftAppend(snapshot, rows, from);
    case "update":
      return draftKeyed(snapshot, rows, update?.found ?? [], {
        ...{ cells: "all", adds: true, identity: () => true, skips },
        blanks: options.blankDropped ? (update?.dropped ?? []) : [],
        around: update?.around ?? null,
      });
    case "results": {
      const by = keyColumns(snapshot, table, target.by);
      return draftKeyed(snapshot, rows, found ?? [], {
        cells: target.replaces ? "not-blanked" : "blank",
        keeps: (ours) => by.includes(ours),
        adds: false,
        identity: (ours) => by.includes(ours),
        skips,
      });
    }
    default: {
      const keys = keyColumns(snapshot, table, target.keys);
      const match = findByKey(snapshot, rows, { keys, loose: options.looseKeys === true });
      const draft = draftKeyed(snapshot, rows, match.found, {
        cells: target.kind === "upsert" ? "not-blanked" : "blank",
        adds: target.kind === "upsert",
        identity: (ours) => keys.includes(ours),
        skips,
      });
      return match.question ? { ...draft, questions: [match.question] } : draft;
    }
  }
}

/** The places of the key columns among ours. Throws where one has no column in the sheet. */
function keyColumns({ matches, table: standing }: Snapshot, table: WriteTable, names: string[]): number[] {
  if (!Array.isArray(names) || names.length === 0) throw invalidRequest("There is no key column.");
  return names.map((name) => {
    const key = table.columns.findIndex((column) => column.name === name);
    const place = matches[key]?.place ?? null;
    if (place === null || place >= (standing?.headers.length ?? 0)) {
      throw new ServerProblemError("key-without-column", { column: name });
    }
    return key;
  });
}

type CellCounts = Pick<
  PlanSummary,
  "newCells" | "changedCells" | "untouchedCells" | "blankCells" | "changes"
>;

/** What heads a column of the sheet: its table's header, else the name of ours that goes there. */
function headersOf({ anchor, table, matches }: Snapshot): (column: number) => string | null {
  return (column) => {
    const place = column - anchor.column;
    const ours = matches.find((match) => match.place === place);
    return table?.headers[place]?.trim() || ours?.column || null;
  };
}

function compare(
  places: PlaceRead[],
  writes: RowWrite[],
  headerOf: (column: number) => string | null,
): CellCounts {
  const counts: CellCounts = { newCells: 0, changedCells: 0, untouchedCells: 0, blankCells: 0, changes: [] };
  for (const { rows, columns, cells, goes = false } of writes) {
    rows.forEach((row, line) => {
      columns.forEach((column, place) => {
        const cell = cells[line]?.[place];
        if (goes && isBlank(standingAt(places, row, column))) return;
        if (cell) count(counts, standingAt(places, row, column), { row, column, headerOf }, cell);
      });
    });
  }
  return counts;
}

interface CountedPlace {
  row: number;
  column: number;
  headerOf: (column: number) => string | null;
}

function count(
  counts: CellCounts,
  standing: Standing,
  { row, column, headerOf }: CountedPlace,
  cell: SheetCell,
): void {
  if (isBlank(standing)) {
    if (cell.value === "") counts.blankCells += 1;
    else counts.newCells += 1;
  } else if (contentText({ ...cell, formula: "" }) === contentText({ ...standing, format: cell.format })) {
    counts.untouchedCells += 1;
  } else {
    counts.changedCells += 1;
    if (counts.changes.length >= MAX_CHANGES) return;
    const before = standing.formula || shownContent(standing);
    const after = shownContent(cell);
    counts.changes.push({ a1: cellName(row, column), column: headerOf(column), before, after });
  }
}

/** The place and the mapping that were found, so that the write means the same although the cursor moved on. */
function pinned({ sheet, anchor, table, matches }: Snapshot, target: WriteTarget): WriteTarget {
  if (target.kind === "new-sheet" || target.kind === "update" || !sheet) return target;
  const named = Math.max(
    0,
    (table?.headers ?? []).findIndex((header) => header.trim() !== ""),
  );
  const at = { sheetId: sheet.id, row: anchor.row, column: anchor.column + named };
  return target.kind === "selection"
    ? { ...target, at }
    : { ...target, at, mapping: matches.map(({ header }) => header) };
}

/** Nobody is to find a row in the sheet that is no longer in the table without having been told. */
function droppedQuestion({ update, options: { blankDropped = false } }: PlanRequest): PlanQuestion[] {
  const count = update?.dropped.length ?? 0;
  if (count === 0) return [];
  return [{ code: "dropped-rows", option: "blankDropped", answer: blankDropped, params: { count } }];
}

function warnings(
  { matches, table }: Snapshot,
  insert: Insertion | null,
  update: PlanRequest["update"],
): PlanWarning[] {
  const left = matches.filter(({ place }) => place === null).map(({ column }) => column);
  const list: PlanWarning[] = [];
  if (table && left.length > 0) {
    list.push({ code: "columns-left-out", params: { columns: left.join(", ") } });
  }
  const { droppedColumns = [], renamedColumns = [] } = update ?? {};
  if (renamedColumns.length > 0) {
    list.push({ code: "columns-renamed", params: { columns: renamedColumns.join(", ") } });
  }
  if (droppedColumns.length > 0) {
    list.push({ code: "columns-dropped", params: { columns: droppedColumns.join(", ") } });
  }
  if (insert) list.push({ code: "rows-inserted", params: { count: insert.count, row: insert.after + 1 } });
  return list;
}
