import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ExportSchedule } from "../../../backend/contract/export-schedules.ts";
import type { Export } from "../../../backend/contract/exports.ts";
import type { GoogleConnection } from "../../../backend/contract/google.ts";
import type { SpreadsheetPage } from "../../../backend/contract/spreadsheets.ts";
import { useShown } from "../app.ts";
import { type FailureInfo, toFailure } from "../failure.ts";
import type { TableView } from "../table-view.ts";
import { type ExportChoice, exportOf, type Rhythm, scheduleOf } from "./export-choice.ts";
import { createExportsApi, type ExportsApi } from "./exports-api.ts";
import { followExport, isUnderWay } from "./follow-export.ts";

export interface Exporting {
  api: ExportsApi;
  connection: GoogleConnection | null;
  spreadsheets: SpreadsheetPage["items"];
  schedules: ExportSchedule[];
  /** The table's newest one, or null once another is to be made. */
  made: Export | null;
  /** What the export of this visit was asked to be. */
  choice: ExportChoice | null;
  busy: boolean;
  failure: FailureInfo | null;
  /** Reads again how things stand. */
  look(): Promise<void>;
  /** Runs something that is awaited; what stands in its way is shown. */
  attempt(work: () => Promise<void>): Promise<void>;
  start(choice: ExportChoice): Promise<void>;
  stop(): Promise<void>;
  resume(): Promise<void>;
  another(): void;
  repeat(rhythm: Rhythm): Promise<void>;
  unschedule(id: string): Promise<void>;
}

/** What the screen of exports shows of the server, and can do there. */
export function useExporting(table: TableView): Exporting {
  const { app } = useShown();
  const api = useMemo(() => createExportsApi(app.api.send), [app]);
  const [connection, setConnection] = useState<GoogleConnection | null>(null);
  const [spreadsheets, setSpreadsheets] = useState<SpreadsheetPage["items"]>([]);
  const [schedules, setSchedules] = useState<ExportSchedule[]>([]);
  const [made, setMade] = useState<Export | null>(null);
  const [choice, setChoice] = useState<ExportChoice | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const key = useRef({ of: "", key: "" });

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    await work().catch((error: unknown) => setFailure(toFailure(error)));
    setBusy(false);
  };
  const read = async () => {
    const now = await api.connection();
    setConnection(now);
    setSchedules(await api.schedules(table.id));
    if (now.status === "connected") setSpreadsheets(await api.spreadsheets());
  };
  const look = () => attempt(read);
  useEffect(() => {
    void attempt(async () => {
      setMade(await api.latest(table.id));
      await read();
    });
  }, [table.id]);
  const followed = made && isUnderWay(made) ? made.id : null;
  useEffect(() => {
    if (followed === null) return;
    const leaving = new AbortController();
    followExport(app.api.send, followed, { signal: leaving.signal, onChange: setMade })
      .then(() => (leaving.signal.aborted ? undefined : look()))
      .catch((error: unknown) => setFailure(toFailure(error)));
    return () => leaving.abort();
  }, [followed]);

  return {
    ...{ api, connection, spreadsheets, schedules, made, choice, busy, failure, look, attempt },
    start: (chosen) =>
      attempt(async () => {
        const body = exportOf(table, chosen);
        // The answer to the last try may have been lost: the same again is the same export.
        const of = JSON.stringify(body);
        if (key.current.of !== of) key.current = { of, key: crypto.randomUUID() };
        const begun = await api.create(body, key.current.key);
        key.current = { of: "", key: "" };
        setChoice(chosen);
        setMade(begun);
      }),
    stop: () => attempt(async () => setMade(made && (await api.stop(made.id)))),
    resume: () => attempt(async () => setMade(made && (await api.resume(made.id)))),
    another() {
      setMade(null);
      void look();
    },
    repeat: (rhythm) =>
      attempt(async () => {
        const { tableId, spreadsheetId, sheet } = made ?? {};
        if (!choice || !tableId || !spreadsheetId) return;
        const told = { tableId, spreadsheetId, sheet: sheet ?? null };
        await api.schedule(scheduleOf(choice, told, rhythm, new Date()));
        setSchedules(await api.schedules(table.id));
      }),
    unschedule: (id) =>
      attempt(async () => {
        await api.unschedule(id);
        setSchedules(await api.schedules(table.id));
      }),
  };
}
