import { setImmediate } from "node:timers/promises";
import type { MessageMetadata, SendMessageRequest } from "../../../contract/chat.ts";
import type { NumberedEvent } from "../../../contract/events.ts";
import { requireColumns } from "../../../extraction/columns-check.ts";
import type { Engine } from "../../../extraction/engine.ts";
import { isAlreadyTable, isPlainAsk } from "../../../extraction/offline/already-table.ts";
import { isRefusal, type Sql } from "../../../platform/database.ts";
import type { Deps, Engines } from "../../../platform/deps.ts";
import { type KeyedRequest, recallKey } from "../../../platform/idempotency.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { requireTableIn } from "../../tables/service.ts";
import { applyTemplate } from "../../templates/apply-template.ts";
import { capReached, mostOf, reserving } from "../../usage/caps.ts";
import { findEqualTurn, findOpening, insertTurn, type Opening } from "./admission-queries.ts";
import { startEarly } from "./early-start.ts";
import { inputBytes } from "./input-bytes.ts";
import { hashInput } from "./input-hash.ts";
import { prepare, type Turn } from "./prepare.ts";
import { findSourceMessage } from "./queries.ts";
import { firstLine, type ReadSource, requireText, resolveSource } from "./source.ts";

export interface Asked {
  user: SignedIn;
  /** Null begins a conversation. */
  conversationId: string | null;
  /** Of the conversation that it begins. */
  spreadsheetId?: string | undefined;
  requestId: string;
  /** Null where the person sent no idempotency key. */
  keyed: KeyedRequest | null;
  body: SendMessageRequest;
  /** The conversation where it was read already; it is read again where it has changed since. */
  opening?: Promise<Opening | null> | undefined;
}

/** A conversation that is not there yet is named, too: nothing is found in it. */
type Placed = Asked & { conversationId: string };

/** What a message names: of the table that it changes, and the source that it works on. */
interface Named {
  tableCells: number;
  read: { id: string; bytes: number } | null;
}

/** How often a turn is put together anew because its conversation changed meanwhile. */
const MOST_ATTEMPTS = 5;

/** In bytes. */
const LARGE_SOURCE = 256 * 1024;

const NOT_THERE: Opening = { revision: null, past: [] };

/** A turn to run, or the answer that an earlier request with the same key has begun. */
export type Admission = { turn: Turn } | { messageId: string };

/**
 * Stores the person's message, its source and an empty answer under a lease, in one statement, with the conversation
 * that the message begins. Throws `empty-message`, `source-too-large`, `binary-source`, `unsupported-columns`,
 * `model-not-connected`, `not-found`, `turn-running`, `cap-reached` and `idempotency-mismatch`; then nothing is stored.
 */
export async function admit(deps: Deps, asked: Asked): Promise<Admission> {
  const { config, sql, clock, newId, engines } = deps;
  const { user, keyed } = asked;
  const at = clock();
  if (deps.lifetime.signal.aborted) throw new ProblemError("unavailable", { retryAfter: 5 });
  const { request: body, ...applied } = await applyTemplate(deps, user.id, asked.body);
  const source = body.source === undefined ? null : await resolveSource(deps, user.id, body.source);
  if (body.content.trim() === "" && source === null && body.sourceMessageId === undefined) {
    throw new ProblemError("empty-message", {
      detail: "Write something, or give a source that holds something.",
    });
  }
  requireText(body.content);
  // It took a while to read, and looking at it takes another: others may go between.
  if (source !== null && source.bytes > LARGE_SOURCE) await setImmediate();
  const engine =
    config.offlineFirst && isReadOffline(body, source) ? engines.offline : chooseEngine(engines, body.engine);
  requireColumns(engine, body.columns ?? []);

  const conversationId = asked.conversationId ?? newId();
  const placed = { ...asked, conversationId };
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const [kept, found, named] = await Promise.all([
      keyed && recallKey(sql, keyed, at),
      asked.conversationId === null ? NOT_THERE : open(deps, placed, attempt),
      findNamed(sql, placed, source !== null),
    ]);
    if (kept) {
      if (kept.messageId === null) throw new ProblemError("request-in-flight", { retryAfter: 1 });
      return { messageId: kept.messageId };
    }
    if (found === null) throw new ProblemError("not-found");
    if (found.past.some((message) => message.running)) {
      // It may be the same request's, begun after its key was looked for.
      if (keyed && attempt === 0) continue;
      throw new ProblemError("turn-running", { retryAfter: 5 });
    }
    const turn = await begin(deps, placed, { ...applied, ...found, ...named, engine, body, source, at });
    if (turn !== null) return { turn };
  }
  throw new ProblemError("turn-running", { retryAfter: 1 });
}

interface Begun extends Opening, Named, Pick<Turn, "instructions" | "template" | "engine" | "at"> {
  body: SendMessageRequest;
  source: ReadSource | null;
}

function open(
  { sql, config }: Deps,
  { user, conversationId, opening }: Placed,
  attempt: number,
): Promise<Opening | null> {
  const isRead = attempt === 0 && opening !== undefined;
  return isRead
    ? opening
    : findOpening(sql, user.id, { conversationId, limit: config.limits.contextMessages });
}

