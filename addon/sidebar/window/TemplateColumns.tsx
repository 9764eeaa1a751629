import { useState } from "preact/hooks";
import type { TemplateColumn } from "../../../backend/contract/templates.ts";
import { useShown } from "../app.ts";
import { Check, Field } from "../components/Field.tsx";
import { TypeSelect } from "../components/TypeSelect.tsx";
import { withField } from "./draft-body.ts";
import { useWindowText } from "./window-text.ts";

interface TemplateColumnsProps {
  columns: TemplateColumn[];
  onChange: (columns: TemplateColumn[]) => void;
}

/** The columns that a template asks for; the open one shows all that is asked of it. */
export function TemplateColumns({ columns, onChange }: TemplateColumnsProps) {
  const { t } = useShown();
  const w = useWindowText();
  const [open, setOpen] = useState<number | null>(null);
  const move = (at: number, to: number) => {
    const column = columns[at];
    if (!column) return;
    onChange(columns.toSpliced(at, 1).toSpliced(to, 0, column));
    setOpen(to);
  };
  return (
    <fieldset>
      <legend class="text-sm text-muted">{t("table.columns")}</legend>
      <ol class="divide-y divide-line rounded-lg border border-line empty:hidden">
        {columns.map((column, at) => (
          <li key={at}>
            <details
              open={open === at}
              onToggle={({ currentTarget }) => {
                if (currentTarget.open !== (open === at)) setOpen(currentTarget.open ? at : null);
              }}
            >
              <summary class="px-2.5 py-1.5 hover:bg-hover">
                <span class="inline-block w-[calc(100%-1.25rem)] break-words align-top">
                  <span class="font-medium">{column.name || "—"}</span>
                  <span class="block text-sm text-muted">
                    {column.type ? t(`type.${column.type}`) : w("template.anyType")}
                  </span>
                </span>
              </summary>
              {open === at && (
                <div class="space-y-2 border-t border-line bg-raised p-2.5">
                  <ColumnFields column={column} onChange={(next) => onChange(columns.with(at, next))} />
                  <div class="flex flex-wrap gap-2">
                    <ColumnButton
                      label={t("column.earlier")}
                      disabled={at === 0}
                      onClick={() => move(at, at - 1)}
                    />
                    <ColumnButton
                      label={t("column.later")}
                      disabled={at === columns.length - 1}
                      onClick={() => move(at, at + 1)}
                    />
                    <ColumnButton
                      label={t("column.drop")}
                      onClick={() => {
                        onChange(columns.toSpliced(at, 1));
                        setOpen(null);
                      }}
                    />
                  </div>
                </div>
              )}
            </details>
          </li>
        ))}
      </ol>
      <button
        type="button"
        class="button-text mt-1.5 text-sm font-medium"
        onClick={() => {
          onChange([...columns, { name: "" }]);
          setOpen(columns.length);
        }}
      >
        {w("template.addColumn")}
      </button>
    </fieldset>
  );
}

interface ColumnButtonProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

function ColumnButton({ label, disabled = false, onClick }: ColumnButtonProps) {
  return (
    <button type="button" class="button button-quiet" disabled={disabled} onClick={onClick}>
      {label}
    </button>
  );
}

interface ColumnFieldsProps {
  column: TemplateColumn;
  onChange: (column: TemplateColumn) => void;
}

function ColumnFields({ column, onChange }: ColumnFieldsProps) {
  const { t } = useShown();
  const w = useWindowText();
  const set = <Key extends keyof TemplateColumn>(key: Key, value: TemplateColumn[Key] | undefined) =>
    onChange(withField(column, key, value));
  return (
    <>
      <Field label={t("column.name")}>
        <input
          class="field"
          maxLength={200}
          value={column.name}
          onInput={(event) => set("name", event.currentTarget.value)}
        />
      </Field>
      <TypeSelect type={column.type} none={w("template.anyType")} onChange={(type) => set("type", type)} />
      {column.type === "enum" && (
        <Field label={t("column.options")}>
          <textarea
            class="field"
            rows={3}
            value={(column.enum ?? []).join("\n")}
            onChange={({ currentTarget: { value } }) =>
              set("enum", [...new Set(value.split("\n").flatMap((line) => line.trim() || []))])
            }
          />
        </Field>
      )}
      <Field label={w("template.description")}>
        <textarea
          class="field field-sizing-content max-h-32"
          rows={1}
          maxLength={1_000}
          value={column.description ?? ""}
          onInput={(event) => set("description", event.currentTarget.value || undefined)}
        />
      </Field>
      <div class="flex gap-2">
        <Field label={w("template.format")}>
          <input
            class="field"
            maxLength={100}
            placeholder="#,##0.00"
            value={column.format ?? ""}
            onInput={(event) => set("format", event.currentTarget.value || undefined)}
          />
        </Field>
        <Field label={w("template.width")}>
          <input
            class="field"
            type="number"
            min={20}
            max={1_000}
            value={column.width ?? ""}
            onInput={({ currentTarget: { valueAsNumber: width } }) =>
              set("width", Number.isNaN(width) ? undefined : Math.round(width))
            }
          />
        </Field>
      </div>
      <Check
        label={t("rule.required")}
        checked={column.required ?? false}
        onChange={(required) => set("required", required || undefined)}
      />
      <Check
        label={t("rule.unique")}
        checked={column.unique ?? false}
        onChange={(unique) => set("unique", unique || undefined)}
      />
    </>
  );
}
