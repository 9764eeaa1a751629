import type { Sql } from "../../../platform/database.ts";
import { toStoredJson } from "../../../platform/stored-json.ts";

/** Adds to each word's uses, or takes from them; a word that nothing uses any more is forgotten. */
export async function addWordUses(
  sql: Sql,
  { userId, tableId }: { userId: string; tableId: string },
  deltas: { word: string; uses: number }[],
): Promise<void> {
  const [more, fewer] = [deltas.filter(({ uses }) => uses > 0), deltas.filter(({ uses }) => uses < 0)];
  if (more.length > 0) {
    await sql`
      insert into table_words (table_id, word, user_id, uses)
      select ${tableId}::uuid, delta.word, ${userId}::uuid, delta.uses
      from jsonb_to_recordset(${toStoredJson(more)}::text::jsonb) as delta (word text, uses integer)
      on conflict (table_id, word) do update set uses = table_words.uses + excluded.uses`;
  }
  if (fewer.length === 0) return;
  const list = toStoredJson(fewer);
  await sql`
    delete from table_words w
    using jsonb_to_recordset(${list}::text::jsonb) as delta (word text, uses integer)
    where w.user_id = ${userId} and w.table_id = ${tableId} and w.word = delta.word
      and w.uses + delta.uses <= 0`;
  await sql`
    update table_words w set uses = w.uses + delta.uses
    from jsonb_to_recordset(${list}::text::jsonb) as delta (word text, uses integer)
    where w.user_id = ${userId} and w.table_id = ${tableId} and w.word = delta.word`;
}

/** Greater than any character that a word can begin with. */
const LAST = "\u{10FFFF}";

const beginsWith = (sql: Sql, prefix: string) => sql`word >= ${prefix} and word < ${prefix + LAST}`;

/** How many words of the person's tables begin so, at most `limit`. */
export const countedWords = (sql: Sql, userId: string, prefix: string, limit: number) => sql`
  select count(*)::int as count from (
    select from table_words where user_id = ${userId} and ${beginsWith(sql, prefix)} limit ${limit}) found`;

export async function countWords(sql: Sql, userId: string, prefix: string, limit: number): Promise<number> {
  const [found] = await sql<{ count: number }[]>`${countedWords(sql, userId, prefix, limit)}`;
  return found?.count ?? 0;
}

/**
 * A condition on `tables`: each prefix begins a word of the table. The rare one is looked up first; where none is
 * rare, the tables are walked from the newest, and the first ones will do.
 */
export function holdsWords(
  sql: Sql,
  userId: string,
  { rare, others }: { rare: string | null; others: string[] },
) {
  const inTable = (prefix: string) => sql`and exists (
    select from table_words w
    where w.user_id = ${userId} and w.table_id = tables.id and ${beginsWith(sql, prefix)} offset 0)`;
  const found =
    rare === null
      ? sql``
      : sql`and tables.id in (
    select table_id from table_words where user_id = ${userId} and ${beginsWith(sql, rare)})`;
  return others.reduce((all, prefix) => sql`${all} ${inTable(prefix)}`, found);
}

/** Tables whose words were found another way, or not yet; each user's own. */
export function listUnindexed(
  sql: Sql,
  wordsVersion: number,
  limit: number,
): Promise<{ id: string; userId: string }[]> {
  return sql<{ id: string; userId: string }[]>`
    select id, user_id from tables where words_version < ${wordsVersion} order by words_version, id limit ${limit}`;
}

/** Holds the table, forgets its words and marks them as found; false where that was done in between. */
export async function beginIndexing(
  sql: Sql,
  { userId, tableId }: { userId: string; tableId: string },
  wordsVersion: number,
): Promise<boolean> {
  const { count } = await sql`
    update tables set words_version = ${wordsVersion}
    where user_id = ${userId} and id = ${tableId} and words_version < ${wordsVersion}`;
  if (count > 0) await sql`delete from table_words where user_id = ${userId} and table_id = ${tableId}`;
  return count > 0;
}
