import type { PlanSummary, WriteTarget } from "../../rpc.ts";
import { useShown } from "../app.ts";

interface PlanDetailsProps {
  plan: PlanSummary;
  target: WriteTarget;
  onTarget: (target: WriteTarget) => void;
}

/** What the write would do: where, how much, which columns go where, and what it would replace. */
export function PlanDetails({ plan, target, onTarget }: PlanDetailsProps) {
  const { t } = useShown();
  return (
    <>
      <p>
        {target.kind !== "new-sheet" && (
          <span class="block break-words text-sm text-muted">{`${plan.sheet}!${plan.a1}`}</span>
        )}
        {t("insert.counts", {
          new: plan.newCells,
          changed: plan.changedCells,
          untouched: plan.untouchedCells,
        })}
      </p>
      {plan.blankCells > 0 && (
        <p class="text-sm text-warn">{t("insert.blank", { count: plan.blankCells })}</p>
      )}
      {plan.warnings.map((warning) => (
        <p key={warning} class="break-words text-sm text-warn">
          {warning}
        </p>
      ))}
      {target.kind === "append" && <Mapping plan={plan} onTarget={onTarget} />}
      {plan.changes.length > 0 && <Changes plan={plan} />}
    </>
  );
}

function Mapping({ plan, onTarget }: { plan: PlanSummary; onTarget: (target: WriteTarget) => void }) {
  const { t } = useShown();
  const taken = new Set(plan.mapping.map(({ header }) => header));
  const choose = (at: number, header: string | null) => {
    const mapping = plan.mapping.map((item, place) => {
      if (place === at) return header;
      return item.header === header ? null : item.header;
    });
    onTarget({ kind: "append", mapping });
  };
  return (
    <section>
      <h2 class="font-medium">{t("insert.mapping")}</h2>
      <p class="text-sm text-muted">{t("insert.mappingHint")}</p>
      <ul class="mt-1 space-y-1.5">
        {plan.mapping.map(({ column, header }, at) => (
          <li key={column}>
            <label class="block">
              <span class="block break-words text-sm">{column} →</span>
              <select class="field" onChange={(event) => choose(at, event.currentTarget.value || null)}>
                <option value="" selected={header === null}>
                  {t("insert.leaveOut")}
                </option>
                {plan.headers.map((name) => (
                  <option key={name} value={name} selected={name === header}>
                    {taken.has(name) && name !== header ? `${name} ⇄` : name}
                  </option>
                ))}
              </select>
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ plan }: { plan: PlanSummary }) {
  const { t } = useShown();
  const more = plan.changedCells - plan.changes.length;
  return (
    <section>
      <h2 class="font-medium">{t("insert.changes")}</h2>
      <ul class="mt-1 divide-y divide-line rounded-lg border border-line text-sm">
        {plan.changes.map((change) => (
          <li key={change.a1} class="break-words px-2.5 py-1.5">
            {t("insert.change", change)}
          </li>
        ))}
        {more > 0 && <li class="px-2.5 py-1.5 text-muted">{t("insert.moreChanges", { count: more })}</li>}
      </ul>
    </section>
  );
}
