import type { Column } from "../../backend/contract/cells.ts";
import { normalisedHeader } from "../header-name.ts";
import type { PlanSummary } from "../rpc.ts";
import type { ListedWrite, Mapping, WriteOptions, WriteTarget } from "../writes.ts";

/** What a person chooses among; results of jobs go where their rows are. */
export type Kind = Exclude<WriteTarget["kind"], "results">;
type Mapped = Extract<WriteTarget, { kind: "append" | "upsert" | "fill-empty" }>;

/** In the order in which they are offered; an update needs something to update. */
export function offeredKinds(inserted: ListedWrite | null): Kind[] {
  const others: Kind[] = ["selection", "append", "upsert", "fill-empty", "new-sheet"];
  return inserted ? ["update", ...others] : others;
}

/** A target of that kind at the place where the person is; `headers` are those of the table there. */
export function targetOf(
  kind: Kind,
  columns: Column[],
  headers: string[],
  inserted: ListedWrite | null,
): WriteTarget {
  switch (kind) {
    case "selection":
      return { kind, header: true };
    case "upsert":
    case "fill-empty":
      return { kind, keys: likelyKey(columns, headers) };
    case "update":
      return { kind, writeId: inserted?.writeId ?? "" };
    default:
      return { kind };
  }
}

/** Of the columns that the sheet's table has: one without doubles, else an id, else the first. */
function likelyKey(columns: Column[], headers: string[]): string[] {
  const known = new Set(headers.map(normalisedHeader));
  const shared = columns.filter(({ name }) => known.has(normalisedHeader(name)));
  const among = shared.length > 0 ? shared : columns;
  const key = among.find(({ unique }) => unique) ?? among.find(({ type }) => type === "id") ?? among[0];
  return key ? [key.name] : [];
}

export function isMapped(target: WriteTarget): target is Mapped {
  return target.kind === "append" || target.kind === "upsert" || target.kind === "fill-empty";
}

export function keysOf(target: WriteTarget): string[] {
  return "keys" in target ? target.keys : [];
}

/** Where each column goes, as planned; without a plan as the person chose, or by the names. */
export function mappingOf(
  columns: Column[],
  headers: string[],
  plan: PlanSummary | null,
  target: Mapped,
): Mapping {
  if (plan) return plan.mapping.map(({ header }) => header);
  if (target.mapping) return target.mapping;
  return columns.map(({ name }) => {
    return headers.find((header) => normalisedHeader(header) === normalisedHeader(name)) ?? null;
  });
}

/** A header that another column had is freed: two columns cannot share one. */
export function mapColumn(target: Mapped, mapping: Mapping, at: number, header: string | null): Mapped {
  const changed = mapping.map((other, place) => (place === at ? header : other === header ? null : other));
  return { ...target, mapping: changed };
}

/** At least one key stays. */
export function toggleKey(target: Mapped, column: string): Mapped {
  if (!("keys" in target)) return target;
  const others = target.keys.filter((key) => key !== column);
  const keys = others.length < target.keys.length ? others : [...target.keys, column];
  return keys.length > 0 ? { ...target, keys } : target;
}

/** The place is found anew, where the selection now stands. */
export function elsewhere(target: WriteTarget): WriteTarget {
  if (!("at" in target)) return target;
  const { at: _, ...free } = target;
  return free;
}

/** Whether a choice is about what was looked at: a place that was found, or the rows of the write that is updated. */
export function isSamePlace(target: WriteTarget, chosen: WriteOptions | undefined): boolean {
  return target.kind === "update" ? chosen !== undefined : "at" in target && target.at !== undefined;
}

/** Answers are about the place that was looked at. */
export function withoutAnswers(chosen: WriteOptions): WriteOptions {
  const { aboveTotal: _a, hiddenRows: _h, looseKeys: _l, blankDropped: _b, ...options } = chosen;
  return options;
}
