import type { Cell, CellFlag, Column } from "../../../contract/cells.ts";
import { type RetypeContext, retypeColumn } from "../../../extraction/typing/retype.ts";
import { type TypedValue, type TypingContext, typeCell } from "../../../extraction/typing/type-cell.ts";
import type { CellStep } from "./edit-plan.ts";

export type EditContext = Pick<TypingContext, "locale" | "timeZone" | "now">;

/** What a person's word settles. That a text is no number, or none of the options, stays true. */
const doubts = new Set<CellFlag>(["ambiguous-date", "ambiguous-number", "failed-rule"]);
const numeric = new Set(["integer", "number", "percent", "currency", "duration"]);

/** One column's cells after its steps, by row. Steps for rows that are not among them do nothing. */
export function editCells(
  cells: Map<string, Cell>,
  steps: CellStep[],
  context: EditContext,
): Map<string, Cell> {
  let edited = new Map(cells);
  for (const step of steps) {
    if (step.kind === "retype") {
      edited = retype(edited, step, context);
    } else {
      const cell = edited.get(step.rowId);
      if (cell === undefined) continue;
      edited.set(
        step.rowId,
        step.kind === "set" ? setCell(cell, step.column, step.value, context) : confirm(cell),
      );
    }
  }
  return edited;
}

/** What the text said is read anew; of a cell that a person wrote, what that person wrote. */
function retype(
  cells: Map<string, Cell>,
  { column, dateOrder, decimal }: Extract<CellStep, { kind: "retype" }>,
  { locale, timeZone, now }: EditContext,
): Map<string, Cell> {
  const context: RetypeContext = { locale, timeZone, now, dateOrder, decimal };
  const before = [...cells.values()];
  const after = retypeColumn(before.map(wordOf), column, context);
  return new Map(
    [...cells.keys()].map((rowId, at) => {
      const [from, to] = [before[at], after[at]];
      return [rowId, from?.edited && to ? withValue(from, to) : (to ?? { value: null })];
    }),
  );
}

function wordOf(cell: Cell): Cell {
  return cell.edited ? { value: cell.value } : cell;
}

function setCell(cell: Cell, column: Column, value: Cell["value"], context: EditContext): Cell {
  const typed = read(value, column, context);
  const currency = column.type === "currency" ? (typed.currency ?? cell.currency) : undefined;
  const isSame = typed.value === cell.value && currency === cell.currency;
  if (isSame) return cell.value === null ? cell : confirm(cell);
  const flags = (typed.flags ?? []).filter((flag) => !doubts.has(flag));
  const said = saidBy(cell);
  return {
    ...withValue(cell, {
      value: typed.value,
      ...(typeof typed.value !== "number" || currency === undefined ? {} : { currency }),
      ...(flags.length === 0 ? {} : { flags }),
    }),
    ...(said === null ? { status: cell.status ?? "not-found" } : { raw: said }),
    edited: true,
  };
}

/** A number or a truth stays what it is where the column holds such; all else is read as a text. */
function read(value: Cell["value"], column: Column, context: EditContext): TypedValue {
  if (typeof value === "string") return typeCell(value, column, context);
  if (value === null) return { value };
  const fits =
    typeof value === "boolean"
      ? column.type === "boolean"
      : numeric.has(column.type) && (column.type !== "integer" || Number.isInteger(value));
  return fits ? { value } : typeCell(String(value), column, { ...context, notation: "und" });
}

/** What the text said, which a cell leaves off where it is the value. Null where it said nothing. */
function saidBy({ raw, value, edited }: Cell): string | null {
  if (raw !== undefined) return raw;
  return typeof value === "string" && !edited ? value : null;
}

function confirm(cell: Cell): Cell {
  const { flags = [], ...rest } = cell;
  const left = flags.filter((flag) => !doubts.has(flag));
  return { ...rest, ...(left.length === 0 ? {} : { flags: left }), confirmed: true };
}

function withValue(cell: Cell, { value, currency, flags }: Cell): Cell {
  const { currency: _currency, flags: _flags, confirmed: _confirmed, ...rest } = cell;
  return {
    ...rest,
    value,
    ...(currency === undefined ? {} : { currency }),
    ...(flags === undefined ? {} : { flags }),
  };
}
