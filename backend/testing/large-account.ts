import type { Database } from "../platform/database.ts";

export interface Size {
  conversations: number;
  tables: number;
  /** Of each table; every tenth has changed once. */
  rows: number;
}

/** Fills a person's account as years of use would, by statements alone. Answers with its newest table. */
export async function fillAccount(sql: Database, userId: string, size: Size): Promise<string> {
  const columns = JSON.stringify([
    { name: "No", type: "integer" },
    { name: "Name", type: "text" },
  ]);
  await sql`
    insert into conversations (id, user_id, title, description, created_at, updated_at)
    select gen_random_uuid(), ${userId}, 'Conversation ' || n, '', now(), now() - n * interval '1 minute'
    from generate_series(1, ${size.conversations}) n`;
  await sql`
    insert into messages (id, user_id, conversation_id, role, content, status, metadata, created_at, updated_at)
    select gen_random_uuid(), user_id, id, 'assistant', 'Here.', 'complete', '{}', now(), now()
    from conversations where user_id = ${userId}`;
  await sql`
    insert into tables (id, user_id, conversation_id, message_id, version, created_at, updated_at, words_version)
    select gen_random_uuid(), user_id, conversation_id, id, 2, now(), now(), 1
    from messages where user_id = ${userId} limit ${size.tables}`;
  await sql`
    insert into table_versions (table_id, version, user_id, message_id, title, data_type, schema_version, format, columns,
      row_count, ledger, making, created_at, updated_at)
    select id, version.n, user_id, message_id, 'Table', 'record', 1, 'table', ${columns}::text::jsonb, ${size.rows},
      '{"expected": null, "got": 0, "gaps": []}', '{"by": "person", "operations": []}', now(), now()
    from tables, generate_series(1, 2) as version (n) where user_id = ${userId}`;
  const row = (from: number, to: number | null, every: number) => sql`
    insert into table_rows (table_id, id, user_id, position, cells, from_version, to_version, created_at, updated_at)
    select id, md5(id::text || n)::uuid, user_id, n,
      jsonb_build_array(jsonb_build_object('value', n), jsonb_build_object('value', 'Name ' || n % 1000 || ' of ' || ${from}::integer)),
      ${from}, ${to}::integer, now(), now()
    from tables, generate_series(0, ${size.rows - 1}) n
    where user_id = ${userId} and case when ${every === 0} then n % 10 > 0 else n % 10 = 0 end`;
  await row(1, null, 0);
  await row(1, 2, 10);
  await row(2, null, 10);
  await sql`
    insert into table_words (table_id, word, user_id, uses)
    select id, word, user_id, 1 from tables,
      (select n::text as word from generate_series(0, ${size.rows - 1}) n union select unnest(array['name', 'of', 'no', 'table'])) as words
    where user_id = ${userId}`;
  await sql`analyze`;
  const [newest] = await sql<{ id: string }[]>`
    select id from tables where user_id = ${userId} order by id desc limit 1`;
  return newest?.id ?? "";
}
