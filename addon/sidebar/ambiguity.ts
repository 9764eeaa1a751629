import type { Cell, Column } from "../../backend/contract/cells.ts";
import type { TableOperation } from "../../backend/contract/table-edits.ts";
import type { TableView } from "./table-view.ts";

/** A column whose open cells one decision settles, with the first of them read in both ways. */
export interface Ambiguity {
  column: number;
  name: string;
  kind: "date" | "number";
  count: number;
  /** Day first and month first; or decimal comma and decimal point. */
  readings: [Cell, Cell];
}

/** The columns in which a notation is left open by some cells that nobody has settled yet. */
export function findAmbiguities({ columns, rows }: TableView): Ambiguity[] {
  return columns.flatMap((column, at) =>
    (["date", "number"] as const).flatMap((kind) => {
      const open = rows.flatMap((row) => {
        const cell = row[at];
        return cell?.flags?.includes(`ambiguous-${kind}`) && !cell.confirmed ? [cell] : [];
      });
      const readings = open.map(kind === "date" ? readDate : readNumber).find((both) => both !== null);
      return readings ? [{ column: at, name: column.name, kind, count: open.length, readings }] : [];
    }),
  );
}

/** What settles the column: its cells are read anew from what the text said. */
export function decide(ambiguity: Ambiguity, column: Column, choice: 0 | 1): TableOperation {
  const retype = { op: "retype-column", column: ambiguity.column, type: column.type } as const;
  return ambiguity.kind === "date"
    ? { ...retype, dateOrder: choice === 0 ? "day-first" : "month-first" }
    : { ...retype, decimal: choice === 0 ? "," : "." };
}

/** Both readings exist, so day and month are 12 at most; the quote's first number says which one was taken. */
function readDate(cell: Cell): [Cell, Cell] | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(.*)$/.exec(String(cell.value));
  if (!parts) return null;
  const [, year, month, day, rest] = parts;
  const other = { ...cell, value: `${year}-${day}-${month}${rest}` };
  const first = Number(/\d+/.exec(cell.raw ?? "")?.[0] ?? day);
  return first === Number(day) ? [cell, other] : [other, cell];
}

/** One sign before three digits: as a decimal sign it makes a number under 1,000, else one a thousand times it. */
function readNumber(cell: Cell): [Cell, Cell] | null {
  const { value, raw = "" } = cell;
  const sign = /[.,](?=[^.,]*$)/.exec(raw)?.[0];
  if (typeof value !== "number" || sign === undefined) return null;
  const isDecimal = Math.abs(value) < 1_000;
  const small = { ...cell, value: isDecimal ? value : value / 1_000 };
  const large = { ...cell, value: isDecimal ? Math.round(value * 1_000) : value };
  return sign === "," ? [small, large] : [large, small];
}
