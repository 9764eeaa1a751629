import { useShown } from "../app.ts";
import { isUnfinished, placeOf } from "../sheet-writes.ts";
import { Icon } from "./Icon.tsx";
import { WriteProgress } from "./insert/WriteProgress.tsx";
import { UndoNote } from "./UndoNote.tsx";
import { Unfinished } from "./Unfinished.tsx";
import { WriteActions } from "./WriteActions.tsx";

/** Where a table's rows are in the sheet, or how far they are on their way. */
export function Inserted({ tableId }: { tableId: string }) {
  const { state, t } = useShown();
  const { list, running, undos } = state.writes;
  const write = running[tableId];
  const newest = list?.find(({ table }) => table?.id === tableId);
  const undo = newest && undos[newest.writeId];
  const table = state.thread.tables[tableId];
  const onItsWay = write ? (
    <WriteProgress tableId={tableId} write={write} />
  ) : undo ? (
    <UndoNote undo={undo} />
  ) : newest && isUnfinished(newest, table) ? (
    <Unfinished write={newest} count={newest.of ?? table?.rowCount ?? null} />
  ) : null;
  if (onItsWay) return <div class="px-3 pt-2">{onItsWay}</div>;
  if (!newest || newest.state === "undone") return null;
  return (
    <p class="flex flex-wrap items-center gap-x-3 px-3 pt-2 text-sm text-good">
      <span class="inline-flex min-w-0 items-start gap-1">
        <Icon name="check" size={16} />
        <span class="min-w-0 break-words">{t("card.added", { place: placeOf(newest) })}</span>
      </span>
      <span class="flex gap-x-3">
        <WriteActions write={newest} look="button-text" />
      </span>
    </p>
  );
}
