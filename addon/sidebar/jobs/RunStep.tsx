import type { RowsRead } from "../../rpc.ts";
import { useShown } from "../app.ts";
import { Field } from "../components/Field.tsx";
import { costText } from "../cost-text.ts";
import type { JobDraft } from "./job-draft.ts";
import { timeText, useJobText } from "./job-text.ts";
import type { Jobs, JobsState } from "./jobs-state.ts";
import { StepButton } from "./StepButton.tsx";
import { estimate, start } from "./starting-job.ts";

interface RunStepProps {
  jobs: Jobs;
  state: JobsState;
  table: RowsRead;
}

/** What all rows would take, the cap, and the start. */
export function RunStep({ jobs, state }: RunStepProps) {
  const { language } = useShown();
  const j = useJobText();
  const { draft, busy, inputs, estimate: asked } = state;
  const change = (some: Partial<JobDraft>) => jobs.store.dispatch({ draft: { ...draft, ...some } });
  const isMoney = asked?.cost !== null;
  const tokens = asked ? asked.tokens.input + asked.tokens.output : 0;
  const lines = [
    inputs && j("run.rows", { count: inputs.rows.length }),
    inputs && inputs.blank > 0 && j("run.blank", { count: inputs.blank }),
    inputs && inputs.filled > 0 && j("run.filled", { count: inputs.filled }),
    asked && asked.reusable > 0 && j("run.reused", { count: asked.reusable }),
    asked && tokens > 0 && j("run.tokens", { count: tokens }),
    asked?.cost && asked.cost.amount > 0 && j("run.cost", { cost: costText(asked.cost, language) }),
    asked &&
      (asked.durationMs > 0 ? j("run.time", { time: timeText(j, asked.durationMs) }) : j("run.noTime")),
  ].filter((line) => typeof line === "string");
  return (
    <>
      <main class="min-h-0 flex-1 space-y-3 overflow-y-auto p-3">
        <fieldset>
          <legend class="mb-1 font-semibold">{j("run.which")}</legend>
          {(["empty", "all"] as const).map((only) => (
            <label key={only} class="flex min-h-7 items-center gap-2">
              <input
                type="radio"
                name="only"
                checked={draft.only === only}
                onChange={() => {
                  change({ only });
                  void estimate(jobs);
                }}
              />
              {j(`run.${only}`)}
            </label>
          ))}
        </fieldset>
        {busy ? (
          <p role="status" class="text-muted">
            {j("run.counting")}
          </p>
        ) : (
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {!busy && inputs?.rows.length === 0 && <p class="text-muted">{j("try.nothing")}</p>}
        {asked && asked.engine === "openai" && (
          <Field label={j(isMoney ? "run.capMoney" : "run.capTokens")}>
            <input
              class="field"
              type="number"
              min={isMoney ? 0.01 : 1}
              step={isMoney ? 0.01 : 1}
              value={(isMoney ? draft.cap.amount : draft.cap.tokens) ?? ""}
              onInput={({ currentTarget: { valueAsNumber: most } }) =>
                change({ cap: most > 0 ? (isMoney ? { amount: most } : { tokens: Math.round(most) }) : {} })
              }
            />
          </Field>
        )}
        <p class="text-sm text-muted">{j("run.keepOpen")}</p>
      </main>
      <StepButton
        label={j("run.start", { count: inputs?.rows.length ?? 0 })}
        disabled={busy || !asked || inputs?.rows.length === 0}
        onClick={() => void start(jobs)}
      />
    </>
  );
}
