import type { Column } from "../../../backend/contract/cells.ts";
import { useShown } from "../app.ts";
import { Field } from "../components/Field.tsx";
import { IconButton } from "../components/IconButton.tsx";
import { TypeSelect } from "../components/TypeSelect.tsx";
import { usePages } from "../hooks/use-pages.ts";
import type { JobDraft } from "./job-draft.ts";
import { useJobText } from "./job-text.ts";

interface OutputColumnsProps {
  draft: JobDraft;
  /** Of the sheet's table. */
  headers: string[];
  onChange: (some: Partial<JobDraft>) => void;
}

/** Where the results go: columns of the sheet or new ones, each with its type, or those of a template. */
export function OutputColumns({ draft, headers, onChange }: OutputColumnsProps) {
  const { app } = useShown();
  const j = useJobText();
  const { items: templates } = usePages((cursor) => app.api.templates(cursor), []);
  const { columns, template } = draft;
  return (
    <fieldset class="space-y-2">
      <legend class="mb-1 font-semibold">{j("instruction.outputs")}</legend>
      {templates.length > 0 && (
        <Field label={j("instruction.template")}>
          <select
            class="field"
            value={template?.id ?? ""}
            onChange={({ currentTarget: { value } }) =>
              onChange({ template: templates.find(({ id }) => id === value) ?? null })
            }
          >
            <option value="">{j("instruction.ownColumns")}</option>
            {templates.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      )}
      {template ? (
        <p class="text-muted">{template.columns.map(({ name }) => name).join(", ")}</p>
      ) : (
        <>
          {columns.map((column, at) => (
            <OutputColumn
              key={at}
              number={at + 1}
              column={column}
              headers={headers}
              onChange={(changed) => onChange({ columns: columns.with(at, changed) })}
              onRemove={columns.length > 1 ? () => onChange({ columns: columns.toSpliced(at, 1) }) : null}
            />
          ))}
          <button
            type="button"
            class="button-text text-sm font-medium"
            onClick={() => onChange({ columns: [...columns, { name: "", type: "text" }] })}
          >
            {j("instruction.add")}
          </button>
        </>
      )}
    </fieldset>
  );
}

interface OutputColumnProps {
  number: number;
  column: Column;
  headers: string[];
  onChange: (column: Column) => void;
  onRemove: (() => void) | null;
}

function OutputColumn({ number, column, headers, onChange, onRemove }: OutputColumnProps) {
  const j = useJobText();
  const list = `job-headers-${number}`;
  const isThere = headers.includes(column.name.trim());
  return (
    <fieldset
      aria-label={j("instruction.output", { number })}
      class="space-y-2 rounded-lg border border-line p-2.5"
    >
      <div class="flex items-center gap-1">
        <div class="min-w-0 flex-1">
          <Field label={j("instruction.name")}>
            <input
              class="field"
              list={list}
              maxLength={200}
              value={column.name}
              onInput={({ currentTarget: { value } }) => onChange({ ...column, name: value })}
            />
          </Field>
        </div>
        {onRemove && (
          <IconButton
            icon="close"
            label={j("instruction.remove", { name: column.name || j("instruction.output", { number }) })}
            onClick={onRemove}
          />
        )}
      </div>
      <datalist id={list}>
        {headers.map((header) => (
          <option key={header} value={header} />
        ))}
      </datalist>
      {column.name.trim() !== "" && (
        <p class="text-sm text-muted">{j(isThere ? "instruction.existing" : "instruction.new")}</p>
      )}
      <TypeSelect type={column.type} onChange={(type = "text") => onChange(typed(column, type))} />
      {column.type === "enum" && (
        <Field label={j("instruction.options")}>
          <textarea
            class="field"
            rows={3}
            value={(column.enum ?? []).join("\n")}
            onChange={({ currentTarget: { value } }) =>
              onChange({
                ...column,
                enum: [...new Set(value.split("\n").flatMap((line) => line.trim() || []))],
              })
            }
          />
        </Field>
      )}
    </fieldset>
  );
}

function typed({ enum: options, ...column }: Column, type: Column["type"]): Column {
  return { ...column, type, ...(type === "enum" && options ? { enum: options } : {}) };
}
