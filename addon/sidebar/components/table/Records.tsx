import { useMemo, useState } from "preact/hooks";
import { useShown } from "../../app.ts";
import type { SourceState } from "../../hooks/use-source.ts";
import type { TableEditor } from "../../hooks/use-table-change.ts";
import { bindRules, brokenBy } from "../../row-rules.ts";
import { type CellPlace, isUngrounded, placesToCheck, type TableView } from "../../table-view.ts";
import { Ambiguities } from "./Ambiguities.tsx";
import { CheckBar } from "./CheckBar.tsx";
import { Ledger } from "./Ledger.tsx";
import { RecordField } from "./RecordField.tsx";
import { RuleOffers } from "./RuleOffers.tsx";

interface RecordsProps {
  table: TableView;
  source: SourceState;
  editor: TableEditor;
}

/** One record at a time, the first cell to check first. */
export function Records({ table, source, editor }: RecordsProps) {
  const { state, t } = useShown();
  const checks = useMemo(() => placesToCheck(table), [table]);
  const [chosen, setPlace] = useState<CellPlace | null>(null);
  const wanted = chosen ?? checks[0] ?? { row: 0, column: -1 };
  const place = { ...wanted, row: Math.min(wanted.row, Math.max(0, table.rowCount - 1)) };
  const row = table.rows[place.row];
  const rowId = table.rowIds[place.row];
  const rules = useMemo(() => bindRules(table.rules, table.columns), [table.rules, table.columns]);
  const hasModel = state.boot.phase === "ready" && state.boot.meta.model !== null;
  const canRedo = hasModel && source.state === "here";

  return (
    <>
      <div class="space-y-1.5 px-3 py-2 empty:hidden">
        <Ledger table={table} source={source} onRecord={(at) => setPlace({ row: at, column: -1 })} />
        {isUngrounded(table) && <p class="text-sm text-warn">{t("card.fromModel")}</p>}
        <Ambiguities table={table} editor={editor} />
        <RuleOffers table={table} />
      </div>
      {table.rowCount > 0 && <CheckBar table={table} checks={checks} place={place} onPlace={setPlace} />}
      {row && (
        <dl class="divide-y divide-line" aria-live="polite">
          {table.columns.map((column, at) => (
            <RecordField
              key={`${rowId ?? place.row}-${at}`}
              column={column}
              at={at}
              cell={row[at] ?? { value: null }}
              broken={rules.flatMap((rule) => (rule.result === at && brokenBy(rule, row)) || [])}
              rowId={rowId}
              source={source}
              editor={editor}
              canRedo={canRedo}
              isCurrent={chosen !== null && at === place.column}
            />
          ))}
        </dl>
      )}
      {row && rowId !== undefined && (
        <div class="flex flex-wrap gap-2 border-t border-line p-3">
          <button
            type="button"
            class="button button-quiet"
            disabled={editor.busy}
            onClick={() => void editor.change({ operations: [{ op: "leave-out-rows", rowIds: [rowId] }] })}
          >
            {t("table.leaveOut")}
          </button>
          {canRedo && (
            <button
              type="button"
              class="button button-quiet"
              title={t("table.redoHint")}
              disabled={editor.busy}
              onClick={() => void editor.redo(rowId)}
            >
              {t("table.redoRow")}
            </button>
          )}
        </div>
      )}
      {!row && <p class="p-3 text-muted">{t(table.rowCount === 0 ? "table.none" : "card.loading")}</p>}
      {source.state === "lost" && <p class="p-3 text-sm text-warn">{t("table.sourceLost")}</p>}
    </>
  );
}
