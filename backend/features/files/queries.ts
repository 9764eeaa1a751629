import type { StoredFile } from "../../contract/files.ts";
import type { SourceSection } from "../../extraction/engine.ts";
import type { Sql } from "../../platform/database.ts";
import { toStoredJson, toStoredText } from "../../platform/stored-json.ts";

/** A file as a source needs it. */
export interface KeptFile {
  name: string;
  text: string;
  sections: SourceSection[] | null;
}

export type FileFacts = Omit<StoredFile, "preview" | "createdAt" | "expiresAt">;

export interface NewFile extends FileFacts {
  text: string;
  sections: SourceSection[] | null;
}

export async function insertFile(
  sql: Sql,
  userId: string,
  file: NewFile,
  { at, expiresAt }: { at: Date; expiresAt: Date },
): Promise<void> {
  const { id, name, text, sections, ...facts } = file;
  await sql`
    insert into files (id, user_id, name, facts, text, sections, expires_at, created_at, updated_at)
    values (${id}, ${userId}, ${toStoredText(name)}, ${toStoredJson(facts)}::text::jsonb, ${toStoredText(text)},
      ${sections === null ? null : toStoredJson(sections)}::text::jsonb, ${expiresAt}, ${at}, ${at})`;
}

/** Bytes of text that a person's files take until they expire. */
export async function sumKeptBytes(sql: Sql, userId: string, now: Date): Promise<number> {
  const [kept]: [{ bytes: number }?] = await sql`
    select coalesce(sum(octet_length(text)), 0)::int as bytes from files
    where user_id = ${userId} and expires_at > ${now}`;
  return kept?.bytes ?? 0;
}

/** Those of the files that are there, in no order. */
export function findFiles(
  sql: Sql,
  userId: string,
  { ids, now }: { ids: string[]; now: Date },
): Promise<(KeptFile & { id: string })[]> {
  return sql<(KeptFile & { id: string })[]>`
    select id, name, text, sections from files
    where user_id = ${userId} and expires_at > ${now}
      and id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))`;
}
