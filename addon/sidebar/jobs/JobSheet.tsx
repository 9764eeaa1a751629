import { useShown } from "../app.ts";
import { Problem, ProblemAction } from "../components/Problem.tsx";
import { takeBack } from "../undoing.ts";
import { useJobText } from "./job-text.ts";
import { changeOpen, type Jobs, type OpenJob } from "./jobs-state.ts";
import { isUnderWay, lookAgain, redoSelected, writeNow } from "./running.ts";
import { startChanged } from "./starting-job.ts";

/** How a run's results stand in the sheet, and what can be done about it. */
export function JobSheet({ jobs, open }: { jobs: Jobs; open: OpenJob }) {
  const { t } = useShown();
  const j = useJobText();
  const { job, writing, standing, items } = open;
  const underWay = isUnderWay(job);
  const results = [...items.values()].filter(({ status }) => status === "done").length;
  const hasResults = results > 0;
  const isWriting = writing.phase === "writing";
  // What came after the look is not in it.
  const isWhole = standing?.results === results && writing.waiting === 0;

  const undo = async () => {
    for (const writeId of writing.writeIds) await takeBack(jobs.app, writeId);
    changeOpen(jobs, job.id, (now) => ({ writing: { ...now.writing, writeIds: [], written: 0 } }));
    await lookAgain(jobs);
  };
  return (
    <section class="space-y-2">
      {underWay && <p class="text-sm text-muted">{j("run.keepOpen")}</p>}
      <p role="status">
        {isWriting
          ? j("job.writing")
          : underWay && writing.waiting > 0
            ? j("job.waiting", { count: writing.waiting })
            : ""}
      </p>
      {writing.written > 0 && <p>{j("job.written", { count: writing.written })}</p>}
      {writing.phase === "failed" && writing.failure && (
        <Problem failure={writing.failure}>
          <ProblemAction label={t("app.retry")} onClick={() => void writeNow(jobs)} />
        </Problem>
      )}
      {standing && !isWriting && (
        <>
          {standing.ready > 0 && (
            <div class="flex flex-wrap items-center gap-2">
              <p class="font-medium">{j("job.ready", { count: standing.ready })}</p>
              <button type="button" class="button button-main" onClick={() => void writeNow(jobs)}>
                {j("job.writeNow")}
              </button>
            </div>
          )}
          {isWhole &&
            hasResults &&
            standing.ready + standing.other === 0 &&
            standing.missing.length === 0 && <p class="text-good">{j("job.allIn")}</p>}
          {standing.missing.length > 0 && (
            <p class="text-warn">{j("job.missing", { count: standing.missing.length })}</p>
          )}
          {standing.other > 0 && (
            <p class="text-warn">
              {j("job.other", { count: standing.other })}{" "}
              <button type="button" class="button-text font-medium" onClick={() => void writeNow(jobs, true)}>
                {j("job.replace")}
              </button>
            </p>
          )}
          {standing.changed > 0 && !underWay && (
            <p>
              {j("job.changed", { count: standing.changed })}{" "}
              <button
                type="button"
                class="button-text font-medium"
                onClick={() => void startChanged(jobs, open)}
              >
                {j("job.doChanged")}
              </button>
            </p>
          )}
        </>
      )}
      {!underWay && hasResults && (
        <div class="space-y-1">
          <div class="flex flex-wrap gap-2">
            <button type="button" class="button button-quiet" onClick={() => void redoSelected(jobs)}>
              {j("job.redo")}
            </button>
            <button
              type="button"
              class="button button-quiet"
              disabled={isWriting}
              onClick={() => void lookAgain(jobs)}
            >
              {j("job.lookAgain")}
            </button>
            {writing.writeIds.length > 0 && (
              <button
                type="button"
                class="button button-quiet"
                disabled={isWriting}
                onClick={() => void undo()}
              >
                {j("job.undo")}
              </button>
            )}
          </div>
          <p class="text-sm text-muted">{j("job.redoHint")}</p>
        </div>
      )}
    </section>
  );
}
