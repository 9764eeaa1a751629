import type { Column } from "../../../contract/cells.ts";
import type { RowRule } from "../../../contract/rules.ts";
import type { EditPlan } from "./edit-plan.ts";

/** Rules by the names that their columns have after an edit; one whose column was dropped stays, and judges no row. */
export function renameInRules(
  rules: RowRule[] | undefined,
  before: Column[],
  { columns, layout }: Pick<EditPlan, "columns" | "layout">,
): RowRule[] | undefined {
  const renamed = new Map(
    layout.map((from, at) => [before[from]?.name ?? "", columns[at]?.name ?? ""] as const),
  );
  const now = (name: string) => renamed.get(name) ?? name;
  return rules?.map((rule) =>
    rule.kind === "sum"
      ? { ...rule, parts: rule.parts.map(now), total: now(rule.total) }
      : { ...rule, factors: rule.factors.map(now), product: now(rule.product) },
  );
}
