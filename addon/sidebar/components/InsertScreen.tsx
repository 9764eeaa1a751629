import { useEffect, useRef, useState } from "preact/hooks";
import type { PlanSummary } from "../../rpc.ts";
import type { WriteTarget } from "../../writes.ts";
import { useShown } from "../app.ts";
import { useInsertion } from "../hooks/use-insertion.ts";
import { coversSomething, showInSheet } from "../inserting.ts";
import type { Translate } from "../messages.ts";
import { countToCheck, isUncountable, isUngrounded, missingRows, type TableView } from "../table-view.ts";
import { Icon } from "./Icon.tsx";
import { PlanDetails } from "./PlanDetails.tsx";
import { Problem, ProblemAction } from "./Problem.tsx";
import { TargetChoice } from "./TargetChoice.tsx";
import { TopBar } from "./TopBar.tsx";

/** Where the table goes, what that would change, and the one button that does it. */
export function InsertScreen({ table, from }: { table: TableView; from: "chat" | "table" }) {
  const { app, t } = useShown();
  const insertion = useInsertion(table);
  const { plan, phase, failure, target, unknown } = insertion;
  const [confirmed, setConfirmed] = useState<string | null>(null);
  const back = () =>
    app.store.dispatch({
      type: "screen-opened",
      screen: from === "chat" ? { name: "chat" } : { name: "table", tableId: table.id },
    });
  if (phase === "written" && insertion.receipt) return <Written receipt={insertion.receipt} onBack={back} />;

  const covers = plan !== null && coversSomething(plan);
  const ready = unknown || (plan !== null && (!covers || confirmed === plan.hash));
  return (
    <>
      <TopBar title={t("insert.title")} onBack={back} />
      <main class="min-h-0 flex-1 space-y-3 overflow-y-auto p-3">
        <Warnings table={table} />
        {target && (
          <TargetChoice
            target={target}
            disabled={unknown || phase === "writing"}
            onChoose={insertion.choose}
          />
        )}
        {phase === "planning" && (
          <p role="status" class="text-muted">
            {t("insert.planning")}
          </p>
        )}
        {failure && (
          <Problem failure={failure}>
            {!unknown && <ProblemAction label={t("insert.refresh")} onClick={insertion.planAgain} />}
          </Problem>
        )}
        {unknown && <p class="text-sm text-warn">{t("insert.unknown")}</p>}
        {plan && target && phase !== "planning" && !unknown && (
          <PlanDetails plan={plan} target={target} onTarget={insertion.choose} />
        )}
        {plan && phase !== "planning" && !unknown && (
          <button
            type="button"
            class="button-text inline-flex items-center gap-1 text-sm"
            onClick={insertion.planAgain}
          >
            <Icon name="refresh" size={14} />
            {t("insert.refresh")}
          </button>
        )}
      </main>
      <footer class="space-y-2 border-t border-line p-2.5">
        {covers && !unknown && (
          <label class="flex items-center gap-2 text-warn">
            <input
              type="checkbox"
              checked={confirmed === plan.hash}
              onChange={(event) => setConfirmed(event.currentTarget.checked ? plan.hash : null)}
            />
            {t("insert.confirm", { count: plan.changedCells })}
          </label>
        )}
        <button
          type="button"
          class="button button-main w-full"
          disabled={!ready || phase !== "planned" || table.rowCount === 0}
          onClick={insertion.write}
        >
          {phase === "writing"
            ? t("insert.writing")
            : unknown
              ? t("insert.tryAgain")
              : effect(t, table, plan, target)}
        </button>
      </footer>
    </>
  );
}

/** The main button names what it will do. */
function effect(
  t: Translate,
  table: TableView,
  plan: PlanSummary | null,
  target: WriteTarget | null,
): string {
  const count = plan?.rows ?? table.rowCount;
  if (plan && target?.kind === "append") return t("insert.doAppend", { count, sheet: plan.sheet });
  if (plan && target?.kind === "selection") {
    return t("insert.doSelection", { count, a1: plan.a1.split(":")[0] ?? plan.a1 });
  }
  return target?.kind === "new-sheet" ? t("insert.doNewSheet", { count }) : t("table.insertRows", { count });
}

function Warnings({ table }: { table: TableView }) {
  const { t } = useShown();
  const { expected, got, receipt } = table;
  const toCheck = countToCheck(table) ?? 0;
  const place = receipt ? `${receipt.sheet}!${receipt.a1}` : "";
  const warnings = [
    table.rowCount === 0 && t("insert.nothing"),
    receipt && t("insert.again", { place }),
    expected !== null && missingRows(table) > 0 && t("insert.partial", { got, expected }),
    isUncountable(table) && t("table.uncountable"),
    isUngrounded(table) && t("card.fromModel"),
    toCheck > 0 && t("insert.unchecked", { count: toCheck }),
  ].filter((text) => typeof text === "string");
  if (warnings.length === 0) return null;
  return (
    <ul class="space-y-1 rounded-lg bg-warn-tint p-2.5 text-sm text-warn">
      {warnings.map((text) => (
        <li key={text} class="flex gap-1.5">
          <Icon name="warning" size={16} />
          <span class="min-w-0 break-words">{text}</span>
        </li>
      ))}
    </ul>
  );
}

function Written({ receipt, onBack }: { receipt: Parameters<typeof showInSheet>[1]; onBack: () => void }) {
  const { app, t } = useShown();
  const show = useRef<HTMLButtonElement>(null);
  useEffect(() => show.current?.focus(), []);
  return (
    <>
      <TopBar title={t("insert.title")} onBack={onBack} />
      <main class="flex min-h-0 flex-1 flex-col items-center gap-3 overflow-y-auto p-6 text-center">
        <Icon name="check" size={36} class="text-good" />
        <p role="status" class="max-w-full break-words text-lg">
          {t("card.added", { place: `${receipt.sheet}!${receipt.a1}` })}
        </p>
        <button
          ref={show}
          type="button"
          class="button button-quiet"
          onClick={() => void showInSheet(app, receipt)}
        >
          {t("card.show")}
        </button>
      </main>
      <footer class="border-t border-line p-2.5">
        <button type="button" class="button button-main w-full" onClick={onBack}>
          {t("app.back")}
        </button>
      </footer>
    </>
  );
}
