import { useShown } from "../../app.ts";
import type { Translate } from "../../messages.ts";
import type { RunningWrite } from "../../sheet-writes.ts";
import { takeBack } from "../../undoing.ts";
import { resumeWrite, stopWrite } from "../../writing.ts";
import { Problem } from "../Problem.tsx";

/** A write on its way, or one that stopped before its end: how far it is, and what can be done about it. */
export function WriteProgress({ tableId, write }: { tableId: string; write: RunningWrite }) {
  const { app, state, t } = useShown();
  const { phase, failure, nextRow, of, unknown } = write;
  const undo = state.writes.undos[write.writeId];
  const undoing = undo?.phase === "undoing";
  const label = progressText(t, write);
  return (
    <div class="space-y-2">
      <p>{undoing ? t("writes.undoing") : label}</p>
      <progress class="w-full" aria-label={label} max={of ?? 1} value={of === null ? undefined : nextRow} />
      {failure && !undoing && <Problem failure={failure} />}
      {unknown && <p class="text-sm text-warn">{t("insert.unknown")}</p>}
      {undo?.failure && <Problem failure={undo.failure} />}
      {phase === "stopped" ? (
        <div class="flex flex-wrap gap-2">
          <button
            type="button"
            class="button button-main"
            disabled={undoing}
            onClick={() => void resumeWrite(app, tableId)}
          >
            {t(unknown ? "app.retry" : "insert.continue")}
          </button>
          {nextRow > 0 && (
            <button
              type="button"
              class="button button-quiet"
              disabled={undoing}
              onClick={() => void takeBack(app, write.writeId)}
            >
              {t("writes.undo")}
            </button>
          )}
        </div>
      ) : (
        (of === null || of > nextRow) && (
          <button
            type="button"
            class="button button-quiet"
            disabled={phase === "stopping"}
            onClick={() => stopWrite(app, tableId)}
          >
            {t("composer.stop")}
          </button>
        )
      )}
    </div>
  );
}

function progressText(t: Translate, { phase, nextRow: done, of }: RunningWrite): string {
  if (phase === "stopping") return t("chat.stopping");
  const stopped = phase === "stopped";
  if (of === null) return stopped ? t("chat.stopped") : t("chat.rowsSoFar", { count: done });
  return t(stopped ? "insert.stopped" : "insert.progress", { done, count: of });
}
