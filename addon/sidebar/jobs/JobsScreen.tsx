import { useEffect } from "preact/hooks";
import { useShown } from "../app.ts";
import { Problem } from "../components/Problem.tsx";
import { TopBar } from "../components/TopBar.tsx";
import { useStore } from "../store.ts";
import { InstructionStep } from "./InstructionStep.tsx";
import { JobView } from "./JobView.tsx";
import { useJobText } from "./job-text.ts";
import { type Jobs, jobsOf, type Step } from "./jobs-state.ts";
import { RowsStep } from "./RowsStep.tsx";
import { RunStep } from "./RunStep.tsx";
import { lookAround } from "./starting-job.ts";
import { TryStep } from "./TryStep.tsx";

const steps = ["rows", "instruction", "try", "run"] as const;

/** One instruction for many rows: four steps, then the run. */
export function JobsScreen() {
  const { app, t } = useShown();
  const jobs = jobsOf(app);
  const state = useStore(jobs.store);
  const { step, failure } = state;
  useEffect(() => {
    if (step === "rows") void lookAround(jobs);
  }, [step]);
  const at = steps.indexOf(step as (typeof steps)[number]);
  const back = () => {
    const before = step === "job" ? "rows" : steps[at - 1];
    if (before) jobs.store.dispatch({ step: before, failure: null });
    else app.store.dispatch({ type: "screen-opened", screen: { name: "chat" } });
  };
  return (
    <>
      <TopBar title={t("jobs.open")} onBack={back} />
      {step !== "job" && <Steps step={step} />}
      {failure && (
        <section aria-label={t("jobs.open")} class="px-3 pt-3">
          <Problem failure={failure} onClose={() => jobs.store.dispatch({ failure: null })} />
        </section>
      )}
      <StepContent key={step} jobs={jobs} step={step} />
    </>
  );
}

function StepContent({ jobs, step }: { jobs: Jobs; step: Step }) {
  const state = useStore(jobs.store);
  if (step === "rows") return <RowsStep jobs={jobs} state={state} />;
  if (step === "job") return state.open && <JobView jobs={jobs} open={state.open} />;
  if (!state.table) return null;
  const props = { jobs, state, table: state.table };
  if (step === "instruction") return <InstructionStep {...props} />;
  return step === "try" ? <TryStep {...props} /> : <RunStep {...props} />;
}

function Steps({ step }: { step: Step }) {
  const j = useJobText();
  return (
    <nav aria-label={j("step.label")}>
      <ol class="flex flex-wrap gap-1 border-b border-line px-2 py-1.5">
        {steps.map((each, at) => (
          <li
            key={each}
            class={`rounded-full px-2.5 py-1 text-sm ${each === step ? "bg-tint font-medium text-on-tint" : "text-muted"}`}
            aria-current={each === step ? "step" : undefined}
          >
            {`${at + 1} ${j(`step.${each}`)}`}
          </li>
        ))}
      </ol>
    </nav>
  );
}
