import { fillAccount } from "../../testing/large-account.ts";
import { percentile } from "./drive.ts";
import { type Field, ms } from "./field.ts";

const SIZE = { conversations: 10_000, tables: 100, rows: 10_000 };
/** Asked one after the other; where there is a next page it is the next that is asked for. */
const PAGES = 60;

/** Pages of 100 out of an account of years: how long the slowest of twenty takes. */
export async function pages({ rowsmith }: Field): Promise<void> {
  // The first person's account holds what other parts put into it.
  const [, ask] = await rowsmith.asks(2);
  if (ask === undefined) return;
  const headers = { Authorization: String(ask.headers.authorization) };
  const api = `${rowsmith.server.url}api/v1`;
  const read = async (path: string) => {
    const response = await fetch(`${api}${path}`, { headers });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}`);
    return (await response.json()) as { id?: string; items?: unknown[]; nextCursor?: string | null };
  };
  const sql = rowsmith.openDatabase();
  const { id: userId = "" } = await read("/auth/me");
  const tableId = await fillAccount(sql, userId, SIZE);
  await sql.end();
  const lists = {
    conversations: "/chat/conversations?",
    "conversations, by a word": "/chat/conversations?q=conversation 99&",
    tables: "/tables?",
    "tables, by a common word": "/tables?q=name&",
    "tables, by a rare word": "/tables?q=9999&",
    "tables, by two words": "/tables?q=name 77&",
    rows: `/tables/${tableId}/rows?`,
    versions: `/tables/${tableId}/versions?`,
    diff: `/tables/${tableId}/diff?from=1&to=2&`,
    "diff by a key": `/tables/${tableId}/diff?from=1&to=2&key=No&`,
  };
  console.info(
    `\nPages of 100 in an account of ${SIZE.conversations} conversations and ${SIZE.tables * SIZE.rows} rows: p95 of ${PAGES}`,
  );
  for (const [name, path] of Object.entries(lists)) {
    const took: number[] = [];
    let cursor: string | null | undefined;
    let found = 0;
    for (let page = 0; page < PAGES; page += 1) {
      const started = performance.now();
      const answer = await read(`${path}limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
      took.push(performance.now() - started);
      cursor = answer.nextCursor;
      found += answer.items?.length ?? 0;
    }
    console.info(`  ${name.padEnd(26)} ${ms(percentile(took, 95))} (${Math.round(found / PAGES)} a page)`);
  }
}
