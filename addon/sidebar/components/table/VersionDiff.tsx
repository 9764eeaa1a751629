import { useEffect, useState } from "preact/hooks";
import type { Cell, Column } from "../../../../backend/contract/cells.ts";
import type { RowChange, TableDiff } from "../../../../backend/contract/table-history.ts";
import { useShown } from "../../app.ts";
import { type FailureInfo, toFailure } from "../../failure.ts";
import { useCellText } from "../../hooks/use-cell-text.ts";
import { Problem } from "../Problem.tsx";

interface VersionDiffProps {
  tableId: string;
  columns: Column[];
  /** Held against the version before it. */
  to: number;
}

/** What a version changed, the first rows of it. */
export function VersionDiff({ tableId, columns, to }: VersionDiffProps) {
  const { app, t } = useShown();
  const [diff, setDiff] = useState<TableDiff | null>(null);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  useEffect(() => {
    app.api.diff(tableId, to - 1, to).then(setDiff, (error: unknown) => setFailure(toFailure(error)));
  }, [app, tableId, to]);
  if (failure) return <Problem failure={failure} />;
  if (!diff) {
    return (
      <p role="status" class="mt-1 text-muted">
        {t("version.loading")}
      </p>
    );
  }
  const isSame = !diff.title && diff.columns.length === 0 && diff.items.length === 0;
  return (
    <ul class="mt-1 space-y-1">
      {isSame && <li class="text-muted">{t("version.nothing")}</li>}
      {diff.title && <li>{t("diff.title", { before: diff.title.from, after: diff.title.to })}</li>}
      {diff.columns.map(({ kind, name }) => (
        <li key={name} class="break-words">
          {t(`diff.column.${kind}`, { column: name })}
        </li>
      ))}
      {diff.items.map((row) => (
        <RowLines key={row.rowId} row={row} columns={columns} />
      ))}
      {diff.nextCursor !== null && <li class="text-muted">{t("diff.more")}</li>}
    </ul>
  );
}

function RowLines({ row, columns }: { row: RowChange; columns: Column[] }) {
  const { t } = useShown();
  const show = useCellText();
  const text = (cell: Cell | null, name: string) => {
    const column = columns.find((known) => known.name === name) ?? { name, type: "text" };
    return (cell && show(cell, column)) || t("table.blank");
  };
  if (row.kind !== "changed") {
    const said = (row.to ?? row.from ?? []).map(({ value }) => value ?? "").filter((value) => value !== "");
    return <li class="break-words">{`${t(`diff.row.${row.kind}`)}: ${said.slice(0, 3).join(", ")}`}</li>;
  }
  return (
    <>
      {row.cells.map(({ column, from, to }) => (
        <li key={column} class="break-words">
          {t("diff.cell", { column, before: text(from, column), after: text(to, column) })}
        </li>
      ))}
    </>
  );
}
