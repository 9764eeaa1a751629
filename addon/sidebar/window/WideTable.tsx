import { useMemo, useState } from "preact/hooks";
import type { Cell } from "../../../backend/contract/cells.ts";
import { useShown } from "../app.ts";
import { Check } from "../components/Field.tsx";
import { Problem, ProblemAction } from "../components/Problem.tsx";
import { useCellText } from "../hooks/use-cell-text.ts";
import { bindRules, brokenBy } from "../row-rules.ts";
import { needsCheck } from "../table-view.ts";
import type { WindowView } from "../window-view.ts";
import { closeWindow } from "./close-window.ts";
import { useWideTable } from "./use-wide-table.ts";
import { WideGrid, type WideRow } from "./WideGrid.tsx";
import { useWindowText } from "./window-text.ts";

type WideTableProps = Extract<WindowView, { kind: "table" }>;

/** The whole table at once, to be looked through: by a word, or only what is to be checked. */
export function WideTable({ tableId, version, rules }: WideTableProps) {
  const { t: shared } = useShown();
  const t = useWindowText();
  const cellText = useCellText();
  const { table, rows, complete, failure, retry } = useWideTable(tableId, version);
  const [wanted, setWanted] = useState("");
  const [onlyChecks, setOnlyChecks] = useState(false);
  const columns = table?.columns ?? [];
  const all = useMemo(() => {
    const bound = bindRules(rules, columns);
    return rows.map(({ cells }, at): WideRow => {
      const broken = bound.filter((rule) => brokenBy(rule, cells)).map(({ result }) => result);
      return {
        number: at + 1,
        cells,
        shown: columns.map((column, place) => cellText(cells[place] ?? blank, column)),
        checks: cells.map((cell, place) => needsCheck(cell) || (broken.includes(place) && !cell.confirmed)),
      };
    });
  }, [rows, columns, rules, cellText]);
  const word = wanted.trim().toLowerCase();
  const found = useMemo(
    () =>
      all.filter(
        ({ shown, checks }) =>
          (!onlyChecks || checks.includes(true)) &&
          (word === "" || shown.some((text) => text.toLowerCase().includes(word))),
      ),
    [all, word, onlyChecks],
  );
  return (
    <div class="flex h-dvh flex-col">
      <header class="flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-line px-4 py-2">
        <h1 class="sr-only">{t("wide.rows", { title: table?.title ?? "" })}</h1>
        <input
          type="search"
          class="field max-w-60"
          placeholder={t("wide.search")}
          aria-label={t("wide.search")}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
        <Check label={t("wide.toCheck")} checked={onlyChecks} onChange={setOnlyChecks} />
        <p role="status" class="ml-auto text-muted">
          {complete ? t("wide.found", { count: found.length }) : t("wide.loading", { count: rows.length })}
        </p>
        <button type="button" class="button button-quiet" onClick={closeWindow}>
          {t("window.close")}
        </button>
      </header>
      {failure && (
        <div class="p-4">
          <Problem failure={failure}>
            <ProblemAction label={shared("app.retry")} onClick={retry} />
          </Problem>
        </div>
      )}
      {table && <WideGrid key={`${word} ${onlyChecks}`} table={table} rows={found} />}
    </div>
  );
}

const blank: Cell = { value: null };
