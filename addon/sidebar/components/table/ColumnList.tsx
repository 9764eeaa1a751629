import { useState } from "preact/hooks";
import { useShown } from "../../app.ts";
import type { TableEditor } from "../../hooks/use-table-change.ts";
import type { TableView } from "../../table-view.ts";
import { Ambiguities } from "./Ambiguities.tsx";
import { ColumnItem } from "./ColumnItem.tsx";

/** The table's name and its columns, each to be renamed, read as another type, moved or dropped. */
export function ColumnList({ table, editor }: { table: TableView; editor: TableEditor }) {
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
      <label class="block">
        <span class="text-sm text-muted">{t("column.title")}</span>
        <input
          class="field"
          maxLength={200}
          value={title}
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
      </label>
      {changed && (
        <button type="submit" class="button button-main" disabled={editor.busy}>
          {t("column.save")}
        </button>
      )}
    </form>
  );
}
