import { useEffect, useRef, useState } from "preact/hooks";
import type { Column } from "../../../../backend/contract/cells.ts";
import { useShown } from "../../app.ts";

interface CellFormProps {
  column: Column;
  /** What the cell shows now. */
  text: string;
  busy: boolean;
  onSave: (value: string) => void;
  onCancel: () => void;
}

/** Another value, written as it would be typed into the sheet. Enter saves, Escape leaves all as it was. */
export function CellForm({ column, text, busy, onSave, onCancel }: CellFormProps) {
  const { t } = useShown();
  const [value, setValue] = useState(text);
  const field = useRef<HTMLTextAreaElement & HTMLSelectElement>(null);
  useEffect(() => field.current?.focus(), []);
  const shared = {
    ref: field,
    class: "field",
    "aria-label": t("cell.value", { column: column.name }),
    value,
  };
  const options = column.type === "enum" ? (column.enum ?? []) : [];
  return (
    <form
      class="my-1 space-y-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onCancel();
      }}
    >
      {options.length > 0 ? (
        <select {...shared} onChange={(event) => setValue(event.currentTarget.value)}>
          {[...new Set(["", text, ...options])].map((option) => (
            <option key={option} value={option}>
              {option === "" ? t("table.blank") : option}
            </option>
          ))}
        </select>
      ) : (
        <textarea
          {...shared}
          rows={1}
          class="field field-sizing-content max-h-40 resize-none"
          onInput={(event) => setValue(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
      )}
      <div class="flex gap-2">
        <button type="submit" class="button button-main" disabled={busy}>
          {t("cell.save")}
        </button>
        <button type="button" class="button button-quiet" onClick={onCancel}>
          {t("app.cancel")}
        </button>
      </div>
    </form>
  );
}
