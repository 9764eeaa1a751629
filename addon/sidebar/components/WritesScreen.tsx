import { useEffect, useState } from "preact/hooks";
import type { ListedWrite } from "../../writes.ts";
import { useShown } from "../app.ts";
import { type FailureInfo, toFailure } from "../failure.ts";
import { placeOf } from "../sheet-writes.ts";
import type { Screen } from "../state.ts";
import { listWrites } from "../undoing.ts";
import { Problem } from "./Problem.tsx";
import { TopBar } from "./TopBar.tsx";
import { UndoNote } from "./UndoNote.tsx";
import { WriteActions } from "./WriteActions.tsx";

/** The last ten inserts of this spreadsheet, each to be shown or taken back. */
export function WritesScreen({ from }: { from: Screen }) {
  const { app, state, t } = useShown();
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  useEffect(() => {
    listWrites(app).catch((error: unknown) => setFailure(toFailure(error)));
  }, [app]);
  const { list } = state.writes;
  return (
    <>
      <TopBar
        title={t("writes.title")}
        onBack={() => app.store.dispatch({ type: "screen-opened", screen: from })}
      />
      <main class="min-h-0 flex-1 overflow-y-auto px-3">
        {failure && (
          <div class="py-3">
            <Problem failure={failure} />
          </div>
        )}
        {list === null && !failure && (
          <p role="status" class="py-3 text-muted">
            {t("history.loading")}
          </p>
        )}
        {list?.length === 0 && <p class="pt-3 text-muted">{t("writes.empty")}</p>}
        {list && (
          <ul class="divide-y divide-line">
            {list.map((write) => (
              <WriteItem key={write.writeId} write={write} />
            ))}
          </ul>
        )}
      </main>
    </>
  );
}

function WriteItem({ write }: { write: ListedWrite }) {
  const { state, t, language } = useShown();
  const { writeId, name, rows: count } = write;
  const undo = state.writes.undos[writeId];
  const isRunning = Object.values(state.writes.running).some((each) => {
    return each.writeId === writeId && each.phase !== "stopped";
  });
  const time = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const at = time.format(new Date(write.at));
  const said = {
    written: null,
    unfinished: t("writes.unfinished"),
    undone: t("writes.taken"),
  }[write.state];
  return (
    <li class="space-y-1 py-2.5">
      <p class="break-words font-semibold">{name}</p>
      <p class="break-words text-sm text-muted">
        {[placeOf(write), t("card.rows", { count }), at].join(" · ")}
      </p>
      {undo ? <UndoNote undo={undo} /> : said && <p class="text-sm text-muted">{said}</p>}
      {write.state !== "undone" && undo?.phase !== "undoing" && (
        <div class="flex flex-wrap items-center gap-2">
          <WriteActions
            write={write}
            look="button button-quiet"
            undoLabel={t("writes.undoOf", { name, time: at })}
            disabled={isRunning}
          />
        </div>
      )}
    </li>
  );
}
