import { useState } from "preact/hooks";
import { useShown } from "../app.ts";
import { countToCheck, needsCheck, type TableView } from "../conversation.ts";
import { csvName, toCsv } from "../csv.ts";
import { useSource } from "../hooks/use-source.ts";
import { useTable } from "../hooks/use-table.ts";
import { Icon } from "./Icon.tsx";
import { IconButton } from "./IconButton.tsx";
import { Problem, ProblemAction } from "./Problem.tsx";
import { RecordField } from "./RecordField.tsx";
import { TopBar } from "./TopBar.tsx";

/** One record at a time, each value with what stands behind it. */
export function TableScreen({ tableId }: { tableId: string }) {
  const { app, t } = useShown();
  const { table, failure, retry } = useTable(tableId);
  const source = useSource(table?.messageId);
  const [wanted, setRecord] = useState(0);
  const record = Math.min(wanted, Math.max(0, (table?.rowCount ?? 0) - 1));
  const row = table?.rows[record];
  const back = () => app.store.dispatch({ type: "screen-opened", screen: { name: "chat" } });

  return (
    <>
      <TopBar title={table?.title ?? ""} onBack={back} />
      <main class="min-h-0 flex-1 overflow-y-auto">
        {failure && (
          <div class="p-3">
            <Problem failure={failure}>
              <ProblemAction label={t("app.retry")} onClick={retry} />
            </Problem>
          </div>
        )}
        {table && <Records table={table} record={record} onRecord={setRecord} />}
        {table && row && (
          <dl class="divide-y divide-line" aria-live="polite">
            {table.columns.map((column, at) => (
              <RecordField
                key={column.name}
                column={column}
                cell={row[at] ?? { value: null }}
                source={source}
              />
            ))}
          </dl>
        )}
        {table && !row && !failure && (
          <p class="p-3 text-muted">{t(table.rowCount === 0 ? "table.none" : "card.loading")}</p>
        )}
        {source.state === "lost" && <p class="p-3 text-sm text-warn">{t("table.sourceLost")}</p>}
      </main>
      {table && table.rowCount > 0 && (
        <footer class="space-y-1 border-t border-line p-2.5">
          <button
            type="button"
            class="button button-main w-full"
            onClick={() =>
              app.store.dispatch({
                type: "screen-opened",
                screen: { name: "insert", tableId, from: "table" },
              })
            }
          >
            {t("table.insertRows", { count: table.rowCount })}
          </button>
          <button
            type="button"
            class="button w-full text-accent hover:bg-raised"
            disabled={table.rows.length < table.rowCount}
            onClick={() => download(table)}
          >
            <Icon name="download" size={16} />
            {t("table.download")}
          </button>
        </footer>
      )}
    </>
  );
}

interface RecordsProps {
  table: TableView;
  record: number;
  onRecord: (record: number) => void;
}

function Records({ table, record, onRecord }: RecordsProps) {
  const { t } = useShown();
  const toCheck = (from: number, step: 1 | -1) => {
    for (let at = from + step; at >= 0 && at < table.rows.length; at += step) {
      if (table.rows[at]?.some(needsCheck)) return at;
    }
    return null;
  };
  const previous = toCheck(record, -1);
  const next = toCheck(record, 1);
  const count = countToCheck(table);
  if (table.rowCount === 0) return null;
  return (
    <div class="sticky top-0 z-10 border-b border-line bg-surface px-1.5 py-1">
      <div class="flex items-center justify-between">
        <IconButton
          icon="left"
          label={t("table.previous")}
          disabled={record === 0}
          onClick={() => onRecord(record - 1)}
        />
        <h2 class="text-base font-semibold" aria-live="polite">
          {t("table.record", { number: record + 1, count: table.rowCount })}
        </h2>
        <IconButton
          icon="right"
          label={t("table.next")}
          disabled={record >= table.rows.length - 1}
          onClick={() => onRecord(record + 1)}
        />
      </div>
      {count === 0 && <p class="pb-1 text-center text-sm text-good">{t("table.nothingToCheck")}</p>}
      {count !== null && count > 0 && (
        <div class="flex flex-wrap items-center justify-between gap-x-2 px-1 pb-1 text-sm">
          <CheckButton label={t("table.previousCheck")} to={previous} onRecord={onRecord} />
          <CheckButton label={t("table.nextCheck")} to={next} onRecord={onRecord} />
        </div>
      )}
    </div>
  );
}

function CheckButton({
  label,
  to,
  onRecord,
}: {
  label: string;
  to: number | null;
  onRecord: (to: number) => void;
}) {
  return (
    <button
      type="button"
      class="rounded-sm py-1 text-accent disabled:text-muted disabled:opacity-60"
      disabled={to === null}
      onClick={() => to !== null && onRecord(to)}
    >
      {label}
    </button>
  );
}

function download(table: TableView): void {
  const address = URL.createObjectURL(new Blob([toCsv(table.columns, table.rows)], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = csvName(table.title);
  link.target = "_self";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
