import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import type { Page } from "../../contract/paging.ts";
import type {
  CreateTemplateRequest,
  Template,
  TemplateColumn,
  TemplatesQuery,
  UpdateTemplateRequest,
} from "../../contract/templates.ts";
import { inferColumnType } from "../../extraction/typing/infer.ts";
import { decodeCursor, encodeCursor } from "../../platform/cursor.ts";
import type { Sql } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import type { SignedIn } from "../../platform/router.ts";
import {
  findTemplate,
  holdTemplate,
  insertTemplate,
  raiseTemplate,
  listTemplates as selectTemplates,
  setTemplateDeleted,
  type TemplateBody,
  type TemplateRecord,
} from "./queries.ts";

/** `sql` may be a transaction. */
type Writing = Pick<Deps, "clock" | "newId"> & { sql: Sql };

const Cursor = z.tuple([z.uuid()]);

/** Newest first. */
export async function listTemplates(
  { sql }: Pick<Writing, "sql">,
  user: SignedIn,
  { q, cursor, limit }: TemplatesQuery,
): Promise<Page<Template>> {
  const [before = null] = cursor ? decodeCursor(cursor, Cursor) : [];
  const found = await selectTemplates(sql, user.id, { text: q?.trim() || null, before, limit: limit + 1 });
  const items = found.slice(0, limit).map(toTemplate);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor([last.id]) : null };
}

/** The current version where none is named. Throws `not-found`, also where it is deleted or somebody else's. */
export async function readTemplate(
  { sql }: Pick<Writing, "sql">,
  userId: string,
  id: string,
  version: number | null = null,
): Promise<Template> {
  return toTemplate(await findTemplate(sql, userId, id, version));
}

export async function createTemplate(
  { sql, clock, newId }: Writing,
  user: SignedIn,
  request: CreateTemplateRequest,
): Promise<Template> {
  const { name, description, instructions, rules, formatting } = request;
  const columns = request.columns ?? columnsOf(request, clock());
  const body = { name, description, instructions, columns, rules, formatting };
  requireDistinct(columns);
  const id = newId();
  await insertTemplate(sql, { id, userId: user.id, version: 1, body, at: clock() });
  return readTemplate({ sql }, user.id, id);
}

/** The next version, or none where nothing changes. Throws `not-found`, `conflict` and `invalid-request`. */
export async function changeTemplate(
  { sql, clock }: Writing,
  user: SignedIn,
  id: string,
  { baseVersion, ...changed }: UpdateTemplateRequest,
): Promise<Template> {
  await holdTemplate(sql, user.id, id);
  const template = await readTemplate({ sql }, user.id, id);
  if (baseVersion !== undefined && baseVersion !== template.version) {
    throw new ProblemError("conflict", { detail: `The template stands at version ${template.version}.` });
  }
  const before = bodyOf(template);
  const body = { ...before, ...definedIn(changed) };
  requireDistinct(body.columns);
  if (isDeepStrictEqual(body, before)) return template;
  const version = template.version + 1;
  await raiseTemplate(sql, { id, userId: user.id, version, body, at: clock() });
  return readTemplate({ sql }, user.id, id);
}

export async function deleteTemplate({ sql, clock }: Writing, user: SignedIn, id: string): Promise<null> {
  if (!(await setTemplateDeleted(sql, user.id, id, clock()))) throw new ProblemError("not-found");
  return null;
}

/** A sheet's headers as columns; one without samples is left open, and the engine finds its type. */
function columnsOf({ headers = [], samples = [], locale, timeZone }: CreateTemplateRequest, now: Date) {
  const context = { locale: locale ?? "en", timeZone: timeZone ?? "UTC", now };
  return headers.map((name, at): TemplateColumn => {
    const cells = samples.map((row) => row[at] ?? "").filter((cell) => cell.trim() !== "");
    return cells.length === 0 ? { name } : { name, type: inferColumnType(cells, name, context) };
  });
}

/** Rules and mappings go by names. */
function requireDistinct(columns: TemplateColumn[]): void {
  const names = columns.map(({ name }) => name);
  const repeated = names.findIndex((name, at) => names.indexOf(name) < at);
  if (repeated < 0) return;
  const error = { path: `columns.${repeated}.name`, message: "Another column has this name" };
  throw new ProblemError("invalid-request", { errors: [error] });
}

function bodyOf({ name, description, instructions, columns, rules, formatting }: Template): TemplateBody {
  return { name, description, instructions, columns, rules, formatting };
}

/** What a client left off is not there, whatever its JSON library wrote. */
function definedIn(changed: Omit<UpdateTemplateRequest, "baseVersion">): Partial<TemplateBody> {
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
}

function toTemplate(record: TemplateRecord | undefined): Template {
  if (record === undefined) throw new ProblemError("not-found");
  return {
    ...record,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    deletedAt: record.deletedAt?.toISOString() ?? null,
  };
}
