import type { PlanSummary } from "../../rpc.ts";
import type { WriteTarget } from "../../writes.ts";
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
        <p key={warning.code} class="break-words text-sm text-warn">
          {t(`plan.${warning.code}`, warning.params)}
        </p>
      ))}
      {target.kind === "append" && <Mapping plan={plan} onTarget={onTarget} />}
      {plan.changes.length > 0 && <Changes plan={plan} />}
    </>
  );
}

const newColumn = "new-column";

function Mapping({ plan, onTarget }: { plan: PlanSummary; onTarget: (target: WriteTarget) => void }) {
  const { t } = useShown();
  const choose = (at: number, header: string | null) => {
    // A header that another column had is freed: two columns cannot share one.
    const mapping = plan.mapping.map((item, place) => {
      if (place === at) return header;
      return item.header === header ? null : item.header;
    });
    onTarget({ ...plan.target, kind: "append", mapping });
  };
  return (
    <section>
      <h2 class="font-semibold">{t("insert.mapping")}</h2>
      <p class="text-sm text-muted">{t("insert.mappingHint")}</p>
      <ul class="mt-1 space-y-1.5">
        {plan.mapping.map(({ column, header }, at) => {
          const known = header === null || plan.headers.includes(header);
          const choices = plan.headers.map((name, place) => ({ name, value: String(place) }));
          const chosen = choices.find(({ name }) => name === header)?.value ?? (known ? "" : newColumn);
          return (
            <li key={column}>
              <label class="block">
                <span class="block break-words text-sm">{column} →</span>
                <select
                  class="field"
                  value={chosen}
                  onChange={(event) => {
                    const { value } = event.currentTarget;
                    choose(at, value === newColumn ? column : (plan.headers[Number(value || -1)] ?? null));
                  }}
                >
                  <option value="">{t("insert.leaveOut")}</option>
                  {choices.map(({ name, value }) => (
                    <option key={value} value={value}>
                      {name}
                    </option>
                  ))}
                  {!plan.headers.includes(column) && (
                    <option value={newColumn}>{t("insert.newColumn", { column })}</option>
                  )}
                </select>
              </label>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Changes({ plan }: { plan: PlanSummary }) {
  const { t } = useShown();
  const more = plan.changedCells - plan.changes.length;
  return (
    <section>
      <h2 class="font-semibold">{t("insert.changes")}</h2>
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
