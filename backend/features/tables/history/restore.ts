import { isDeepStrictEqual } from "node:util";
import type { Table } from "../../../contract/tables.ts";
import type { Tx } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { beginVersion, changeRows } from "../changes.ts";
import { holdForChange } from "../edits/service.ts";
import { readTable } from "../service.ts";
import { findVersion, listBegunSince, listReturning } from "./queries.ts";

const PAGE = 1_000;

/**
 * An earlier version's title, columns and rows as the next version; rows that are the same in both are not
 * written. Throws `not-found`, also for a version that there is not, `conflict` and `turn-running`.
 */
export async function restoreVersion(
  { sql, clock }: Pick<Deps, "clock"> & { sql: Tx },
  user: SignedIn,
  tableId: string,
  { version, baseVersion }: { version: number; baseVersion: number | undefined },
): Promise<Table> {
  const table = await holdForChange({ sql, user, tableId, baseVersion });
  const restored = await findVersion(sql, user.id, tableId, version);
  if (!restored) throw new ProblemError("not-found");
  if (version === table.version) return readTable({ sql }, user, tableId);

  const of = { tableId, userId: user.id, version: table.version + 1, at: clock() };
  const { messageId, title, dataType, format, columns, rowCount, making } = restored;
  const { templateId, templateVersion } = making;
  const sameColumns = isDeepStrictEqual(columns, table.columns);
  await beginVersion(sql, table, {
    ...{ ...of, messageId, title, dataType, format, columns, rowCount, ledger: restored.ledger },
    schemaVersion: table.schemaVersion + (sameColumns ? 0 : 1),
    making: {
      ...{ by: "restore", engine: null, model: null, promptHash: null, restored: version },
      ...{ templateId, templateVersion },
    },
  });
  const between = { tableId, low: version, high: table.version };
  const begun = await listBegunSince(sql, user.id, between);
  for (let at = 0; at < begun.length; at += PAGE) {
    await changeRows(sql, of, { ended: begun.slice(at, at + PAGE), begun: [] });
  }
  for (let after = -1; ; ) {
    const rows = await listReturning(sql, user.id, between, { after, limit: PAGE });
    await changeRows(sql, of, { ended: [], begun: rows });
    const last = rows.at(-1);
    if (rows.length < PAGE || last === undefined) break;
    after = last.position;
  }
  return readTable({ sql }, user, tableId);
}
