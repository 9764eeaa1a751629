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
  if (write) {
    return (
      <div class="px-3 pt-2">
        <WriteProgress tableId={tableId} write={write} />
      </div>
    );
  }
  if (!newest) return null;
  const undo = undos[newest.writeId];
  if (undo) {
    return (
      <div class="px-3 pt-2">
        <UndoNote undo={undo} />
      </div>
    );
  }
  if (newest.state === "undone") return null;
  const table = state.thread.tables[tableId];
  if (isUnfinished(newest, table)) {
    return (
      <div class="px-3 pt-2">
        <Unfinished write={newest} count={newest.of ?? table?.rowCount ?? null} />
      </div>
    );
  }
  return (
    <p class="flex flex-wrap items-center gap-x-3 px-3 pt-2 text-sm text-good">
      <span class="inline-flex min-w-0 items-start gap-1">
        <Icon name="check" size={16} />
        <span class="min-w-0 break-words">{t("card.added", { place: placeOf(newest) })}</span>
      </span>
      <WriteActions write={newest} look="button-text" />
    </p>
  );
}
