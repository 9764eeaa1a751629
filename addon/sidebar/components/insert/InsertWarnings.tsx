import { useShown } from "../../app.ts";
import type { Insertion } from "../../hooks/use-insertion.ts";
import { isOutdated, placeOf } from "../../sheet-writes.ts";
import { countToCheck, isUncountable, isUngrounded, missingRows, type TableView } from "../../table-view.ts";
import { Icon } from "../Icon.tsx";

/** What a person should know of the table before it goes into the sheet. */
export function InsertWarnings({ table, insertion }: { table: TableView; insertion: Insertion }) {
  const { state, t } = useShown();
  const { expected, got, rowCount, streaming } = table;
  const { inserted, gone, plan, target } = insertion;
  const toCheck = countToCheck(table) ?? 0;
  const place = inserted ? placeOf(inserted) : "";
  const asksAnyway = plan?.questions.some(({ code }) => code === "second-copy") ?? false;
  const older = inserted !== null && !gone && isOutdated(state.writes, inserted, table);
  const again = inserted !== null && !gone && !older && !asksAnyway && target?.kind !== "update";
  const warnings = [
    rowCount === 0 && !streaming && t("insert.nothing"),
    streaming && t("insert.live"),
    gone && t("fault.no-longer-there"),
    older && t("insert.newer", { place }),
    again && t("question.second-copy", { place }),
    !streaming && expected !== null && missingRows(table) > 0 && t("insert.partial", { got, expected }),
    isUncountable(table) && t("table.uncountable"),
    isUngrounded(table) && t("card.fromModel"),
    toCheck > 0 && t("insert.unchecked", { count: toCheck }),
  ].filter((text) => typeof text === "string");
  if (warnings.length === 0) return null;
  return (
    <ul class="space-y-1 rounded-lg bg-warn-tint p-2.5 text-sm text-warn">
      {warnings.map((text) => (
        <li key={text} class="flex gap-1.5">
          <Icon name="warning" size={16} />
          <span class="min-w-0 break-words">{text}</span>
        </li>
      ))}
    </ul>
  );
}
