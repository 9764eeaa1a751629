import type { Cell, CellStatus, Column } from "../../../backend/contract/cells.ts";
import { useShown } from "../app.ts";
import { needsCheck } from "../conversation.ts";
import { excerpt } from "../excerpt.ts";
import { useCellText } from "../hooks/use-cell-text.ts";
import type { SourceState } from "../hooks/use-source.ts";
import { Icon, type IconName } from "./Icon.tsx";

const icons: Record<CellStatus, IconName> = {
  exact: "check",
  normalised: "about",
  inferred: "think",
  "not-found": "warning",
  model: "sparkle",
};

/** Characters of the source shown around a quote, closed and opened. */
const near = 24;
const wide = 240;

interface RecordFieldProps {
  column: Column;
  cell: Cell;
  source: SourceState;
}

/** Label over value, what stands behind it, and the quote with its place in the source. */
export function RecordField({ column, cell, source }: RecordFieldProps) {
  const { t } = useShown();
  const text = useCellText()(cell, column);
  const check = needsCheck(cell);
  const known = cell.value !== null || cell.status !== undefined;
  const status = cell.status ?? "exact";
  return (
    <div class={`border-l-2 px-3 py-2 ${check ? "border-warn bg-warn-tint" : "border-transparent"}`}>
      <dt class="text-sm text-muted">{column.name}</dt>
      <dd>
        <p class="whitespace-pre-wrap break-words text-lg">
          {text === "" ? <span class="text-muted italic">{t("table.blank")}</span> : text}
        </p>
        {known && (
          <p class={`mt-0.5 flex items-center gap-1 text-sm ${check ? "text-warn" : "text-muted"}`}>
            <Icon name={icons[status]} size={14} />
            {t(`status.${status}`)}
          </p>
        )}
        {cell.flags?.map((flag) => (
          <p key={flag} class="mt-0.5 flex items-center gap-1 text-sm font-medium text-warn">
            <Icon name="warning" size={14} />
            {t(`flag.${flag}`)}
          </p>
        ))}
        <Quote cell={cell} source={source} />
      </dd>
    </div>
  );
}

function Quote({ cell, source }: { cell: Cell; source: SourceState }) {
  const { t } = useShown();
  const span = cell.spans?.[0];
  const close = source.state === "here" && span ? excerpt(source.text, span, near) : null;
  const open = source.state === "here" && span ? excerpt(source.text, span, wide) : null;
  if (!close || !open) {
    return cell.raw === undefined ? null : <p class="mt-1 break-words text-sm text-muted">“{cell.raw}”</p>;
  }
  return (
    <details class="group mt-1 text-sm text-muted">
      <summary class="break-words" title={t("table.source")}>
        <span class="mr-1.5">{t("table.line", { line: close.line })}</span>
        <span class="group-open:hidden">
          {close.before}
          <mark>{close.quote}</mark>
          {close.after}
        </span>
      </summary>
      <p class="mt-1 max-h-48 overflow-y-auto whitespace-pre-wrap break-words rounded-md bg-raised p-2">
        {open.before}
        <mark>{open.quote}</mark>
        {open.after}
      </p>
    </details>
  );
}
