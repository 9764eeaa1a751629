import type { Rpc, WriteTable } from "../../rpc.ts";
import type { ListedWrite } from "../../writes.ts";
import { type CarryPlan, carryPlan } from "./carry.ts";
import { shortHash } from "./cell-content.ts";
import { hashText } from "./hash.ts";
import { keepPart } from "./keep-part.ts";
import type { KeptGroup, KeptPart, KeptWrite, Made } from "./kept.ts";
import type { KeptWrites } from "./kept-writes.ts";
import type { Prepared } from "./prepare.ts";
import { NEW_SHEET } from "./room.ts";

export interface Begun {
  write: KeptWrite;
  part: KeptPart;
  carry: CarryPlan | null;
}

/** Keeps the intent of a part, so that whatever lands of it can be found, finished or taken back. */
export function beginPart(args: Rpc["apply"]["args"], prepared: Prepared, kept: KeptWrites): Begun {
  const { writeId, table, target, planHash } = args;
  const { plan, snapshot, options, spreadsheet } = prepared;
  const from = args.part?.from ?? 0;
  const carry = carryPlan(snapshot, "carry" in target ? target.carry : undefined, options);
  const headerRow = headerRowOf(prepared);
  const part = keepPart(plan, prepared.standing, {
    from,
    rows: table.rows.length,
    of: args.part?.of ?? from + table.rows.length,
    hash: planHash,
    made: madeBy(prepared),
    headerRow,
    headerAt: headersBy(prepared, headerRow),
    carried: carry?.formulaColumns ?? [],
    carriedUnder: (carry?.formulaColumns ?? []).map(
      (column) => snapshot.table?.headers[column - snapshot.anchor.column] ?? "",
    ),
    dressed: carry?.formats || carry?.validation ? dressOf(carry) : null,
    rowIds: (table.rowIds ?? []).map((id) => shortHash([id])).join(""),
  });
  const earlier = kept.find(writeId);
  const write: KeptWrite = earlier ?? {
    writeId,
    name: table.title,
    kind: target.kind,
    target: plan.summary.target,
    at: new Date().toISOString(),
    sheetId: plan.sheetId,
    sheet: plan.sheetName,
    mapping: plan.summary.mapping,
    of: null,
    table: namedTable(table),
    options,
    planned: args.part?.planned ?? [],
    content: contentHash(prepared),
    undone: false,
    parts: [],
  };
  write.of = args.part ? args.part.of : table.rows.length;
  write.parts.push(part);
  if (plan.sheetId === null && part.made.sheet) {
    part.made.sheet.others = spreadsheet.getSheets().map((sheet) => sheet.getSheetId());
  }
  kept.save(write);
  return { write, part, carry };
}

function dressOf({ column, columns, formats, validation }: CarryPlan): KeptGroup["dressed"] {
  return { column, columns, formats, validation };
}

function namedTable({ id, version }: WriteTable): ListedWrite["table"] {
  return typeof id === "string" && typeof version === "number" ? { id: id.slice(0, 100), version } : null;
}

/** A table that was inserted before has the same; notes and formats do not count. */
export function contentHash({ plan }: Pick<Prepared, "plan">): string {
  return hashText(
    JSON.stringify(plan.writes.map(({ cells }) => cells.map((line) => line.map((cell) => cell?.value)))),
  );
}

function madeBy({ plan, snapshot }: Prepared): Made {
  const size = snapshot.sheet ?? NEW_SHEET;
  return {
    sheet: plan.sheetId === null ? { name: plan.sheetName, others: [] } : null,
    inserted: plan.insert,
    joined: snapshot.table !== null || plan.summary.target.kind === "new-sheet",
    grown: { ...plan.growth, fromRows: size.rows, fromColumns: size.columns },
  };
}

/** The row by whose headers columns are found again; null where rows went in without one. */
function headerRowOf({ plan, snapshot }: Prepared): number | null {
  if (snapshot.table) return snapshot.anchor.row;
  const { target } = plan.summary;
  return target.kind === "selection" && !target.header ? null : snapshot.anchor.row;
}

function headersBy({ snapshot }: Prepared, headerRow: number | null): (column: number) => string | null {
  const headers = new Map<number, string>();
  if (headerRow !== null) {
    snapshot.table?.headers.forEach((header, place) => {
      if (header !== "") headers.set(snapshot.anchor.column + place, header);
    });
    snapshot.matches.forEach(({ place, header }) => {
      if (place !== null && header !== null) headers.set(snapshot.anchor.column + place, header);
    });
  }
  return (column) => headers.get(column) ?? null;
}
