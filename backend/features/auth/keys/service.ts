import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import type { ApiKey, CreateApiKeyRequest, CreatedApiKey } from "../../../contract/auth.ts";
import type { Page, PageQuery } from "../../../contract/paging.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import { countKeys, findKeyOwner, insertKey, type KeyRow, listKeys, revokeKey } from "./queries.ts";

/** Tells a key from an access token, and lets scanners of published code find one. */
const PREFIX = "rowsmith_";
const HINT_CHARACTERS = 4;
const MOST_KEYS = 50;

const KeyCursor = z.tuple([z.uuid()]);

export function isApiKey(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** The answer alone holds the key: its hash is what is kept. Throws `conflict` where the person has too many. */
export async function createKey(
  { sql, clock, newId }: Deps,
  userId: string,
  { name, readOnly }: CreateApiKeyRequest,
): Promise<CreatedApiKey> {
  if ((await countKeys(sql, userId)) >= MOST_KEYS) {
    throw new ProblemError("conflict", { detail: `There are ${MOST_KEYS} keys: revoke one first` });
  }
  const key = `${PREFIX}${randomBytes(32).toString("base64url")}`;
  const row = { id: newId(), name, hint: key.slice(-HINT_CHARACTERS), readOnly };
  const at = clock();
  await insertKey(sql, { ...row, userId, hash: hashKey(key), at });
  return { ...present({ ...row, lastUsedAt: null, createdAt: at }), key };
}

/** Newest first, without those that were revoked. */
export async function readKeys({ sql }: Deps, userId: string, query: PageQuery): Promise<Page<ApiKey>> {
  const [before = null] = query.cursor ? decodeCursor(query.cursor, KeyCursor) : [];
  const found = await listKeys(sql, userId, { before, limit: query.limit + 1 });
  const items = found.slice(0, query.limit).map(present);
  const last = items.at(-1);
  return { items, nextCursor: found.length > query.limit && last ? encodeCursor([last.id]) : null };
}

/** Holds at once. Throws `not-found`. */
export async function deleteKey({ sql, clock }: Deps, userId: string, id: string): Promise<void> {
  if (!(await revokeKey(sql, userId, id, clock()))) throw new ProblemError("not-found");
}

/** Whose key it is. Throws `invalid-token` for one that is not, or no more, anybody's. */
export async function requireKeyOwner(
  { sql, clock }: Pick<Deps, "sql" | "clock">,
  key: string,
): Promise<{ userId: string; readOnly: boolean }> {
  const owner = await findKeyOwner(sql, hashKey(key), clock());
  if (owner === null) throw new ProblemError("invalid-token");
  return owner;
}

/** 256 random bits need no slow hash. */
function hashKey(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

function present({ lastUsedAt, createdAt, ...key }: KeyRow): ApiKey {
  return { ...key, lastUsedAt: lastUsedAt?.toISOString() ?? null, createdAt: createdAt.toISOString() };
}
