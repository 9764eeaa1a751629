import { useState } from "preact/hooks";
import type { ListedWrite } from "../../writes.ts";
import { useShown } from "../app.ts";
import { type FailureInfo, toFailure } from "../failure.ts";
import { continueWrite, unfinishedElsewhere } from "../resuming.ts";
import { takeBack } from "../undoing.ts";
import { WriteProgress } from "./insert/WriteProgress.tsx";
import { Problem } from "./Problem.tsx";

/** A write of another conversation that an earlier visit left in the middle. */
export function UnfinishedElsewhere() {
  const { state } = useShown();
  const { running } = state.writes;
  const elsewhere = Object.keys(running).find((tableId) => !state.thread.tables[tableId]);
  const write = elsewhere === undefined ? undefined : running[elsewhere];
  const listed = unfinishedElsewhere(state);
  return (
    <>
      {elsewhere !== undefined && write && (
        <div class="border-t border-line p-2.5">
          <p class="break-words font-semibold">{write.table.title}</p>
          <WriteProgress tableId={elsewhere} write={write} />
        </div>
      )}
      {listed && (
        <div class="border-t border-line p-2.5">
          <Unfinished write={listed} count={listed.of} />
        </div>
      )}
    </>
  );
}

/** A write in the middle: it can go on or be taken back. */
export function Unfinished({ write, count }: { write: ListedWrite; count: number | null }) {
  const { app, t } = useShown();
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const { name, nextRow: done } = write;
  return (
    <div class="space-y-1.5">
      <p class="break-words text-warn">{`${name}: ${t("insert.stopped", { done, count: count ?? done })}`}</p>
      {failure && <Problem failure={failure} />}
      <div class="flex flex-wrap gap-2">
        <button
          type="button"
          class="button button-main"
          onClick={() => {
            setFailure(null);
            continueWrite(app, write).catch((error: unknown) => setFailure(toFailure(error)));
          }}
        >
          {t("insert.continue")}
        </button>
        <button type="button" class="button button-quiet" onClick={() => void takeBack(app, write.writeId)}>
          {t("writes.undo")}
        </button>
      </div>
    </div>
  );
}
