import { Fragment } from "preact";
import { useShown } from "../../app.ts";
import type { Insertion } from "../../hooks/use-insertion.ts";
import { offeredKinds, targetOf } from "../../insert-choice.ts";
import type { TableView } from "../../table-view.ts";

/** Where the rows go, of all the ways there are. */
export function TargetChoice({ table, insertion }: { table: TableView; insertion: Insertion }) {
  const { t } = useShown();
  const { target, headers, choose, phase } = insertion;
  const inserted = insertion.gone ? null : insertion.inserted;
  return (
    <fieldset disabled={phase === "begun"}>
      <legend class="mb-1 font-semibold">{t("insert.target")}</legend>
      {offeredKinds(inserted).map((kind) => (
        <Fragment key={kind}>
          <label class="flex min-h-7 items-center gap-2">
            <input
              type="radio"
              name="target"
              checked={target?.kind === kind}
              onChange={() => choose(targetOf(kind, table.columns, headers, inserted))}
            />
            {t(`insert.${kind}`)}
          </label>
          {kind === "selection" && target?.kind === "selection" && (
            <label class="flex min-h-7 items-center gap-2 pl-6 text-muted">
              <input
                type="checkbox"
                checked={target.header}
                onChange={(event) => choose({ ...target, header: event.currentTarget.checked })}
              />
              {t("insert.header")}
            </label>
          )}
        </Fragment>
      ))}
    </fieldset>
  );
}
