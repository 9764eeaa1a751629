import type { Database, Sql } from "./database.ts";
import type { Logger } from "./log.ts";

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;

/** Erases now and every hour what was deleted long enough ago. Returns what ends it. */
export function startErasing(
  sql: Database,
  eraseAfterDays: number,
  clock: () => Date,
  log: Logger,
): () => Promise<void> {
  const run = async () => {
    await erase(sql, eraseAfterDays, clock()).catch((error) =>
      log.warn({ err: error }, "erasing failed; it is tried again"),
    );
  };
  let running = run();
  const timer = setInterval(() => {
    running = run();
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/**
 * What a person deleted goes for good, with all that belongs to it; so do sessions and keys that nobody can use.
 * Answers with how many of each.
 */
export async function erase(sql: Sql, eraseAfterDays: number, now: Date): Promise<Record<string, number>> {
  const before = new Date(now.getTime() - eraseAfterDays * DAY_MS);
  const yesterday = new Date(now.getTime() - DAY_MS);
  const deletions = {
    accounts: sql`delete from users where deleted_at <= ${before}`,
    conversations: sql`delete from conversations where deleted_at <= ${before}`,
    tables: sql`delete from tables where deleted_at <= ${before}`,
    templates: sql`delete from templates where deleted_at <= ${before}`,
    jobs: sql`delete from jobs where deleted_at <= ${before}`,
    "API keys": sql`delete from api_keys where deleted_at <= ${before}`,
    sessions: sql`delete from sessions where least(ended_at, expires_at) <= ${before}`,
    // A deleted account's access to Google does not wait.
    "connections to Google": sql`
      delete from google_connections where user_id in (select id from users where deleted_at is not null)`,
    exports: sql`
      delete from exports where updated_at <= ${before} and status in ('complete', 'failed', 'stopped')`,
    files: sql`delete from files where expires_at <= ${now}`,
    "idempotency keys": sql`delete from idempotency_keys where created_at < ${yesterday}`,
  };
  const erased: Record<string, number> = {};
  // Each runs when it is awaited, one after the other.
  for (const [what, deletion] of Object.entries(deletions)) erased[what] = (await deletion).count;
  await sql`delete from google_consents where expires_at < ${yesterday}`;
  // A bucket that is full again says nothing.
  await sql`delete from rate_limits where full_at < now()`;
  return erased;
}
