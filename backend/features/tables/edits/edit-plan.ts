import type { Column } from "../../../contract/cells.ts";
import type { ColumnRef, TableOperation } from "../../../contract/table-edits.ts";
import { ProblemError } from "../../../platform/problem.ts";

/** What happens to the cells of one column, in order; `column` as it stands at that step. */
export type CellStep =
  | {
      kind: "retype";
      column: Column;
      dateOrder: "day-first" | "month-first" | undefined;
      decimal: "." | "," | undefined;
    }
  | { kind: "set"; rowId: string; column: Column; value: string | number | boolean | null }
  | { kind: "confirm"; rowId: string };

/** A list of operations, by where each column stood before. */
export interface EditPlan {
  columns: Column[];
  /** For each column its place before. */
  layout: number[];
  /** By the column's place before. */
  steps: Map<number, CellStep[]>;
  leftOut: Set<string>;
  /** Each row that an operation names, with the first operation that does. */
  rows: Map<string, number>;
}

interface Slot {
  before: number;
  column: Column;
}

/** Operations as one plan. Throws `invalid-request`, naming the operation that cannot be done. */
export function planEdit(columns: Column[], operations: TableOperation[]): EditPlan {
  let slots: Slot[] = columns.map((column, before) => ({ before, column }));
  const plan: Pick<EditPlan, "steps" | "leftOut" | "rows"> = {
    steps: new Map(),
    leftOut: new Set(),
    rows: new Map(),
  };
  operations.forEach((operation, index) => {
    if (operation.op === "leave-out-rows") {
      for (const rowId of operation.rowIds.map(lowerCase)) {
        plan.leftOut.add(rowId);
        nameRow(plan, rowId, index);
      }
      return;
    }
    const place = placeOf(slots, operation.column, index);
    slots = arrange(slots, place, operation, index);
    const slot = slots[place];
    if (slot === undefined) return;
    const step = stepOf(operation, slot.column);
    if (step === null) return;
    plan.steps.set(slot.before, [...(plan.steps.get(slot.before) ?? []), step]);
    if (step.kind !== "retype") nameRow(plan, step.rowId, index);
  });
  return { ...plan, columns: slots.map(({ column }) => column), layout: slots.map(({ before }) => before) };
}

type ColumnOperation = Exclude<TableOperation, { op: "leave-out-rows" }>;

/** The columns after one operation. */
function arrange(slots: Slot[], place: number, operation: ColumnOperation, index: number): Slot[] {
  const slot = slots[place];
  if (slot === undefined) return slots;
  switch (operation.op) {
    case "rename-column":
      if (slots.some(({ column }, at) => at !== place && column.name === operation.name)) {
        throw refuse(index, "name", "There is a column of that name");
      }
      return slots.with(place, { ...slot, column: { ...slot.column, name: operation.name } });
    case "drop-column":
      if (slots.length === 1) throw refuse(index, "column", "A table keeps at least one column");
      return slots.toSpliced(place, 1);
    case "move-column":
      if (operation.to >= slots.length) throw refuse(index, "to", "The table has fewer columns");
      return slots.toSpliced(place, 1).toSpliced(operation.to, 0, slot);
    case "retype-column":
      return slots.with(place, { ...slot, column: retyped(slot.column, operation) });
    default:
      return slots;
  }
}

function stepOf(operation: ColumnOperation, column: Column): CellStep | null {
  switch (operation.op) {
    case "retype-column": {
      const { dateOrder, decimal } = operation;
      return { kind: "retype", column, dateOrder, decimal };
    }
    case "set-cell":
      return { kind: "set", rowId: lowerCase(operation.rowId), column, value: operation.value };
    case "confirm-cell":
      return { kind: "confirm", rowId: lowerCase(operation.rowId) };
    default:
      return null;
  }
}

/** A column's number format, options and bounds are of its type: another type begins without them. */
function retyped(column: Column, to: Extract<TableOperation, { op: "retype-column" }>): Column {
  const { format, enum: options, min, max, type, ...rest } = column;
  const own = {
    ...(format === undefined ? {} : { format }),
    ...(options === undefined ? {} : { enum: options }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
  return {
    ...rest,
    type: to.type,
    ...(to.type === type ? own : {}),
    ...(to.format === undefined ? {} : { format: to.format }),
    ...(to.enum === undefined ? {} : { enum: to.enum }),
  };
}

/** A column's place. Throws `invalid-request` where it names none, or more than one. */
function placeOf(slots: Slot[], ref: ColumnRef, index: number): number {
  const places = slots.flatMap(({ column }, at) => (at === ref || column.name === ref ? [at] : []));
  const [place] = places;
  if (place === undefined) throw refuse(index, "column", "The table has no such column");
  if (places.length > 1) throw refuse(index, "column", "Several columns have this name: give its place");
  return place;
}

function nameRow({ rows }: Pick<EditPlan, "rows">, rowId: string, index: number): void {
  if (!rows.has(rowId)) rows.set(rowId, index);
}

export function refuse(index: number, field: string, message: string): ProblemError {
  return new ProblemError("invalid-request", {
    errors: [{ path: `operations.${index}.${field}`, message }],
  });
}

/** Ids come back from the store in lower case. */
function lowerCase(id: string): string {
  return id.toLowerCase();
}
