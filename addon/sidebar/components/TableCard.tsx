import { useEffect } from "preact/hooks";
import { useShown } from "../app.ts";
import { gapText } from "../gap-text.ts";
import { useCellText } from "../hooks/use-cell-text.ts";
import { loadRows } from "../rows.ts";
import { insertedOf, isOutdated } from "../sheet-writes.ts";
import type { Screen } from "../state.ts";
import { countToCheck, isUncountable, isUngrounded, type TableView } from "../table-view.ts";
import { Icon } from "./Icon.tsx";
import { Inserted } from "./Inserted.tsx";
import { RowCount } from "./table/Ledger.tsx";

const previewRows = 3;
const previewColumns = 3;
/** Others are read before anybody could press a button. */
const longTable = 20;

/** A table under the answer that made it: how complete, what to check, the first rows, what next. */
export function TableCard({ table }: { table: TableView }) {
  const { app, state, t } = useShown();
  const { id, streaming, rows, rowCount } = table;
  const missing = !streaming && rows.length === 0 && rowCount > 0;
  useEffect(() => {
    if (missing) loadRows(app, id, "page").catch(() => undefined);
  }, [app, id, missing]);
  const inserted = insertedOf(state.writes, id);
  const outdated = inserted !== null && isOutdated(state.writes, inserted, table);
  const running = state.writes.running[id] !== undefined;
  const insert = () => go({ name: "insert", tableId: id, from: "chat" });
  const go = (screen: Screen) => app.store.dispatch({ type: "screen-opened", screen });

  return (
    <section class="mt-2 rounded-xl border border-line" aria-label={table.title}>
      <header class="px-3 pt-2.5 pb-2">
        <h2 class="flex items-start gap-1.5 font-semibold">
          <Icon name="table" size={16} class="mt-0.5 text-good" />
          <span class="min-w-0 break-words">{table.title}</span>
        </h2>
        <Counts table={table} />
      </header>
      <Preview table={table} loading={missing} />
      {isUngrounded(table) && <p class="px-3 pt-2 text-sm text-warn">{t("card.fromModel")}</p>}
      <Inserted tableId={id} />
      {streaming && rowCount >= longTable && !running && (
        <footer class="p-2.5">
          <button type="button" class="button button-quiet" onClick={insert}>
            {t("insert.doLive")}
          </button>
        </footer>
      )}
      {!streaming && (
        <footer class="flex flex-wrap gap-2 p-2.5">
          {rowCount > 0 && !running && (
            <button
              type="button"
              class={`button ${inserted && !outdated ? "button-quiet" : "button-main"}`}
              onClick={insert}
            >
              {t(outdated ? "card.update" : "card.insert")}
            </button>
          )}
          <button
            type="button"
            class="button button-quiet"
            onClick={() => go({ name: "table", tableId: id })}
          >
            {t("card.open")}
          </button>
        </footer>
      )}
    </section>
  );
}

function Counts({ table }: { table: TableView }) {
  const { app, t } = useShown();
  const { gaps, streaming } = table;
  const screen: Screen = { name: "table", tableId: table.id };
  const toCheck = countToCheck(table);
  return (
    <>
      <div class="mt-0.5 flex flex-wrap gap-x-3 text-sm">
        <RowCount table={table} />
        {toCheck !== null && toCheck > 0 && (
          <span class="inline-flex items-center gap-1 text-warn">
            <Icon name="warning" size={14} />
            {t("card.toCheck", { count: toCheck })}
          </span>
        )}
      </div>
      {gaps.length > 0 && isUncountable(table) && (
        <button
          type="button"
          class="button-text text-sm"
          onClick={() => app.store.dispatch({ type: "screen-opened", screen })}
        >
          {t("table.unread", { count: gaps.length })}
        </button>
      )}
      {!streaming && gaps.length > 0 && !isUncountable(table) && (
        <details class="mt-1 text-sm text-warn">
          <summary>{t("card.gaps", { count: gaps.length })}</summary>
          <ul class="mt-1 list-disc pl-4">
            {gaps.slice(0, 10).map((gap) => (
              <li key={`${gap.start}-${gap.afterIndex}`} class="break-words">
                {gapText(t, gap)}
              </li>
            ))}
            {gaps.length > 10 && <li>{t("card.moreGaps", { count: gaps.length - 10 })}</li>}
          </ul>
        </details>
      )}
    </>
  );
}

function Preview({ table, loading }: { table: TableView; loading: boolean }) {
  const { t } = useShown();
  const cellText = useCellText();
  const columns = table.columns.slice(0, previewColumns);
  const left = table.columns.length - columns.length;
  if (loading) return <p class="px-3 text-sm text-muted">{t("card.loading")}</p>;
  return (
    <>
      <table class="w-full table-fixed border-y border-line text-sm">
        <thead class="bg-raised text-left">
          <tr>
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                class="truncate px-2 py-1 font-semibold first:pl-3"
                title={column.name}
              >
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, previewRows).map((row, at) => (
            <tr key={at} class="border-t border-line">
              {columns.map((column, place) => {
                const text = cellText(row[place] ?? { value: null }, column);
                const number = typeof row[place]?.value === "number";
                return (
                  <td
                    key={column.name}
                    class={`truncate px-2 py-1 first:pl-3 ${number ? "text-right" : ""}`}
                    title={text}
                  >
                    {text}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p class="px-3 pt-1 text-xs text-muted">{t("card.moreColumns", { count: left })}</p>}
    </>
  );
}
