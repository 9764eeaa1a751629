import { useState } from "preact/hooks";
import type { Export } from "../../../backend/contract/exports.ts";
import { Field } from "../components/Field.tsx";
import { Problem, ProblemAction } from "../components/Problem.tsx";
import { ofProblem } from "../failure.ts";
import { useExportText } from "./export-text.ts";
import { isUnderWay } from "./follow-export.ts";
import type { Exporting } from "./use-exporting.ts";

/** How far an export is, what stopped it, and the way to what it wrote. */
export function ExportProgress({ exporting, made }: { exporting: Exporting; made: Export }) {
  const x = useExportText();
  const { status, rowsDone, rowsTotal, problem, url } = made;
  const { busy } = exporting;
  const isRepeated = exporting.schedules.some(({ spreadsheetId }) => spreadsheetId === made.spreadsheetId);
  const label = x("export.progress", { done: rowsDone, total: rowsTotal });
  return (
    <section class="space-y-3">
      <div>
        <p role="status">{`${x(`export.${status}`)} · ${label}`}</p>
        <progress class="w-full" aria-label={label} max={Math.max(1, rowsTotal)} value={rowsDone} />
        {isUnderWay(made) && <p class="text-sm text-muted">{x("export.keepsOn")}</p>}
      </div>
      {status === "failed" && problem && (
        <>
          <Problem failure={ofProblem({ ...problem, status: 409 })}>
            <ProblemAction label={x("export.resume")} onClick={() => void exporting.resume()} />
          </Problem>
          {problem.detail && <p class="break-words text-sm text-muted">{problem.detail}</p>}
        </>
      )}
      <div class="flex flex-wrap gap-2">
        {url !== null && rowsDone > 0 && (
          <a
            class={`button ${status === "complete" ? "button-main" : "button-quiet"}`}
            href={url}
            target="_blank"
            rel="noopener noreferrer"
          >
            {x("export.open")}
          </a>
        )}
        {isUnderWay(made) ? (
          <button
            type="button"
            class="button button-quiet"
            disabled={busy}
            onClick={() => void exporting.stop()}
          >
            {x("export.stop")}
          </button>
        ) : (
          <button type="button" class="button button-quiet" disabled={busy} onClick={exporting.another}>
            {x("export.another")}
          </button>
        )}
        {status === "stopped" && (
          <button
            type="button"
            class="button button-quiet"
            disabled={busy}
            onClick={() => void exporting.resume()}
          >
            {x("export.resume")}
          </button>
        )}
      </div>
      {status === "complete" && exporting.choice && !isRepeated && <Repeat exporting={exporting} />}
    </section>
  );
}

function Repeat({ exporting }: { exporting: Exporting }) {
  const x = useExportText();
  const [every, setEvery] = useState<"day" | "week">("day");
  const [time, setTime] = useState("06:30");
  return (
    <fieldset class="space-y-2">
      <legend class="mb-1 font-semibold">{x("repeat.title")}</legend>
      {(["day", "week"] as const).map((each) => (
        <label key={each} class="flex min-h-7 items-center gap-2">
          <input type="radio" name="every" checked={every === each} onChange={() => setEvery(each)} />
          {x(`repeat.${each}`)}
        </label>
      ))}
      <Field label={x("repeat.time")}>
        <input
          class="field"
          type="time"
          value={time}
          onInput={({ currentTarget }) => setTime(currentTarget.value)}
        />
      </Field>
      <button
        type="button"
        class="button button-quiet"
        disabled={exporting.busy || time === ""}
        onClick={() => void exporting.repeat({ every, time })}
      >
        {x("repeat.save")}
      </button>
    </fieldset>
  );
}
