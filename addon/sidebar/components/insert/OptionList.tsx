import type { SheetStyle, WriteOptions } from "../../../writes.ts";
import { useShown } from "../../app.ts";
import type { Insertion } from "../../hooks/use-insertion.ts";
import { urlColumns } from "../../insert-options.ts";
import type { TableView } from "../../table-view.ts";
import { Check } from "../Field.tsx";
import { NotesChoice } from "../NotesChoice.tsx";

/** How the cells are put in, beside where. */
export function OptionList({ table, insertion }: { table: TableView; insertion: Insertion }) {
  const { t } = useShown();
  const { options, plan, choose } = insertion;
  const target = plan?.target ?? insertion.target;
  if (!target) return null;
  const change = (some: WriteOptions) => choose(target, { ...options, ...some });
  const style = options.style ?? {};
  const dress = (some: SheetStyle) => change({ style: { ...style, ...some } });
  const addresses = urlColumns(table.columns);
  const joins = target.kind === "append" || target.kind === "upsert" || target.kind === "update";
  return (
    <details>
      <summary class="font-semibold">{t("insert.options")}</summary>
      <div class="mt-1 space-y-1">
        <NotesChoice value={options.notes ?? "flags"} onChange={(notes) => change({ notes })} />
        {addresses.length > 0 && (
          <Check
            label={t("insert.links")}
            checked={options.links !== undefined}
            onChange={(on) => {
              const { links: _, ...others } = options;
              choose(target, on ? { ...options, links: addresses } : others);
            }}
          />
        )}
        {joins && (
          <Check
            label={t("insert.carryDown")}
            checked={options.carryDown !== false}
            onChange={(carryDown) => change({ carryDown })}
          />
        )}
        {target.kind === "new-sheet" && (
          <>
            <Check
              label={t("insert.frozenHeader")}
              checked={style.frozenHeader !== false}
              onChange={(frozenHeader) => dress({ frozenHeader })}
            />
            <Check
              label={t("insert.banding")}
              checked={Boolean(style.banding)}
              onChange={(banding) => dress({ banding })}
            />
            <Check
              label={t("insert.wrap")}
              checked={style.wrap === true}
              onChange={(wrap) => dress({ wrap })}
            />
          </>
        )}
      </div>
    </details>
  );
}
