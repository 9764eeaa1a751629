import { useState } from "preact/hooks";
import type { Column } from "../../../../backend/contract/cells.ts";
import type { TableOperation } from "../../../../backend/contract/table-edits.ts";
import { useShown } from "../../app.ts";
import { changesTo, draftOf, type Notation, notationsOf } from "../../column-change.ts";
import type { TableEditor } from "../../hooks/use-table-change.ts";
import type { MessageKey } from "../../messages.ts";
import { Field } from "../Field.tsx";
import { TypeSelect } from "../TypeSelect.tsx";

const notationTexts: Record<Notation, MessageKey> = {
  "as-found": "column.asFound",
  "day-first": "ambiguity.dayFirst",
  "month-first": "ambiguity.monthFirst",
  comma: "ambiguity.comma",
  point: "ambiguity.point",
};

interface ColumnItemProps {
  columns: Column[];
  at: number;
  editor: TableEditor;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  /** It stays open at its new place. */
  onMoved: (to: number) => void;
}

/** One column: its name and type, and behind them what can be changed of it. */
export function ColumnItem({ columns, at, editor, isOpen, onOpen, onMoved }: ColumnItemProps) {
  const { t } = useShown();
  const column = columns[at];
  if (!column) return null;
  const act = async (operation: TableOperation, after: () => void) => {
    if (await editor.change({ operations: [operation] })) after();
  };
  return (
    <li>
      <details
        open={isOpen}
        onToggle={(event) => {
          if (event.currentTarget.open !== isOpen) onOpen(event.currentTarget.open);
        }}
      >
        <summary class="px-2.5 py-2 hover:bg-hover">
          <span class="inline-block w-[calc(100%-1.25rem)] break-words align-top">
            <span class="font-medium">{column.name}</span>
            <span class="block text-sm text-muted">
              {t(`type.${column.type}`)}
              {column.origin === "derived" && ` · ${t("cell.derived")}`}
            </span>
          </span>
        </summary>
        {isOpen && (
          <div class="space-y-3 border-t border-line bg-raised p-2.5">
            <ColumnForm columns={columns} at={at} column={column} editor={editor} />
            <div class="flex flex-wrap gap-2">
              <button
                type="button"
                class="button button-quiet"
                disabled={at === 0 || editor.busy}
                onClick={() => void act({ op: "move-column", column: at, to: at - 1 }, () => onMoved(at - 1))}
              >
                {t("column.earlier")}
              </button>
              <button
                type="button"
                class="button button-quiet"
                disabled={at === columns.length - 1 || editor.busy}
                onClick={() => void act({ op: "move-column", column: at, to: at + 1 }, () => onMoved(at + 1))}
              >
                {t("column.later")}
              </button>
              <button
                type="button"
                class="button button-quiet"
                disabled={columns.length === 1 || editor.busy}
                onClick={() => void act({ op: "drop-column", column: at }, () => onOpen(false))}
              >
                {t("column.drop")}
              </button>
            </div>
          </div>
        )}
      </details>
    </li>
  );
}

interface ColumnFormProps {
  columns: Column[];
  at: number;
  column: Column;
  editor: TableEditor;
}

function ColumnForm({ columns, at, column, editor }: ColumnFormProps) {
  const { t } = useShown();
  const [draft, setDraft] = useState(() => draftOf(column));
  const notations = notationsOf(draft.type);
  const operations = changesTo(column, at, draft);
  const isTaken = columns.some(({ name }, place) => place !== at && name === draft.name.trim());
  const isReady = operations.length > 0 && !isTaken && draft.name.trim() !== "";
  return (
    <form
      class="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void editor.change({ operations });
      }}
    >
      <Field label={t("column.name")}>
        <input
          class="field"
          maxLength={200}
          value={draft.name}
          onInput={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
      </Field>
      {isTaken && (
        <p role="alert" class="text-sm text-bad">
          {t("column.twice")}
        </p>
      )}
      <TypeSelect
        type={draft.type}
        onChange={(type = draft.type) => setDraft({ ...draft, type, notation: "as-found" })}
      />
      {notations.length > 0 && (
        <Field label={t("column.read")}>
          <select
            class="field"
            value={draft.notation}
            onChange={(event) => {
              const notation = notations[event.currentTarget.selectedIndex] ?? draft.notation;
              setDraft({ ...draft, notation });
            }}
          >
            {notations.map((notation) => (
              <option key={notation} value={notation}>
                {t(notationTexts[notation])}
              </option>
            ))}
          </select>
        </Field>
      )}
      {draft.type === "enum" && (
        <Field label={t("column.options")}>
          <textarea
            class="field"
            rows={3}
            value={draft.options}
            onInput={(event) => setDraft({ ...draft, options: event.currentTarget.value })}
          />
        </Field>
      )}
      <button type="submit" class="button button-main" disabled={!isReady || editor.busy}>
        {t("column.save")}
      </button>
    </form>
  );
}
