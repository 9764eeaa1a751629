import type { Column } from "../../contract/cells.ts";
import { readDate } from "./date.ts";
import type { DateOrder } from "./notation.ts";
import { readNumber } from "./number.ts";
import { yearOf } from "./relative-date.ts";
import { type ColumnReading, cellNotation, type TypingContext } from "./type-cell.ts";

const numbers = new Set(["integer", "number", "percent", "currency"]);
const dates = new Set(["date", "datetime"]);
const NEARLY_ALL = 0.8;

/** Whether there is anything to find out: of all other types there is one way to write them. */
export function isWrittenSomehow({ type }: Column): boolean {
  return numbers.has(type) || dates.has(type);
}

/** What a single cell proves of how its column is written; empty where it proves nothing. */
export function evidenceOf(raw: string, { type }: Column, context: TypingContext): ColumnReading {
  if (raw.length > 100 || !/\d\D|\D\d/.test(raw)) return {};
  if (numbers.has(type)) {
    const proves = readNumber(raw, cellNotation(context))?.proves ?? null;
    return proves === null ? {} : { decimal: proves };
  }
  if (!dates.has(type)) return {};
  const order = provenOrder(raw, context);
  return order === null ? {} : { dateOrder: order };
}

/**
 * What a column's cells (as quoted) prove together: "2.340,50" decides a "1.250" beside it. Where they contradict
 * each other they decide nothing. Goes into `TypingContext.reading`, or a table's `readings`.
 */
export function readColumn(samples: string[], column: Column, context: TypingContext): ColumnReading {
  if (!isWrittenSomehow(column)) return {};
  const counts = new Map<"." | "," | DateOrder, { count: number; evidence: ColumnReading }>();
  for (const sample of samples) {
    const evidence = evidenceOf(sample, column, context);
    const proven = evidence.decimal ?? evidence.dateOrder;
    if (proven !== undefined) counts.set(proven, { count: (counts.get(proven)?.count ?? 0) + 1, evidence });
  }
  const [first, ...others] = [...counts.values()];
  if (first === undefined || others.length === 0) return first?.evidence ?? {};
  const all = others.reduce((sum, { count }) => sum + count, first.count);
  const [usual = null] = [...counts.keys()].filter(
    (each) => (counts.get(each)?.count ?? 0) >= all * NEARLY_ALL,
  );
  return { mixed: { usual } };
}

function provenOrder(raw: string, context: TypingContext): DateOrder | null {
  const options = { year: yearOf(context) };
  const [day = ""] = raw.trim().split(/[\sT]/);
  return readDate(day.replace(/,$/, ""), cellNotation(context), options)?.proves ?? null;
}
