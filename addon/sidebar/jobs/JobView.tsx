import { useState } from "preact/hooks";
import { useShown } from "../app.ts";
import { Problem } from "../components/Problem.tsx";
import { costText } from "../cost-text.ts";
import { ofProblem, toFailure } from "../failure.ts";
import { JobSheet } from "./JobSheet.tsx";
import { momentText, timeText, useJobText } from "./job-text.ts";
import type { Jobs, OpenJob } from "./jobs-state.ts";
import { closeJob, isUnderWay, resume, retryFailed, stopJob } from "./running.ts";
import { useProblemText } from "./use-problem-text.ts";

/** Failed rows that are shown with their reasons. */
const shownFailures = 5;

/** A run: how far it is, what failed, how its results stand in the sheet, and what can be done about it. */
export function JobView({ jobs, open }: { jobs: Jobs; open: OpenJob }) {
  const { language } = useShown();
  const j = useJobText();
  const [isDeleting, setIsDeleting] = useState(false);
  const { job } = open;
  const { counts, usage, cost, rate, problem, status } = job;
  const ended = counts.done + counts.failed;
  const tokens = usage.inputTokens + usage.outputTokens;
  const label = j("job.progress", { done: ended, total: counts.total });
  const facts = [
    rate && j("job.rate", { count: Math.round(rate.rowsPerMinute), time: timeText(j, rate.remainingMs) }),
    counts.reused > 0 && j("job.reused", { count: counts.reused }),
    tokens > 0 && j("job.used", { count: tokens }),
    cost && cost.amount > 0 && costText(cost, language),
  ].filter((fact) => typeof fact === "string");
  return (
    <>
      <main class="min-h-0 flex-1 space-y-3 overflow-y-auto p-3">
        <p class="max-h-24 overflow-y-auto whitespace-pre-line break-words font-semibold">
          {job.instruction}
        </p>
        <div>
          <p role="status">{`${j(`job.${status}`)} · ${label}`}</p>
          <progress class="w-full" aria-label={label} max={Math.max(1, counts.total)} value={ended} />
          {facts.length > 0 && <p class="text-sm text-muted">{facts.join(" · ")}</p>}
        </div>
        {status === "paused" && problem && <Problem failure={ofProblem(problem)} />}
        {job.resumesAt && <p>{j("job.resumesAt", { when: momentText(job.resumesAt, language) })}</p>}
        <div class="flex flex-wrap gap-2">
          {isUnderWay(job) && (
            <button type="button" class="button button-quiet" onClick={() => void stopJob(jobs)}>
              {j("job.stop")}
            </button>
          )}
          {(status === "paused" || status === "stopped") && <ResumeButton jobs={jobs} job={job} />}
          {!isUnderWay(job) && counts.failed > 0 && (
            <button type="button" class="button button-quiet" onClick={() => void retryFailed(jobs)}>
              {j("job.retry", { count: counts.failed })}
            </button>
          )}
        </div>
        <Failures open={open} />
        <JobSheet jobs={jobs} open={open} />
      </main>
      {isDeleting && <Deletion jobs={jobs} job={job} onCancel={() => setIsDeleting(false)} />}
      <footer class="flex gap-2 border-t border-line p-2.5" hidden={isDeleting}>
        <button
          type="button"
          class="button button-quiet flex-1"
          onClick={() => jobs.store.dispatch({ step: "rows", failure: null })}
        >
          {j("job.new")}
        </button>
        {!isUnderWay(job) && (
          <button type="button" class="button button-quiet flex-1" onClick={() => setIsDeleting(true)}>
            {j("job.delete")}
          </button>
        )}
      </footer>
    </>
  );
}

/** What goes with it is not to be had again. */
function Deletion({ jobs, job, onCancel }: { jobs: Jobs; job: OpenJob["job"]; onCancel: () => void }) {
  const { t } = useShown();
  const j = useJobText();
  const remove = async () => {
    try {
      await jobs.api.remove(job.id);
      closeJob(jobs);
      jobs.store.dispatch({ step: "rows", failure: null });
    } catch (error) {
      jobs.store.dispatch({ failure: toFailure(error) });
    }
  };
  return (
    <footer class="space-y-2 border-t border-line p-2.5">
      <p role="alert">{j("job.deleteAsk")}</p>
      <div class="flex gap-2">
        <button type="button" class="button button-main flex-1" onClick={() => void remove()}>
          {j("job.deleteYes")}
        </button>
        <button type="button" class="button button-quiet flex-1" onClick={onCancel}>
          {t("app.cancel")}
        </button>
      </div>
    </footer>
  );
}

/** At its cap it would pause again at once. */
function ResumeButton({ jobs, job }: { jobs: Jobs; job: OpenJob["job"] }) {
  const j = useJobText();
  const isCapped = job.status === "paused" && job.problem?.code === "job-cap-reached";
  return (
    <button
      type="button"
      class="button button-main"
      onClick={() => void resume(jobs, isCapped ? {} : undefined)}
    >
      {j(isCapped ? "job.raise" : "job.resume")}
    </button>
  );
}

function Failures({ open }: { open: OpenJob }) {
  const j = useJobText();
  const problemText = useProblemText();
  const failed = [...open.items.values()].filter(({ status }) => status === "failed");
  if (failed.length === 0) return null;
  return (
    <section>
      <h2 class="font-semibold">{j("job.failed", { count: failed.length })}</h2>
      <ul class="text-sm text-muted">
        {failed.slice(0, shownFailures).map(({ position, key, problem }) => (
          <li key={position} class="break-words">
            {j("job.rowOf", {
              number: key ?? String(position + 1),
              problem: problem ? problemText(ofProblem(problem)) : "",
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
