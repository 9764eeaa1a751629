import { useState } from "preact/hooks";
import { useShown } from "../../app.ts";
import { downloadCsv } from "../../download.ts";
import { type FailureInfo, toFailure } from "../../failure.ts";
import { useSource } from "../../hooks/use-source.ts";
import { useTable } from "../../hooks/use-table.ts";
import { useTableChange } from "../../hooks/use-table-change.ts";
import { openWindow, type WindowView } from "../../window-view.ts";
import { Icon } from "../Icon.tsx";
import { Problem, ProblemAction } from "../Problem.tsx";
import { Tabs } from "../Tabs.tsx";
import { TopBar } from "../TopBar.tsx";
import { ColumnList } from "./ColumnList.tsx";
import { Records } from "./Records.tsx";
import { VersionList } from "./VersionList.tsx";

type View = "records" | "columns" | "versions";
const views: View[] = ["records", "columns", "versions"];

/** A table with what stands behind each value, and all that a person can put right in it. */
export function TableScreen({ tableId }: { tableId: string }) {
  const shown = useShown();
  const { app, t } = shown;
  const { table, failure, retry } = useTable(tableId);
  const source = useSource(table?.messageId);
  const editor = useTableChange(tableId);
  const [view, setView] = useState<View>("records");
  const [fault, setFault] = useState<FailureInfo | null>(null);
  const openWide = (wide: WindowView, title: string) => {
    setFault(null);
    openWindow(shown, wide, title).catch((error: unknown) => setFault(toFailure(error)));
  };
  const back = () => app.store.dispatch({ type: "screen-opened", screen: { name: "chat" } });

  return (
    <>
      <TopBar title={table?.title ?? ""} onBack={back} />
      <Tabs
        label={t("table.views")}
        tabs={views.map((name) => ({ name, label: t(`table.${name}`) }))}
        current={view}
        onChoose={setView}
      />
      <main class="min-h-0 flex-1 overflow-y-auto">
        {failure && (
          <div class="p-3">
            <Problem failure={failure}>
              <ProblemAction label={t("app.retry")} onClick={retry} />
            </Problem>
          </div>
        )}
        {editor.failure && (
          <div class="p-3">
            <Problem failure={editor.failure} onClose={editor.dismiss} />
          </div>
        )}
        {fault && (
          <div class="p-3">
            <Problem failure={fault} onClose={() => setFault(null)} />
          </div>
        )}
        {table && view === "records" && <Records table={table} source={source} editor={editor} />}
        {table && view === "columns" && <ColumnList table={table} editor={editor} onWindow={openWide} />}
        {table && view === "versions" && <VersionList table={table} editor={editor} />}
      </main>
      <p
        role="status"
        class={`flex items-center justify-between gap-2 border-t border-line px-3 text-sm ${editor.busy || editor.made ? "py-1.5" : "sr-only"}`}
      >
        {editor.busy && <span class="text-muted">{t("table.saving")}</span>}
        {!editor.busy && editor.made !== null && (
          <>
            <span class="inline-flex items-center gap-1 text-good">
              <Icon name="check" size={14} />
              {t("table.saved", { version: editor.made })}
            </span>
            <button
              type="button"
              class="button-text"
              onClick={() => void editor.restore((editor.made ?? 0) - 1)}
            >
              {t("table.undo")}
            </button>
          </>
        )}
      </p>
      {table && table.rowCount > 0 && (
        <footer class="space-y-1 border-t border-line p-2.5">
          <button
            type="button"
            class="button button-main w-full"
            disabled={editor.busy}
            onClick={() =>
              app.store.dispatch({
                type: "screen-opened",
                screen: { name: "insert", tableId, from: "table" },
              })
            }
          >
            {t("table.insertRows", { count: table.rowCount })}
          </button>
          <div class="flex flex-wrap">
            <button
              type="button"
              class="button flex-auto whitespace-nowrap px-2 text-accent hover:bg-raised"
              onClick={() =>
                openWide({ kind: "table", tableId, version: table.version, rules: table.rules }, table.title)
              }
            >
              {t("table.wide")}
            </button>
            <button
              type="button"
              class="button flex-auto whitespace-nowrap px-2 text-accent hover:bg-raised"
              onClick={() =>
                app.store.dispatch({ type: "screen-opened", screen: { name: "exports", tableId } })
              }
            >
              {t("exports.open")}
            </button>
            <button
              type="button"
              class="button flex-auto whitespace-nowrap px-2 text-accent hover:bg-raised"
              aria-label={t("table.download")}
              title={t("table.download")}
              disabled={table.rows.length < table.rowCount}
              onClick={() => downloadCsv(table)}
            >
              <Icon name="download" size={16} />
              CSV
            </button>
          </div>
        </footer>
      )}
    </>
  );
}
