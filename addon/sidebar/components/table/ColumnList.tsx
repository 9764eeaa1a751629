import { useState } from "preact/hooks";
import { useShown } from "../../app.ts";
import type { TableEditor } from "../../hooks/use-table-change.ts";
import type { TableView } from "../../table-view.ts";
import { draftOfTable } from "../../template-draft.ts";
import type { WindowView } from "../../window-view.ts";
import { Field } from "../Field.tsx";
import { Icon } from "../Icon.tsx";
import { Ambiguities } from "./Ambiguities.tsx";
import { ColumnItem } from "./ColumnItem.tsx";

interface ColumnListProps {
  table: TableView;
  editor: TableEditor;
  onWindow: (view: WindowView, title: string) => void;
}

/** The table's name and its columns, each to be renamed, read as another type, moved or dropped. */
export function ColumnList({ table, editor, onWindow }: ColumnListProps) {
  const { t } = useShown();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <div class="space-y-3 p-3">
      <TitleForm key={table.version} table={table} editor={editor} />
      <Ambiguities table={table} editor={editor} />
      <p class="text-sm text-muted">{t("column.hint")}</p>
      <ol class="divide-y divide-line rounded-lg border border-line">
        {table.columns.map((column, at) => (
          <ColumnItem
            key={`${table.version}-${column.name}`}
            columns={table.columns}
            at={at}
            editor={editor}
            isOpen={open === at}
            onOpen={(isOpen) => setOpen(isOpen ? at : null)}
            onMoved={setOpen}
          />
        ))}
      </ol>
      <button
        type="button"
        class="button button-quiet w-full"
        onClick={() => onWindow({ kind: "template", draft: draftOfTable(table) }, t("template.list"))}
      >
        <Icon name="template" size={16} />
        {t("template.fromTable")}
      </button>
    </div>
  );
}

function TitleForm({ table, editor }: { table: TableView; editor: TableEditor }) {
  const { t } = useShown();
  const [title, setTitle] = useState(table.title);
  const changed = title.trim() !== "" && title.trim() !== table.title;
  return (
    <form
      class="space-y-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) void editor.change({ title: title.trim() });
      }}
    >
      <Field label={t("column.title")}>
        <input
          class="field"
          maxLength={200}
          value={title}
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
      </Field>
      {changed && (
        <button type="submit" class="button button-main" disabled={editor.busy}>
          {t("column.save")}
        </button>
      )}
    </form>
  );
}
