import { useShown } from "../app.ts";
import type { Undo } from "../sheet-writes.ts";
import { Problem } from "./Problem.tsx";

const shown = 5;

/** What an undo is doing, or did: cells that were edited since are named, with what they hold. */
export function UndoNote({ undo }: { undo: Undo }) {
  const { t } = useShown();
  const { phase, failure, conflicts, conflictCount } = undo;
  if (failure) return <Problem failure={failure} />;
  return (
    <div role="status" class="text-sm">
      <p>{t(phase === "undoing" ? "writes.undoing" : "writes.taken")}</p>
      {conflictCount > 0 && (
        <>
          <p class="text-warn">{t("writes.left", { count: conflictCount })}</p>
          <ul class="text-muted">
            {conflicts.slice(0, shown).map(({ a1, now }) => (
              <li key={a1} class="truncate">{`${a1}: ${now}`}</li>
            ))}
            {conflictCount > shown && <li>{t("insert.moreChanges", { count: conflictCount - shown })}</li>}
          </ul>
        </>
      )}
    </div>
  );
}
