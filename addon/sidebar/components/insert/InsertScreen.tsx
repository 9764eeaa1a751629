import { useState } from "preact/hooks";
import { useShown } from "../../app.ts";
import { type Insertion, useInsertion } from "../../hooks/use-insertion.ts";
import { answerTo, asksToCover, effectOf } from "../../plan-view.ts";
import type { Screen } from "../../state.ts";
import type { TableView } from "../../table-view.ts";
import { Icon } from "../Icon.tsx";
import { Problem, ProblemAction } from "../Problem.tsx";
import { TopBar } from "../TopBar.tsx";
import { InsertWarnings } from "./InsertWarnings.tsx";
import { MappingList } from "./MappingList.tsx";
import { OptionList } from "./OptionList.tsx";
import { PlanDetails } from "./PlanDetails.tsx";
import { answered, Questions } from "./Questions.tsx";
import { TargetChoice } from "./TargetChoice.tsx";
import { WriteProgress } from "./WriteProgress.tsx";
import { Written } from "./Written.tsx";

/** Where the table goes, what that would change, and the one button that does it. */
export function InsertScreen({ table, from }: { table: TableView; from: "chat" | "table" }) {
  const { app, state, t } = useShown();
  const insertion = useInsertion(table);
  const { phase } = insertion;
  const go = (screen: Screen) => app.store.dispatch({ type: "screen-opened", screen });
  const back = () => go(from === "chat" ? { name: "chat" } : { name: "table", tableId: table.id });
  const running = state.writes.running[table.id];
  const newest = state.writes.list?.find((write) => write.table?.id === table.id);
  if (phase === "begun" && !running && newest) return <Written write={newest} onBack={back} />;

  return (
    <>
      <TopBar title={t("insert.title")} onBack={back} />
      {running ? (
        <main class="min-h-0 flex-1 overflow-y-auto p-3">
          <WriteProgress tableId={table.id} write={running} />
        </main>
      ) : (
        <InsertForm table={table} insertion={insertion} />
      )}
    </>
  );
}

function InsertForm({ table, insertion }: { table: TableView; insertion: Insertion }) {
  const { app, state, t } = useShown();
  const { plan, phase, failure, target, options } = insertion;
  /** Of what was said yes to, beside the options: the plan that it was about. */
  const [covering, setCovering] = useState<string | null>(null);
  const [copying, setCopying] = useState<string | null>(null);
  const looking = phase === "looking";
  const covers = plan !== null && target !== null && asksToCover(plan, target);
  const effect = plan && target ? effectOf(plan, target) : null;
  const decided =
    plan?.questions.every((question) => {
      return question.option === null ? copying === plan.hash : answerTo(question, options) !== undefined;
    }) ?? false;
  const ready = phase === "looked" && decided && effect !== null && (!covers || covering === plan?.hash);
  return (
    <>
      <main class="min-h-0 flex-1 space-y-3 overflow-y-auto p-3">
        <InsertWarnings table={table} insertion={insertion} />
        {target && <TargetChoice table={table} insertion={insertion} />}
        {looking && (
          <p role="status" class={plan ? "sr-only" : "text-muted"}>
            {t("insert.planning")}
          </p>
        )}
        {failure && (
          <Problem failure={failure}>
            <ProblemAction label={t("insert.refresh")} onClick={insertion.lookAgain} />
          </Problem>
        )}
        {plan && (
          <Questions
            plan={plan}
            answer={(question) => {
              return question.option === null
                ? copying === plan.hash || undefined
                : answerTo(question, options);
            }}
            onAnswer={(question, yes) => {
              if (question.option === null) setCopying(yes ? plan.hash : null);
              else insertion.choose(plan.target, answered(options, question, yes));
            }}
          />
        )}
        <MappingList table={table} insertion={insertion} />
        {plan && target && (
          <div class={`space-y-3 ${looking ? "opacity-60" : ""}`} aria-busy={looking}>
            <PlanDetails plan={plan} target={target} />
          </div>
        )}
        {target && <OptionList table={table} insertion={insertion} />}
        <div class="flex flex-wrap justify-between gap-x-3 gap-y-1 text-sm">
          {plan && (
            <button
              type="button"
              class="button-text inline-flex items-center gap-1"
              onClick={insertion.lookAgain}
            >
              <Icon name="refresh" size={14} />
              {t("insert.refresh")}
            </button>
          )}
          <button
            type="button"
            class="button-text"
            onClick={() =>
              app.store.dispatch({
                type: "screen-opened",
                screen: { name: "writes", from: state.screen },
              })
            }
          >
            {t("writes.title")}
          </button>
        </div>
      </main>
      <footer class="space-y-2 border-t border-line p-2.5">
        {covers && (
          <label class="flex items-center gap-2 text-warn">
            <input
              type="checkbox"
              checked={covering === plan.hash}
              onChange={(event) => setCovering(event.currentTarget.checked ? plan.hash : null)}
            />
            {t("insert.confirm", { count: plan.changedCells })}
          </label>
        )}
        <button
          type="button"
          class="button button-main w-full"
          disabled={!ready || table.rowCount === 0}
          onClick={insertion.write}
        >
          {phase === "begun"
            ? t("insert.writing")
            : table.streaming
              ? t("insert.doLive")
              : effect
                ? t(...effect)
                : t(plan && !looking ? "insert.noEffect" : "insert.title")}
        </button>
      </footer>
    </>
  );
}
