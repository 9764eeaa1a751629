import { useMemo, useState } from "preact/hooks";
import type { TableVersion } from "../../../../backend/contract/table-history.ts";
import { useShown } from "../../app.ts";
import type { TableEditor } from "../../hooks/use-table-change.ts";
import { useVersions } from "../../hooks/use-versions.ts";
import type { TableView } from "../../table-view.ts";
import { Problem, ProblemAction } from "../Problem.tsx";
import { VersionDiff } from "./VersionDiff.tsx";

/** How the table came to be what it is, the newest first, and the way back to each. */
export function VersionList({ table, editor }: { table: TableView; editor: TableEditor }) {
  const { t } = useShown();
  const versions = useVersions(table.id, table.version);
  return (
    <div class="space-y-3 p-3">
      {table.version > 1 && (
        <button
          type="button"
          class="button button-quiet w-full"
          disabled={editor.busy}
          onClick={() => void editor.restore(table.version - 1)}
        >
          {t("version.undoLast")}
        </button>
      )}
      {versions.failure && (
        <Problem failure={versions.failure}>
          <ProblemAction label={t("app.retry")} onClick={versions.retry} />
        </Problem>
      )}
      <ol class="space-y-2">
        {versions.items.map((version) => (
          <VersionItem key={version.version} table={table} version={version} editor={editor} />
        ))}
      </ol>
      {versions.loading && (
        <p role="status" class="text-muted">
          {t("version.loading")}
        </p>
      )}
      {versions.more && !versions.loading && (
        <button type="button" class="button button-quiet w-full" onClick={versions.more}>
          {t("version.more")}
        </button>
      )}
    </div>
  );
}

interface VersionItemProps {
  table: TableView;
  version: TableVersion;
  editor: TableEditor;
}

function VersionItem({ table, version, editor }: VersionItemProps) {
  const { t, language } = useShown();
  const [isOpen, setOpen] = useState(false);
  const moment = useMemo(
    () => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }),
    [language],
  );
  const { version: number, making, rowCount, createdAt } = version;
  const isCurrent = number === table.version;
  return (
    <li class="rounded-lg border border-line p-2.5">
      <div class="flex items-start justify-between gap-2">
        <h2 class="font-semibold">{t("version.number", { version: number })}</h2>
        {isCurrent ? (
          <span class="rounded-full bg-tint px-2 text-sm text-on-tint">{t("version.now")}</span>
        ) : (
          <button
            type="button"
            class="button-text text-sm font-medium disabled:text-muted"
            aria-label={t("version.restoreNumber", { version: number })}
            disabled={editor.busy}
            onClick={() => void editor.restore(number)}
          >
            {t("version.restore")}
          </button>
        )}
      </div>
      <p class="text-sm text-muted">
        {making.restored === undefined
          ? t(`version.by.${making.by}`)
          : t("version.restored", { version: making.restored })}
        {` · ${t("version.rows", { count: rowCount })} · ${moment.format(new Date(createdAt))}`}
      </p>
      {number > 1 && (
        <details class="mt-1 text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary class="text-accent">{t("version.what")}</summary>
          {isOpen && <VersionDiff tableId={table.id} columns={version.columns} to={number} />}
        </details>
      )}
    </li>
  );
}
