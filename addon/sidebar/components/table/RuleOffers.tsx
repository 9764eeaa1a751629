import type { RowRule } from "../../../../backend/contract/rules.ts";
import { useShown } from "../../app.ts";
import { keepRules } from "../../editing.ts";
import { bindRules, brokenBy, ruleText } from "../../row-rules.ts";
import type { TableView } from "../../table-view.ts";
import { Icon } from "../Icon.tsx";

/** Rules that the columns look made for, each taken with a tap, and those that were taken. */
export function RuleOffers({ table }: { table: TableView }) {
  const { app, t } = useShown();
  const { id, rules, columns, rows } = table;
  const take = (rules: RowRule[]) => {
    app.store.dispatch({ type: "rules-taken", tableId: id, rules });
    void keepRules(app, id, rules);
  };
  const taken = rules.map(ruleText);
  const offered = table.offeredRules.filter((rule) => !taken.includes(ruleText(rule)));
  return (
    <>
      {bindRules([...rules, ...offered], columns).map((bound) => {
        const { rule } = bound;
        const isTaken = rules.includes(rule);
        const count = rows.filter((cells) => brokenBy(bound, cells)).length;
        const said = count === 0 ? t("rule.kept") : t("rule.broken", { count });
        return (
          <div key={ruleText(rule)} class="rounded-lg bg-raised p-2.5 text-sm">
            <p class="break-words">
              <span class="font-medium">{ruleText(rule)}</span>
              <span class={`flex items-center gap-1 ${count === 0 ? "text-muted" : "text-warn"}`}>
                {count > 0 && <Icon name="warning" size={14} />}
                {said}
              </span>
            </p>
            <button
              type="button"
              class="button-text mt-1 font-medium"
              aria-label={`${t(isTaken ? "rule.stop" : "rule.check")}: ${ruleText(rule)}`}
              onClick={() => take(isTaken ? rules.filter((each) => each !== rule) : [...rules, rule])}
            >
              {t(isTaken ? "rule.stop" : "rule.check")}
            </button>
          </div>
        );
      })}
    </>
  );
}
