import type { JobItem } from "../../../backend/contract/jobs.ts";
import type { RowsRead } from "../../rpc.ts";
import { useShown } from "../app.ts";
import { ofProblem } from "../failure.ts";
import { useCellText } from "../hooks/use-cell-text.ts";
import { useJobText } from "./job-text.ts";
import type { Jobs, JobsState, Trial } from "./jobs-state.ts";
import { StepButton } from "./StepButton.tsx";
import { estimate } from "./starting-job.ts";
import { useProblemText } from "./use-problem-text.ts";

interface TryStepProps {
  jobs: Jobs;
  state: JobsState;
  table: RowsRead;
}

/** The first five rows with what came of them: nothing is in the sheet yet. */
export function TryStep({ jobs, state }: TryStepProps) {
  const j = useJobText();
  const { trial, inputs, busy } = state;
  const tokens = trial ? trial.job.usage.inputTokens + trial.job.usage.outputTokens : 0;
  return (
    <>
      <main class="min-h-0 flex-1 space-y-3 overflow-y-auto p-3">
        {busy && (
          <p role="status" class="text-muted">
            {j("try.asking")}
          </p>
        )}
        {!busy && inputs?.rows.length === 0 && <p class="text-muted">{j("try.nothing")}</p>}
        {trial && (
          <>
            <ol class="space-y-2">
              {trial.items.map((item) => (
                <TriedRow key={item.position} item={item} trial={trial} />
              ))}
            </ol>
            {tokens > 0 && <p class="text-sm text-muted">{j("try.took", { count: tokens })}</p>}
          </>
        )}
        <button
          type="button"
          class="button button-quiet"
          onClick={() => jobs.store.dispatch({ step: "instruction", failure: null })}
        >
          {j("try.change")}
        </button>
      </main>
      <StepButton
        label={j("step.next", { step: j("step.run") })}
        disabled={busy || !trial}
        onClick={() => void estimate(jobs)}
      />
    </>
  );
}

function TriedRow({ item, trial }: { item: JobItem; trial: Trial }) {
  const { t } = useShown();
  const j = useJobText();
  const problemText = useProblemText();
  const cellText = useCellText();
  const { position, cells, problem } = item;
  const { columns, reads } = trial.job;
  const { headers, rows } = trial.inputs;
  return (
    <li class="rounded-lg border border-line p-2.5" aria-label={j("try.row", { number: position + 1 })}>
      <p class="max-h-24 overflow-y-auto break-words text-sm text-muted">
        {reads.map((name) => rows[position]?.[headers.indexOf(name)] ?? "").join(" · ")}
      </p>
      {problem && <p class="mt-1 text-bad">{problemText(ofProblem(problem))}</p>}
      {cells && (
        <dl class="mt-1">
          {columns.map((column, at) => {
            const text = cells[at] ? cellText(cells[at], column) : "";
            const isUnsure = cells[at]?.status === "not-found" || (cells[at]?.flags?.length ?? 0) > 0;
            return (
              <div key={column.name} class="flex gap-2">
                <dt class="text-muted">{column.name}</dt>
                <dd class="min-w-0 flex-1 break-words font-medium">
                  {text || j("try.blank")}
                  {isUnsure && <span class="text-warn">{` · ${t("card.toCheck", { count: 1 })}`}</span>}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </li>
  );
}
