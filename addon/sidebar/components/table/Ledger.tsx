import type { Gap, Span } from "../../../../backend/contract/cells.ts";
import { useShown } from "../../app.ts";
import { excerpt } from "../../excerpt.ts";
import { gapText } from "../../gap-text.ts";
import type { SourceState } from "../../hooks/use-source.ts";
import { isUncountable, missingRows, type TableView } from "../../table-view.ts";
import { Icon } from "../Icon.tsx";

/** Characters of the source shown around a gap, and of a gap itself. */
const around = 80;
const longest = 400;
/** And of one that is named by what stands there. */
const glance = 60;

interface LedgerProps {
  table: TableView;
  source: SourceState;
  onRecord: (row: number) => void;
}

/** Rows expected against rows got, and each stretch of the source that gave none, by its place. */
export function Ledger({ table, source, onRecord }: LedgerProps) {
  const { t } = useShown();
  const uncountable = isUncountable(table);
  const gaps = table.streaming ? [] : table.gaps;
  const unread = uncountable ? gaps : table.unread.map(toGap);
  const list = (gaps: Gap[], isUnread: boolean) => (
    <ul class="space-y-1">
      {gaps.slice(0, 51).map((gap) => (
        <GapItem key={`${gap.start}-${gap.afterIndex}`} {...{ gap, isUnread, source, onRecord }} />
      ))}
    </ul>
  );
  return (
    <>
      <RowCount table={table} />
      {uncountable && <p class="text-sm text-muted">{t("table.uncountable")}</p>}
      {!uncountable && gaps.length > 0 && list(gaps, false)}
      {unread.length > 0 && (
        <details class="text-sm">
          <summary class="text-accent">{t("table.unread", { count: unread.length })}</summary>
          <div class="mt-1">{list(unread, true)}</div>
        </details>
      )}
    </>
  );
}

function toGap(span: Span): Gap {
  return { ...span, afterIndex: -1, reason: "", code: "unread" };
}

export function RowCount({ table }: { table: TableView }) {
  const { t } = useShown();
  const { rowCount, got, expected, gaps, streaming } = table;
  const missing = streaming ? 0 : missingRows(table);
  const leftOut = streaming ? 0 : Math.max(0, got - rowCount);
  const uncountable = isUncountable(table);
  const isShort = missing > 0 || (!streaming && !uncountable && gaps.length > 0);
  return (
    <p class={`flex flex-wrap items-center gap-x-3 text-sm ${isShort ? "text-warn" : "text-muted"}`}>
      <span class="inline-flex items-center gap-1">
        {isShort && <Icon name="warning" size={14} />}
        {expected === null
          ? t("card.rows", { count: rowCount })
          : t("card.rowsOf", { got: rowCount, expected: Math.max(expected, rowCount) })}
      </span>
      {uncountable && <span>{t("table.notCountable")}</span>}
      {missing > 0 && <span>{t("table.missing", { count: missing })}</span>}
      {leftOut > 0 && <span class="text-muted">{t("table.leftOut", { count: leftOut })}</span>}
    </p>
  );
}

interface GapItemProps {
  gap: Gap;
  /** Of a text whose records nobody can count: what stands there says more than why it is told. */
  isUnread: boolean;
  source: SourceState;
  onRecord: (row: number) => void;
}

function GapItem({ gap, isUnread, source, onRecord }: GapItemProps) {
  const { t } = useShown();
  const end = Math.min(gap.end, gap.start + longest);
  const there = source.state === "here" ? excerpt(source.text, { ...gap, end }, around) : null;
  const number = gap.afterIndex + 1;
  const told = isUnread ? "table.line" : number > 0 ? "table.gapAfter" : "table.gapFirst";
  const place = there && t(told, { line: there.line, number });
  return (
    <li class={`text-sm ${isUnread ? "text-muted" : "text-warn"}`}>
      <details>
        <summary class="break-words">
          {place && <span class="font-medium">{place}: </span>}
          {isUnread && there ? there.quote.trim().slice(0, glance) : gapText(t, gap)}
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
        {number > 0 && !isUnread && (
          <button type="button" class="button-text mt-1" onClick={() => onRecord(gap.afterIndex)}>
            {t("table.goTo", { number })}
          </button>
        )}
      </details>
    </li>
  );
}
