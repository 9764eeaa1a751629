import { useEffect, useRef } from "preact/hooks";
import type { ListedWrite } from "../../../writes.ts";
import { useShown } from "../../app.ts";
import { placeOf } from "../../sheet-writes.ts";
import { Icon } from "../Icon.tsx";
import { TopBar } from "../TopBar.tsx";
import { UndoNote } from "../UndoNote.tsx";
import { WriteActions } from "../WriteActions.tsx";

/** Where the rows are now, and the way back. */
export function Written({ write, onBack }: { write: ListedWrite; onBack: () => void }) {
  const { state, t } = useShown();
  const show = useRef<HTMLButtonElement>(null);
  useEffect(() => show.current?.focus(), []);
  const undo = state.writes.undos[write.writeId];
  const updated = write.kind === "update" || write.kind === "fill-empty" || write.kind === "upsert";
  return (
    <>
      <TopBar title={t("insert.title")} onBack={onBack} />
      <main class="flex min-h-0 flex-1 flex-col items-center gap-3 overflow-y-auto p-6 text-center">
        {undo ? (
          <UndoNote undo={undo} />
        ) : (
          <>
            <Icon name="check" size={36} class="text-good" />
            <p role="status" class="max-w-full break-words text-lg">
              {t(updated ? "insert.updated" : "card.added", { place: placeOf(write) })}
            </p>
            <div class="flex flex-wrap justify-center gap-2">
              <WriteActions write={write} look="button button-quiet" first={show} />
            </div>
          </>
        )}
      </main>
      <footer class="border-t border-line p-2.5">
        <button type="button" class="button button-main w-full" onClick={onBack}>
          {t("app.back")}
        </button>
      </footer>
    </>
  );
}