/** Null where the conversation has changed since it was read. */
async function begin(deps: Deps, asked: Placed, begun: Begun): Promise<Turn | null> {
  const { config, sql, clock, newId } = deps;
  const { user, conversationId, requestId, keyed } = asked;
  const { engine, body, source, past, instructions, template, at } = begun;
  const [questionId, messageId] = [newId(), newId()];
  const read = source ? { id: questionId, bytes: source.bytes } : begun.read;
  const sourceMessageId = read?.id ?? null;
  const inputHash = hashInput({ engine, request: body, instructions, template, source, past, at });
  const reuses =
    inputHash === null || body.fresh === true ? null : await findEqualTurn(sql, user.id, inputHash);
  const bytes = inputBytes({
    ...{ request: { ...body, instructions }, past, contextTokens: config.limits.contextTokens },
    ...{ sourceBytes: read?.bytes ?? 0, tableCells: begun.tableCells },
  });
  const reservation = reuses === null ? mostOf(deps, engine, bytes) : null;
  const opening = openingOf(engine, { messageId, conversationId });
  const known = {
    ...{ userId: user.id, request: body, instructions, past, at, revises: body.revises ?? null },
    source: source ?? (sourceMessageId === null ? null : { messageId: sourceMessageId }),
  };
  const from = reuses === null ? answerOf(deps, engine, known) : { reuses };
  const storing = insertTurn(sql, {
    ...{ userId: user.id, conversationId, spreadsheetId: asked.spreadsheetId ?? null },
    ...{ source, opening, keyed, at },
    ...{ revision: begun.revision, title: firstLine(body.content) || source?.title || "" },
    question: { id: questionId, content: body.content, metadata: describeQuestion(body, source) },
    answer: { id: messageId, inputHash, metadata: describeAnswer(engine, body, sourceMessageId) },
    reserving: reservation && ((condition) => reserving(deps, sql, user.id, { reservation, at }, condition)),
    leaseMs: config.limits.turnLeaseMs,
  });
  let isBegun = false;
  try {
    isBegun = await storing;
  } catch (error) {
    if (isRefusal(error, "cap") && reservation) throw await capReached(deps, sql, user.id, reservation);
    // An equal request was quicker: what it left is looked at again.
    if (!isRefusal(error, "key")) throw error;
  } finally {
    if (!isBegun && "early" in from) from.early?.drop();
  }
  if (!isBegun) return null;
  return {
    ...{ ...known, conversationId, messageId, requestId, engine, template, reservation, from, opening },
    admissionMs: clock().getTime() - at.getTime(),
  };
}

/** What the engine needs, and its answer where that may begin already. */
function answerOf(deps: Deps, engine: Engine, known: Parameters<typeof prepare>[1]) {
  const prepared = prepare(deps, known);
  // Whoever runs the turn is told.
  prepared.catch(() => {});
  return { prepared, early: startEarly(engine, prepared) };
}

function openingOf(
  { name, model }: Engine,
  of: { messageId: string; conversationId: string },
): NumberedEvent {
  return { seq: 1, event: { type: "turn-start", ...of, engine: name, model } };
}

/** A whole table that is asked for as it is needs no model; whatever says more, or names an engine, does. */
function isReadOffline(body: SendMessageRequest, source: ReadSource | null): boolean {
  const plain = body.engine === undefined && body.revises === undefined && body.columns === undefined;
  return (
    plain && body.mode !== "chat" && source !== null && isPlainAsk(body.content) && isAlreadyTable(source)
  );
}

function chooseEngine(engines: Engines, name: Engine["name"] | undefined): Engine {
  const engine = name === undefined ? engines.default : engines[name];
  if (engine) return engine;
  throw new ProblemError("model-not-connected", {
    detail: "Set OPENAI_API_KEY on the server to connect one.",
  });
}

/**
 * The table that a message changes, and the message whose source a follow-up works on: the one that it names, or the
 * one that the table was made from, or, where rows were asked for and nothing is named, the newest.
 */
async function findNamed(
  sql: Sql,
  { user, conversationId, body }: Placed,
  hasOwnSource: boolean,
): Promise<Named> {
  const of = { userId: user.id, conversationId };
  const table =
    body.revises === undefined ? null : await requireTableIn(sql, { ...of, tableId: body.revises });
  const tableCells = table?.cells ?? 0;
  const messageId = body.sourceMessageId ?? table?.messageId ?? null;
  if (hasOwnSource || (messageId === null && body.mode !== "extract")) {
    return { tableCells, read: null };
  }
  const read = await findSourceMessage(sql, user.id, { conversationId, messageId });
  if (read === null && body.sourceMessageId !== undefined) throw new ProblemError("not-found");
  return { tableCells, read };
}

function describeQuestion(body: SendMessageRequest, source: ReadSource | null): MessageMetadata {
  if (source === null) return describeRevision(body);
  const { kind, title, bytes, a1 } = source;
  return { ...describeRevision(body), source: { kind, title, bytes, ...(a1 === undefined ? {} : { a1 }) } };
}

function describeAnswer(
  engine: Engine,
  body: SendMessageRequest,
  sourceMessageId: string | null,
): MessageMetadata {
  return {
    ...{ engine: engine.name, model: engine.model },
    ...describeRevision(body),
    ...(sourceMessageId === null ? {} : { sourceMessageId }),
  };
}

function describeRevision({ revises }: SendMessageRequest): Pick<MessageMetadata, "revises"> {
  return revises === undefined ? {} : { revises };
}
