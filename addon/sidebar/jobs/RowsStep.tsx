import { useShown } from "../app.ts";
import { Field } from "../components/Field.tsx";
import type { JobDraft } from "./job-draft.ts";
import { useJobText } from "./job-text.ts";
import type { Jobs, JobsState } from "./jobs-state.ts";
import { openJob } from "./running.ts";
import { StepButton } from "./StepButton.tsx";
import { lookAround } from "./starting-job.ts";

/** Which rows are asked about, how they are found again, and earlier runs. */
export function RowsStep({ jobs, state }: { jobs: Jobs; state: JobsState }) {
  const j = useJobText();
  const { table, draft, busy, list } = state;
  const change = (some: Partial<JobDraft>) => jobs.store.dispatch({ draft: { ...draft, ...some } });
  const part = table?.selected ?? null;
  const scopes = [
    { scope: "table", label: j("rows.table", { count: table?.total ?? 0 }) },
    { scope: "selection", label: j("rows.selection", { count: part?.rows ?? 0 }) },
  ] as const;
  return (
    <>
      <main class="min-h-0 flex-1 space-y-3 overflow-y-auto p-3">
        {busy && !table && (
          <p role="status" class="text-muted">
            {j("rows.looking")}
          </p>
        )}
        {table && (
          <>
            <div class="flex items-center gap-2">
              <p class="min-w-0 flex-1 truncate font-semibold">{`${table.sheet}, ${table.a1}`}</p>
              <button type="button" class="button-text text-sm" onClick={() => void lookAround(jobs)}>
                {j("rows.again")}
              </button>
            </div>
            <fieldset>
              <legend class="mb-1 text-sm text-muted">{j("rows.which")}</legend>
              {scopes.map(({ scope, label }) => (
                <label key={scope} class="flex min-h-7 items-center gap-2">
                  <input
                    type="radio"
                    name="scope"
                    disabled={scope === "selection" && !part}
                    checked={draft.scope === scope}
                    onChange={() => change({ scope })}
                  />
                  {label}
                </label>
              ))}
            </fieldset>
            <Field label={j("rows.key")}>
              <select
                class="field"
                value={draft.key ?? ""}
                onChange={({ currentTarget: { value } }) => change({ key: value === "" ? null : value })}
              >
                <option value="">{j("rows.noKey")}</option>
                {namedOnce(table.headers).map((header) => (
                  <option key={header} value={header}>
                    {header}
                  </option>
                ))}
              </select>
            </Field>
            <p class="text-sm text-muted">{j("rows.keyHint")}</p>
          </>
        )}
        {!busy && !table && <p class="text-muted">{j("rows.hint")}</p>}
        {!busy && !table && (
          <button type="button" class="button button-quiet" onClick={() => void lookAround(jobs)}>
            {j("rows.again")}
          </button>
        )}
        {list.length > 0 && <EarlierJobs jobs={jobs} list={list} />}
      </main>
      <StepButton
        label={j("step.next", { step: j("step.instruction") })}
        disabled={!table || table.total === 0}
        onClick={() => jobs.store.dispatch({ step: "instruction", failure: null })}
      />
    </>
  );
}

function EarlierJobs({ jobs, list }: { jobs: Jobs; list: JobsState["list"] }) {
  const { language } = useShown();
  const j = useJobText();
  const time = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <section>
      <h2 class="mb-1 font-semibold">{j("rows.earlier")}</h2>
      <ul class="divide-y divide-line rounded-lg border border-line">
        {list.map((job) => {
          const { total, done, failed } = job.counts;
          return (
            <li key={job.id}>
              <button
                type="button"
                class="w-full px-2.5 py-2 text-left hover:bg-hover focus-visible:-outline-offset-2"
                onClick={() => void openJob(jobs, job)}
              >
                <span class="block truncate font-medium">{job.title}</span>
                <span class="block text-sm text-muted">
                  {[
                    j(`job.${job.status}`),
                    j("job.progress", { done: done + failed, total }),
                    time.format(new Date(job.createdAt)),
                  ].join(" · ")}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A header that is there twice tells no row. */
export function namedOnce(headers: readonly string[]): string[] {
  return headers.filter(
    (header) => header.trim() !== "" && headers.indexOf(header) === headers.lastIndexOf(header),
  );
}
