import { useRef } from "preact/hooks";
import type { RowsRead } from "../../rpc.ts";
import { gapOf, type JobDraft } from "./job-draft.ts";
import { useJobText } from "./job-text.ts";
import type { Jobs, JobsState } from "./jobs-state.ts";
import { OutputColumns } from "./OutputColumns.tsx";
import { filledPrompt } from "./prompt.ts";
import { namedOnce } from "./RowsStep.tsx";
import { StepButton } from "./StepButton.tsx";
import { tryRows } from "./starting-job.ts";

interface InstructionStepProps {
  jobs: Jobs;
  state: JobsState;
  table: RowsRead;
}

/** What is to be done with each row, as it reads for the first one, and where the results go. */
export function InstructionStep({ jobs, state, table }: InstructionStepProps) {
  const j = useJobText();
  const box = useRef<HTMLTextAreaElement>(null);
  const { draft } = state;
  const change = (some: Partial<JobDraft>) => jobs.store.dispatch({ draft: { ...draft, ...some } });
  const headers = namedOnce(table.headers);
  const gap = gapOf(draft, table.headers);

  const insert = (header: string) => {
    const { selectionStart = 0, selectionEnd = 0 } = box.current ?? {};
    const [before, after] = [
      draft.instruction.slice(0, selectionStart),
      draft.instruction.slice(selectionEnd),
    ];
    const name = `{{${header}}}`;
    change({ instruction: before + name + after });
    // Once the box holds it, writing goes on behind it.
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(before.length + name.length, before.length + name.length);
    });
  };
  return (
    <>
      <main class="min-h-0 flex-1 space-y-3 overflow-y-auto p-3">
        <label class="block">
          <span class="mb-1 block font-semibold">{j("instruction.label")}</span>
          <textarea
            ref={box}
            class="field field-sizing-content max-h-[30vh]"
            rows={3}
            maxLength={10_000}
            placeholder={j("instruction.placeholder", { column: `{{${headers[0] ?? ""}}}` })}
            value={draft.instruction}
            onInput={({ currentTarget }) => change({ instruction: currentTarget.value })}
          />
        </label>
        <fieldset>
          <legend class="mb-1 text-sm text-muted">{j("instruction.insert")}</legend>
          <div class="flex flex-wrap gap-1">
            {headers.map((header) => (
              <button
                key={header}
                type="button"
                class="rounded-full border border-line px-2.5 py-1 text-sm text-accent hover:bg-hover"
                onClick={() => insert(header)}
              >
                {header}
              </button>
            ))}
          </div>
        </fieldset>
        {draft.instruction.trim() !== "" && (
          <section>
            <h2 class="mb-1 text-sm text-muted">{j("instruction.filled")}</h2>
            <p class="max-h-24 overflow-y-auto whitespace-pre-line break-words rounded-md bg-raised p-2">
              {filledPrompt(draft.instruction, table.headers, table.values[0] ?? [])}
            </p>
          </section>
        )}
        <OutputColumns draft={draft} headers={headers} onChange={change} />
        {gap && draft.instruction.trim() !== "" && (
          <p role="status" class="text-sm text-muted">
            {j(`gap.${gap.gap}`, { name: gap.name })}
          </p>
        )}
      </main>
      <StepButton
        label={j("instruction.tryRows")}
        disabled={gap !== null}
        onClick={() => void tryRows(jobs)}
      />
    </>
  );
}
