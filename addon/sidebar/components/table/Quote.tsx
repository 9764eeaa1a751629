import type { Cell } from "../../../../backend/contract/cells.ts";
import { useShown } from "../../app.ts";
import { excerpt } from "../../excerpt.ts";
import type { SourceState } from "../../hooks/use-source.ts";

/** Characters of the source shown around a quote, closed and opened. */
const near = 24;
const wide = 240;

/** What the text said, highlighted in its surroundings, with its place. */
export function Quote({ cell, source }: { cell: Cell; source: SourceState }) {
  const { t } = useShown();
  const span = cell.spans?.[0];
  const close = source.state === "here" && span ? excerpt(source.text, span, near) : null;
  const open = source.state === "here" && span ? excerpt(source.text, span, wide) : null;
  if (!close || !open) {
    return cell.raw === undefined ? null : <p class="mt-1 break-words text-sm text-muted">“{cell.raw}”</p>;
  }
  const page = span?.page === undefined ? "" : `${t("cell.page", { page: span.page })}, `;
  return (
    <details class="group mt-1 text-sm text-muted">
      <summary class="break-words" title={t("table.source")}>
        <span class="mr-1.5">
          {page}
          {t("table.line", { line: close.line })}
        </span>
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
