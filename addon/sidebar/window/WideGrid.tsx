import { useEffect, useRef, useState } from "preact/hooks";
import type { Cell, Column } from "../../../backend/contract/cells.ts";
import type { Table } from "../../../backend/contract/tables.ts";
import { useShown } from "../app.ts";
import { Icon } from "../components/Icon.tsx";
import { useWindowText } from "./window-text.ts";

export interface WideRow {
  /** In the table, from 1. */
  number: number;
  cells: Cell[];
  /** As the sheet will show them. */
  shown: string[];
  /** By column. */
  checks: boolean[];
}

const rowHeight = 28;
/** Rows kept above and below what is seen. */
const spare = 20;
const numberWidth = 56;
const narrow = new Set<Column["type"]>(["integer", "number", "percent", "currency", "date", "time"]);
const numeric = new Set<Column["type"]>(["integer", "number", "percent", "currency", "duration"]);

/** Only the rows in sight are in the page, so that a hundred thousand scroll as ten do. */
export function WideGrid({ table, rows }: { table: Table; rows: WideRow[] }) {
  const t = useWindowText();
  const frame = useRef<HTMLElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const look = () => {
    const element = frame.current;
    if (element) setSeen({ top: element.scrollTop, height: element.clientHeight });
  };
  useEffect(() => {
    look();
    globalThis.addEventListener("resize", look);
    return () => globalThis.removeEventListener("resize", look);
  }, []);
  const first = Math.max(0, Math.floor(seen.top / rowHeight) - spare);
  const last = Math.min(rows.length, Math.ceil((seen.top + seen.height) / rowHeight) + spare);
  const widths = table.columns.map(({ type }) => (narrow.has(type) ? 112 : 176));
  const width = widths.reduce((sum, each) => sum + each, numberWidth);
  return (
    <main class="flex min-h-0 flex-1">
      <section
        ref={frame}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        aria-label={t("wide.rows", { title: table.title })}
        class="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2"
        onScroll={look}
      >
        <table
          class="table-fixed border-separate border-spacing-0"
          style={{ width: `${width}px` }}
          aria-rowcount={rows.length + 1}
        >
          <colgroup>
            <col style={{ width: `${numberWidth}px` }} />
            {widths.map((each, at) => (
              <col key={at} style={{ width: `${each}px` }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              <th
                scope="col"
                class="sticky top-0 left-0 z-20 border-r border-b border-line bg-raised px-2 py-1 text-right text-sm text-muted"
              >
                {t("wide.row")}
              </th>
              {table.columns.map(({ name }, at) => (
                <th
                  key={at}
                  scope="col"
                  class="sticky top-0 z-10 truncate border-r border-b border-line bg-raised px-2 py-1 text-left font-semibold"
                  title={name}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Spacer rows={first} />
            {rows.slice(first, last).map((row, at) => (
              <Row key={row.number} row={row} index={first + at + 2} columns={table.columns} />
            ))}
            <Spacer rows={rows.length - last} />
          </tbody>
        </table>
      </section>
    </main>
  );
}

/** As high as the rows that are not in the page. */
function Spacer({ rows }: { rows: number }) {
  return rows > 0 ? <tr style={{ height: `${rows * rowHeight}px` }} /> : null;
}

function Row({ row, index, columns }: { row: WideRow; index: number; columns: Column[] }) {
  const { t } = useShown();
  return (
    <tr aria-rowindex={index} style={{ height: `${rowHeight}px` }}>
      <th
        scope="row"
        class="sticky left-0 border-r border-b border-line bg-raised px-2 text-right text-sm text-muted"
      >
        {row.number}
      </th>
      {columns.map(({ type }, at) => {
        const cell = row.cells[at] ?? { value: null };
        const check = row.checks[at] ?? false;
        const said = check
          ? [
              ...(cell.flags ?? []).map((flag) => t(`flag.${flag}`)),
              t(
                cell.flags || cell.status === "not-found"
                  ? `status.${cell.status ?? "exact"}`
                  : "flag.failed-rule",
              ),
            ]
          : [];
        const text = row.shown[at] ?? "";
        return (
          <td
            key={at}
            class={`truncate border-r border-b border-line px-2 ${numeric.has(type) ? "text-right tabular-nums" : ""} ${check ? "bg-warn-tint" : ""}`}
            title={[text, ...said].join("\n")}
          >
            {check && (
              <>
                <Icon name="warning" size={12} class="mr-1 inline text-warn" />
                <span class="sr-only">{`${said.join(", ")}: `}</span>
              </>
            )}
            {text}
          </td>
        );
      })}
    </tr>
  );
}
