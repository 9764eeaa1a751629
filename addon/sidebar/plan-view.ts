import type { PlanSummary } from "../rpc.ts";
import type { PlanQuestion, WriteOptions, WriteTarget } from "../writes.ts";
import type { MessageKey, Params } from "./messages.ts";

/** What the one button will do, as a text with its params; null where there is nothing to do. */
export function effectOf(plan: PlanSummary, target: WriteTarget): [MessageKey, Params] | null {
  const { sheet, rows: count, addedRows: added, changedRows: changed } = plan;
  switch (target.kind) {
    case "selection":
      return ["insert.doSelection", { count, a1: plan.a1.split(":")[0] ?? plan.a1 }];
    case "new-sheet":
      return ["insert.doNewSheet", { count }];
    case "append":
      return plan.mapping.some(({ header }) => header !== null)
        ? ["insert.doAppend", { count, sheet }]
        : null;
    case "fill-empty":
      return changed > 0 ? ["insert.doUpdate", { count: changed, sheet }] : null;
    default:
      if (changed > 0 && added > 0) return ["insert.doBoth", { changed, added, sheet }];
      if (changed > 0) return ["insert.doUpdate", { count: changed, sheet }];
      return added > 0 ? ["insert.doAppend", { count: added, sheet }] : null;
  }
}

/** A person decides before these are replaced; to update cells is what the others were chosen for. */
export function asksToCover(plan: PlanSummary, target: WriteTarget): boolean {
  return target.kind === "selection" && coversSomething(plan);
}

export function coversSomething(plan: PlanSummary): boolean {
  return plan.changedCells > 0 || plan.changes.length > 0;
}

/** Whether a plan only adds, and all of the table, with nothing left for a person to decide. */
export function asksNothing(plan: PlanSummary): boolean {
  const leavesOut = plan.target.kind === "append" && plan.mapping.some(({ header }) => header === null);
  return !coversSomething(plan) && plan.questions.length === 0 && plan.conflictCount === 0 && !leavesOut;
}

/** What was answered so far; undefined where the person has not decided. */
export function answerTo({ option }: PlanQuestion, options: WriteOptions): boolean | undefined {
  return option === null ? undefined : options[option];
}
