import type { Database } from "./database.ts";
import { newestMigration } from "./migrate.ts";
import { ProblemError } from "./problem.ts";

const PATIENCE_MS = 2_000;

/**
 * Whether the database takes writes and has all that this version's migrations made: one that was restored from an
 * older backup has not. Throws `unavailable`, also where it does not answer in time.
 */
export async function requireReady(sql: Database): Promise<void> {
  const newest = await newestMigration();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(notReady("The database does not answer")), PATIENCE_MS);
  try {
    const [state] = await Promise.race([readState(sql), late.promise]);
    if (state?.isReadOnly !== false) throw notReady("The database can only be read");
    if (state.migration < newest) throw notReady("The database is older than this version of Rowsmith");
  } finally {
    clearTimeout(timer);
  }
}

function readState(sql: Database) {
  return sql<{ isReadOnly: boolean; migration: number }[]>`
    select current_setting('transaction_read_only') = 'on' as is_read_only,
      (select coalesce(max(number), 0)::int from schema_migrations) as migration`;
}

function notReady(detail: string): ProblemError {
  return new ProblemError("unavailable", { detail, retryAfter: 2 });
}
