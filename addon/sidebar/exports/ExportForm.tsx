import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Field } from "../components/Field.tsx";
import type { TableView } from "../table-view.ts";
import { type ExportChoice, firstChoice, isIncomplete } from "./export-choice.ts";
import { useExportText } from "./export-text.ts";
import type { Exporting } from "./use-exporting.ts";

const modes = ["append", "replace", "upsert"] as const;

interface ExportFormProps {
  exporting: Exporting;
  table: TableView;
  /** What stands above and below what is asked. */
  above: ComponentChildren;
  below: ComponentChildren;
}

/** Where the table goes, and how; the button stays at the bottom. */
export function ExportForm({ exporting, table, above, below }: ExportFormProps) {
  const x = useExportText();
  const [choice, setChoice] = useState(() => firstChoice(table));
  const [isExisting, setIsExisting] = useState(false);
  const { api, spreadsheets, busy, attempt } = exporting;
  const change = (some: Partial<ExportChoice>) => setChoice((now) => ({ ...now, ...some }));
  const open = (id: string) =>
    void attempt(async () => {
      const spreadsheet = await api.spreadsheet(id);
      change({ spreadsheet, sheet: spreadsheet.sheets[0]?.title ?? null });
    });
  const [first] = spreadsheets;
  return (
    <form
      class="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        void exporting.start(choice);
      }}
    >
      <main class="min-h-0 flex-1 space-y-3 overflow-y-auto p-3">
        {above}
        <fieldset>
          <legend class="mb-1 font-semibold">{x("form.where")}</legend>
          <Choice
            name="where"
            label={x("form.new")}
            checked={!isExisting}
            onChoose={() => {
              setIsExisting(false);
              change({ spreadsheet: null });
            }}
          />
          {first && (
            <Choice
              name="where"
              label={x("form.existing")}
              checked={isExisting}
              onChoose={() => {
                setIsExisting(true);
                open(first.id);
              }}
            />
          )}
        </fieldset>
        {!isExisting && (
          <Field label={x("form.title")}>
            <input
              class="field"
              maxLength={100}
              value={choice.title}
              onInput={({ currentTarget }) => change({ title: currentTarget.value })}
            />
          </Field>
        )}
        {choice.spreadsheet !== null && (
          <>
            <Field label={x("form.spreadsheet")}>
              <select
                class="field"
                value={choice.spreadsheet.id}
                onChange={({ currentTarget }) => open(currentTarget.value)}
              >
                {spreadsheets.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </select>
            </Field>
            <Field label={x("form.sheet")}>
              <select
                class="field"
                value={choice.sheet === null ? "" : `=${choice.sheet}`}
                onChange={({ currentTarget: { value } }) =>
                  change({ sheet: value === "" ? null : value.slice(1) })
                }
              >
                {choice.spreadsheet.sheets.map(({ id, title }) => (
                  <option key={id} value={`=${title}`}>
                    {title}
                  </option>
                ))}
                <option value="">{x("form.newSheet")}</option>
              </select>
            </Field>
            {choice.sheet !== null && <Mode choice={choice} table={table} onChange={change} />}
          </>
        )}
        {below}
      </main>
      <footer class="border-t border-line p-2.5">
        <button
          type="submit"
          class="button button-main w-full"
          disabled={busy || isIncomplete(choice) || isExisting !== (choice.spreadsheet !== null)}
        >
          {x("form.start", { count: table.rowCount })}
        </button>
      </footer>
    </form>
  );
}

interface ModeProps {
  choice: ExportChoice;
  table: TableView;
  onChange: (some: Partial<ExportChoice>) => void;
}

function Mode({ choice, table, onChange }: ModeProps) {
  const x = useExportText();
  return (
    <>
      <fieldset>
        <legend class="mb-1 font-semibold">{x("form.how")}</legend>
        {modes.map((mode) => (
          <Choice
            key={mode}
            name="how"
            label={x(`form.${mode}`)}
            checked={choice.mode === mode}
            onChoose={() => onChange({ mode })}
          />
        ))}
      </fieldset>
      {choice.mode === "upsert" && (
        <fieldset>
          <legend class="text-sm text-muted">{x("form.keys")}</legend>
          {table.columns.map(({ name }) => (
            <label key={name} class="flex min-h-7 items-center gap-2 break-words">
              <input
                type="checkbox"
                checked={choice.keys.includes(name)}
                onChange={({ currentTarget: { checked } }) =>
                  onChange({
                    keys: checked ? [...choice.keys, name] : choice.keys.filter((key) => key !== name),
                  })
                }
              />
              {name}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  checked: boolean;
  onChoose: () => void;
}

function Choice({ name, label, checked, onChoose }: ChoiceProps) {
  return (
    <label class="flex min-h-7 items-center gap-2">
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      {label}
    </label>
  );
}
