import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import type { CreateExportRequest, Export, ExportEvent, ExportsQuery } from "../../../contract/exports.ts";
import type { Page } from "../../../contract/paging.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import type { Sql } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import { codeOf, ProblemError, toProblem } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import type { ServerSentEvent } from "../../../platform/sse.ts";
import { requireVersion } from "../../tables/history/service.ts";
import { readTemplate } from "../../templates/service.ts";
import { requireAccess } from "../access.ts";
import { requireConnection } from "../connection/tokens.ts";
import {
  type ExportRecord,
  findExport,
  findExports,
  insertExport,
  requestStop,
  listExports as selectExports,
  setWaiting,
} from "./queries.ts";
import type { ExportEntry } from "./start.ts";

/** `sql` is a transaction, begun once the queue was ready. */
export type Writing = Pick<Deps, "clock" | "newId" | "googleAccess" | "queue"> & { sql: Sql };
type Reading = Pick<Writing, "sql" | "googleAccess">;

const Cursor = z.tuple([z.uuid()]);
/** How often a followed export is looked at, wherever it runs: a short one is over before the pauses have grown. */
const FIRST_LOOK_MS = 20;
const LOOK_MS = 300;

/**
 * Keeps what is to be exported; it is carried out from then on. Throws `not-found`, `export-key-missing`, and what
 * stands in the way of writing at all: `google-not-configured`, `google-not-connected`, `google-consent-ended`.
 */
export async function createExport(
  { sql, clock, newId, googleAccess, queue }: Writing,
  user: SignedIn,
  { tableId, version, mode, ...options }: CreateExportRequest,
): Promise<Export> {
  const table = await requireExportable({ sql, googleAccess }, user, { tableId, version, ...options });
  const [id, entryId] = [newId(), newId()];
  await insertExport(
    sql,
    {
      ...{ id, userId: user.id, tableId, version: table.version, mode, options, entryId },
      ...{ rowsTotal: table.rowCount, spreadsheetId: options.spreadsheetId ?? null },
    },
    clock(),
  );
  await enqueue({ sql, queue }, entryId, { exportId: id, userId: user.id });
  return readExport({ sql, googleAccess }, user, id);
}

/** The version that is to be exported. Throws as `createExport` does. */
export async function requireExportable(
  { sql, googleAccess }: Pick<Writing, "sql" | "googleAccess">,
  user: SignedIn,
  {
    tableId,
    version,
    templateId,
    keys,
  }: Pick<CreateExportRequest, "tableId" | "version" | "templateId" | "keys">,
) {
  requireAccess({ googleAccess });
  await requireConnection(sql, user.id);
  const table = await requireVersion(sql, user.id, tableId, version);
  if (templateId !== undefined) await readTemplate({ sql }, user.id, templateId);
  const missing = keys?.find((key) => !table.columns.some(({ name }) => name === key));
  if (missing === undefined) return table;
  throw new ProblemError("export-key-missing", { detail: `The table has no column ${missing}` });
}

/** Those of these ids that there are. */
export async function readExports(deps: Reading, user: SignedIn, ids: string[]): Promise<Export[]> {
  if (ids.length === 0) return [];
  return (await findExports(deps.sql, user.id, ids)).map((record) => toExport(deps, record));
}

/** Newest first. */
export async function listExports(
  deps: Reading,
  user: SignedIn,
  { tableId, cursor, limit }: ExportsQuery,
): Promise<Page<Export>> {
  const [before = null] = cursor ? decodeCursor(cursor, Cursor) : [];
  const found = await selectExports(deps.sql, user.id, {
    tableId: tableId ?? null,
    before,
    limit: limit + 1,
  });
  const items = found.slice(0, limit).map((record) => toExport(deps, record));
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor([last.id]) : null };
}

/** Throws `not-found`. */
export async function readExport(deps: Reading, user: SignedIn, id: string): Promise<Export> {
  return toExport(deps, await requireExport(deps.sql, user.id, id));
}

/** After the part that is being written; what is written stays. */
export async function stopExport(
  { sql, clock, googleAccess }: Pick<Writing, "sql" | "clock" | "googleAccess">,
  user: SignedIn,
  id: string,
): Promise<Export> {
  await requireExport(sql, user.id, id);
  await requestStop(sql, user.id, id, clock());
  return readExport({ sql, googleAccess }, user, id);
}

/** Goes on after what is written. Throws `export-running` where it is not over; a complete one stays as it is. */
export async function resumeExport(
  { sql, clock, newId, queue, googleAccess }: Writing,
  user: SignedIn,
  id: string,
): Promise<Export> {
  const { status } = await requireExport(sql, user.id, id);
  if (status === "complete") return readExport({ sql, googleAccess }, user, id);
  const entryId = newId();
  const waits = await setWaiting(sql, { userId: user.id, id, entryId }, clock());
  if (!waits) throw new ProblemError("export-running");
  await enqueue({ sql, queue }, entryId, { exportId: id, userId: user.id });
  return readExport({ sql, googleAccess }, user, id);
}

function enqueue({ sql, queue }: Pick<Writing, "sql" | "queue">, id: string, data: ExportEntry) {
  return queue.send(sql, "exports", { id, data, group: data.userId });
}

/** How it stands after the change number `after`, and each time that it has changed, to its end. */
export async function* followExport(
  deps: Pick<Deps, "sql" | "newId" | "googleAccess">,
  of: { userId: string; id: string; after: number },
  signal: AbortSignal,
): AsyncGenerator<ServerSentEvent[]> {
  let pause = FIRST_LOOK_MS;
  for (let last = of.after; !signal.aborted; pause = Math.min(LOOK_MS, pause * 2)) {
    const record = await requireExport(deps.sql, of.userId, of.id);
    const isOver = record.status !== "waiting" && record.status !== "running";
    if (record.seq > last || isOver) {
      last = record.seq;
      const { type, ...data } = toEvent(deps, record);
      yield [{ id: last, event: type, data }];
    }
    if (isOver) return;
    await wait(pause, undefined, { signal }).catch(() => {});
  }
}

function toEvent(deps: Reading & Pick<Deps, "newId">, record: ExportRecord): ExportEvent {
  const shown = toExport(deps, record);
  if (record.status !== "failed" || record.problem === null) {
    const isOver = record.status === "complete" || record.status === "stopped";
    return { type: isOver ? "export-end" : "export-progress", export: shown };
  }
  const { code, detail } = record.problem;
  const options = detail === undefined ? {} : { detail };
  return { type: "export-error", export: shown, problem: toProblem(codeOf(code), deps.newId(), options) };
}

async function requireExport(sql: Sql, userId: string, id: string): Promise<ExportRecord> {
  const found = await findExport(sql, userId, id);
  if (found === undefined) throw new ProblemError("not-found");
  return found;
}

function toExport({ googleAccess }: Reading, record: ExportRecord): Export {
  const { id, tableId, version, mode, status, spreadsheetId, sheet, problem, retryable } = record;
  const documents = googleAccess?.documentsUrl ?? "https://docs.google.com";
  return {
    ...{ id, tableId, version, mode, status, spreadsheetId, sheet: sheet || null },
    url: spreadsheetId === null ? null : `${documents}/spreadsheets/d/${spreadsheetId}/edit`,
    ...{ rowsDone: record.rowsDone, rowsTotal: record.rowsTotal },
    ...{ partsDone: record.partsDone, partsTotal: record.partsTotal, problem, retryable },
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}
