import type { PlanSummary } from "../../../rpc.ts";
import type { WriteTarget } from "../../../writes.ts";
import { useShown } from "../../app.ts";
import { contentText } from "../../cell-text.ts";

/** What the write would do: where, how much, what is left alone, and what it would replace. */
export function PlanDetails({ plan, target }: { plan: PlanSummary; target: WriteTarget }) {
  const { t } = useShown();
  const { addedRows: added, changedRows: changed, conflictCount: conflicts } = plan;
  const byRow = target.kind === "upsert" || target.kind === "fill-empty" || target.kind === "update";
  return (
    <>
      <div>
        {target.kind !== "new-sheet" && (
          <p class="break-words text-sm text-muted">{`${plan.sheet}!${plan.a1}`}</p>
        )}
        {byRow && <p>{t("insert.rowCounts", { added, changed, conflicts })}</p>}
        <p class={byRow ? "text-sm text-muted" : ""}>
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
      </div>
      {plan.conflicts.length > 0 && <Conflicts plan={plan} />}
      {plan.changes.length > 0 && <Changes plan={plan} />}
    </>
  );
}

const list = "mt-1 divide-y divide-line rounded-lg border border-line text-sm";

function Conflicts({ plan }: { plan: PlanSummary }) {
  const { t } = useShown();
  return (
    <section>
      <h2 class="font-semibold text-warn">{t("insert.conflicts", { count: plan.conflictCount })}</h2>
      <ul class={list}>
        {plan.conflicts.map(({ code, a1, before, after }, at) => (
          <li key={at} class="break-words px-2.5 py-1.5">
            <span class="block text-muted">{[a1, before, after].filter(Boolean).join(" · ")}</span>
            {t(`conflict.${code}`)}
          </li>
        ))}
        <More count={plan.conflictCount - plan.conflicts.length} />
      </ul>
    </section>
  );
}

function Changes({ plan }: { plan: PlanSummary }) {
  const { t, state } = useShown();
  const locale = state.boot.phase === "ready" ? state.boot.hello.locale : "en";
  return (
    <section>
      <h2 class="font-semibold">{t("insert.changesPlanned", { count: plan.changedCells })}</h2>
      <ul class={list}>
        {plan.changes.map(({ a1, column, before, after }) => {
          const row = a1.replace(/\D+/, "");
          return (
            <li key={a1} class="break-words px-2.5 py-1.5">
              <span class="block text-muted">{column === null ? a1 : t("insert.cell", { column, row })}</span>
              <del class="text-muted">
                <span class="sr-only">{`${t("insert.before")}: `}</span>
                {contentText(before, locale)}
              </del>
              <ins class="block no-underline">
                <span aria-hidden="true">→ </span>
                <span class="sr-only">{`${t("insert.after")}: `}</span>
                {contentText(after, locale) || "–"}
              </ins>
            </li>
          );
        })}
        <More count={plan.changedCells - plan.changes.length} />
      </ul>
    </section>
  );
}

function More({ count }: { count: number }) {
  const { t } = useShown();
  return count > 0 ? <li class="px-2.5 py-1.5 text-muted">{t("insert.moreChanges", { count })}</li> : null;
}
