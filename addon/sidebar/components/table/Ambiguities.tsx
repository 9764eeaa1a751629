import { useMemo } from "preact/hooks";
import { type Ambiguity, decide, findAmbiguities } from "../../ambiguity.ts";
import { useShown } from "../../app.ts";
import { useCellText } from "../../hooks/use-cell-text.ts";
import type { TableEditor } from "../../hooks/use-table-change.ts";
import type { TableView } from "../../table-view.ts";

/** What a column leaves open is decided once, for all of its cells. */
export function Ambiguities({ table, editor }: { table: TableView; editor: TableEditor }) {
  const ambiguities = useMemo(() => findAmbiguities(table), [table]);
  return (
    <>
      {ambiguities.map((ambiguity) => (
        <Question
          key={`${ambiguity.column}-${ambiguity.kind}`}
          table={table}
          ambiguity={ambiguity}
          editor={editor}
        />
      ))}
    </>
  );
}

interface QuestionProps {
  table: TableView;
  ambiguity: Ambiguity;
  editor: TableEditor;
}

function Question({ table, ambiguity, editor }: QuestionProps) {
  const { t, language } = useShown();
  const cellText = useCellText();
  const column = table.columns[ambiguity.column];
  const day = useMemo(
    () => new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" }),
    [language],
  );
  if (!column) return null;
  const { kind, name, count, readings } = ambiguity;
  const [first = "", second = ""] = readings.map((cell) =>
    kind === "date" ? day.format(new Date(String(cell.value).slice(0, 10))) : cellText(cell, column),
  );
  const choices = kind === "date" ? (["dayFirst", "monthFirst"] as const) : (["comma", "point"] as const);
  return (
    <div class="rounded-lg bg-warn-tint p-2.5">
      <p class="break-words text-sm text-warn">
        {t(`ambiguity.${kind}`, { column: name, count, first, second })}
      </p>
      <div class="mt-1.5 flex flex-wrap gap-2">
        {choices.map((choice, at) => (
          <button
            key={choice}
            type="button"
            class="button button-quiet bg-surface"
            disabled={editor.busy}
            onClick={() => void editor.change({ operations: [decide(ambiguity, column, at === 0 ? 0 : 1)] })}
          >
            {t(`ambiguity.${choice}`)}
          </button>
        ))}
      </div>
    </div>
  );
}
