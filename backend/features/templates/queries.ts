import type { Template } from "../../contract/templates.ts";
import type { Sql } from "../../platform/database.ts";
import { toStoredJson, toStoredText } from "../../platform/stored-json.ts";

/** What a version of a template says. */
export type TemplateBody = Pick<
  Template,
  "name" | "description" | "instructions" | "columns" | "rules" | "formatting"
>;

export interface TemplateRecord extends TemplateBody {
  id: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
}

/** Templates at the version `version` of each, a column of `templates t` or a number. */
const standing = (sql: Sql, userId: string, version: number | null) => sql`
  select t.id, v.version, v.name, v.description, v.instructions, v.columns, v.rules, v.formatting, t.created_at,
    t.updated_at, t.deleted_at
  from templates t
  join template_versions v on v.template_id = t.id and v.version = ${version === null ? sql`t.version` : version}
  where t.user_id = ${userId} and t.deleted_at is null`;

/** Newest first. */
export function listTemplates(
  sql: Sql,
  userId: string,
  page: { text: string | null; before: string | null; limit: number },
): Promise<TemplateRecord[]> {
  const pattern = page.text === null ? null : `%${page.text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql<TemplateRecord[]>`
    ${standing(sql, userId, null)}
      ${pattern === null ? sql`` : sql`and v.name ilike ${pattern}`}
      ${page.before === null ? sql`` : sql`and t.id < ${page.before}`}
    order by t.id desc limit ${page.limit}`;
}

/** A deleted one is missing. The current version where none is named. */
export async function findTemplate(
  sql: Sql,
  userId: string,
  id: string,
  version: number | null,
): Promise<TemplateRecord | undefined> {
  const [template]: [TemplateRecord?] = await sql`${standing(sql, userId, version)} and t.id = ${id}`;
  return template;
}

/** Keeps other changes of the template out until the transaction ends. */
export async function holdTemplate(sql: Sql, userId: string, id: string): Promise<void> {
  await sql`select from templates where user_id = ${userId} and id = ${id} for no key update`;
}

export interface TemplateVersion {
  id: string;
  userId: string;
  version: number;
  body: TemplateBody;
  at: Date;
}

export async function insertTemplate(sql: Sql, template: TemplateVersion): Promise<void> {
  const { id, userId, version, at } = template;
  await sql`
    insert into templates (id, user_id, version, created_at, updated_at)
    values (${id}, ${userId}, ${version}, ${at}, ${at})`;
  await insertTemplateVersion(sql, template);
}

/** Makes the version the one that the template stands at. */
export async function raiseTemplate(sql: Sql, template: TemplateVersion): Promise<void> {
  const { id, userId, version, at } = template;
  await sql`
    update templates set version = ${version}, updated_at = ${at} where user_id = ${userId} and id = ${id}`;
  await insertTemplateVersion(sql, template);
}

async function insertTemplateVersion(
  sql: Sql,
  { id, userId, version, body, at }: TemplateVersion,
): Promise<void> {
  await sql`
    insert into template_versions (template_id, version, user_id, name, description, instructions, columns, rules,
      formatting, created_at, updated_at)
    values (${id}, ${version}, ${userId}, ${toStoredText(body.name)}, ${toStoredText(body.description)},
      ${toStoredText(body.instructions)}, ${toStoredJson(body.columns)}::text::jsonb,
      ${toStoredJson(body.rules)}::text::jsonb, ${toStoredJson(body.formatting)}::text::jsonb, ${at}, ${at})`;
}

/** False where there is none, or it is deleted already. */
export async function setTemplateDeleted(
  sql: Sql,
  userId: string,
  id: string,
  deletedAt: Date,
): Promise<boolean> {
  const { count } = await sql`
    update templates set deleted_at = ${deletedAt}, updated_at = ${deletedAt}
    where user_id = ${userId} and id = ${id} and deleted_at is null`;
  return count > 0;
}
