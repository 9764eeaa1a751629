import type { Gap } from "../../../../backend/contract/cells.ts";
import { useShown } from "../../app.ts";
import { excerpt } from "../../excerpt.ts";
import type { SourceState } from "../../hooks/use-source.ts";
import { missingRows, type TableView } from "../../table-view.ts";
import { Icon } from "../Icon.tsx";

/** Characters of the source shown around a gap, and of a gap itself. */
const around = 80;
const longest = 400;

interface LedgerProps {
  table: TableView;
  source: SourceState;
  onRecord: (row: number) => void;
}

/** Rows expected against rows got, and each stretch of the source that gave none, by its place. */
export function Ledger({ table, source, onRecord }: LedgerProps) {
  return (
    <>
      <RowCount table={table} />
      {!table.streaming && table.gaps.length > 0 && (
        <ul class="space-y-1">
          {table.gaps.slice(0, 50).map((gap) => (
            <GapItem key={`${gap.start}-${gap.afterIndex}`} gap={gap} source={source} onRecord={onRecord} />
          ))}
        </ul>
      )}
    </>
  );
}

export function RowCount({ table }: { table: TableView }) {
  const { t } = useShown();
  const { rowCount, got, expected, gaps, streaming } = table;
  const missing = streaming ? 0 : missingRows(table);
  const leftOut = streaming ? 0 : Math.max(0, got - rowCount);
  const isShort = missing > 0 || (!streaming && gaps.length > 0);
  return (
    <p class={`flex flex-wrap items-center gap-x-3 text-sm ${isShort ? "text-warn" : "text-muted"}`}>
      <span class="inline-flex items-center gap-1">
        {isShort && <Icon name="warning" size={14} />}
        {expected === null
          ? t("card.rows", { count: rowCount })
          : t("card.rowsOf", { got: rowCount, expected: Math.max(expected, rowCount) })}
      </span>
      {missing > 0 && <span>{t("table.missing", { count: missing })}</span>}
      {leftOut > 0 && <span class="text-muted">{t("table.leftOut", { count: leftOut })}</span>}
    </p>
  );
}

interface GapItemProps {
  gap: Gap;
  source: SourceState;
  onRecord: (row: number) => void;
}

function GapItem({ gap, source, onRecord }: GapItemProps) {
  const { t } = useShown();
  const end = Math.min(gap.end, gap.start + longest);
  const there = source.state === "here" ? excerpt(source.text, { ...gap, end }, around) : null;
  const number = gap.afterIndex + 1;
  const place = there && t(number > 0 ? "table.gapAfter" : "table.gapFirst", { line: there.line, number });
  return (
    <li class="text-sm text-warn">
      <details>
        <summary class="break-words">
          {place && <span class="font-medium">{place}: </span>}
          {gap.reason}
        </summary>
        {there && (
          <p class="mt-1 max-h-48 overflow-y-auto whitespace-pre-wrap break-words rounded-md bg-raised p-2 text-ink">
            {there.before}
            <mark>
              {there.quote}
              {end < gap.end && "…"}
            </mark>
            {end === gap.end && there.after}
          </p>
        )}
        {number > 0 && (
          <button type="button" class="button-text mt-1" onClick={() => onRecord(gap.afterIndex)}>
            {t("table.goTo", { number })}
          </button>
        )}
      </details>
    </li>
  );
}
