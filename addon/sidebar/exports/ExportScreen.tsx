import { useShown } from "../app.ts";
import { Problem, ProblemAction } from "../components/Problem.tsx";
import { TopBar } from "../components/TopBar.tsx";
import type { TableView } from "../table-view.ts";
import { ConnectGoogle } from "./ConnectGoogle.tsx";
import { ExportForm } from "./ExportForm.tsx";
import { ExportProgress } from "./ExportProgress.tsx";
import { useExportText } from "./export-text.ts";
import { Schedules } from "./Schedules.tsx";
import { useExporting } from "./use-exporting.ts";

/** A table into Google Sheets by the server: where to, how far it is, and when it is done again. */
export function ExportScreen() {
  const { app, state, t } = useShown();
  const { screen, thread } = state;
  const table = screen.name === "exports" ? thread.tables[screen.tableId] : undefined;
  const back = () =>
    app.store.dispatch({
      type: "screen-opened",
      screen: table ? { name: "table", tableId: table.id } : { name: "chat" },
    });
  return (
    <>
      <TopBar title={t("exports.open")} onBack={back} />
      {table && <TableExport key={table.id} table={table} />}
    </>
  );
}

function TableExport({ table }: { table: TableView }) {
  const { t } = useShown();
  const x = useExportText();
  const exporting = useExporting(table);
  const { connection, made, failure, schedules } = exporting;
  const isShut = connection !== null && connection.status !== "connected";
  const above = (
    <>
      <p class="break-words font-semibold">{table.title}</p>
      {failure && (
        <Problem failure={failure}>
          <ProblemAction label={t("app.retry")} onClick={() => void exporting.look()} />
        </Problem>
      )}
    </>
  );
  const below = schedules.length > 0 && <Schedules exporting={exporting} />;
  if (connection && !isShut && !made) {
    return <ExportForm exporting={exporting} table={table} above={above} below={below} />;
  }
  return (
    <main class="min-h-0 flex-1 space-y-3 overflow-y-auto p-3">
      {above}
      {!connection && !failure && (
        <p role="status" class="text-muted">
          {x("looking")}
        </p>
      )}
      {connection && isShut && <ConnectGoogle exporting={exporting} connection={connection} />}
      {connection && made && <ExportProgress exporting={exporting} made={made} />}
      {below}
    </main>
  );
}
