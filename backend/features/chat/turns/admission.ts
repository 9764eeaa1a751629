import type { MessageMetadata, SendMessageRequest } from "../../../contract/chat.ts";
import type { NumberedEvent } from "../../../contract/events.ts";
import { requireColumns } from "../../../extraction/columns-check.ts";
import type { Engine } from "../../../extraction/engine.ts";
import { isAlreadyTable, isPlainAsk } from "../../../extraction/offline/already-table.ts";
import type { Sql } from "../../../platform/database.ts";
import type { Deps, Engines } from "../../../platform/deps.ts";
import { claimKey, type KeyedRequest, keepAnswer } from "../../../platform/idempotency.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { requireTableIn } from "../../tables/service.ts";
import { applyTemplate } from "../../templates/apply-template.ts";
import { reserve } from "../../usage/caps.ts";
import { inputBytes } from "./input-bytes.ts";
import { hashInput } from "./input-hash.ts";
import type { Turn } from "./prepare.ts";
import { findEqualTurn, findSourceMessage, insertTurn, listPast, openConversation } from "./queries.ts";
import { firstLine, type ReadSource, requireText, resolveSource } from "./source.ts";

export interface Asked {
  user: SignedIn;
  conversationId: string;
  requestId: string;
  /** Null where the person sent no idempotency key. */
  keyed: KeyedRequest | null;
  body: SendMessageRequest;
}

interface Named {
  tableCells: number;
  source: { id: string; bytes: number } | null;
}

/** A turn to run, or the answer that an earlier request with the same key has begun. */
export type Admission = { turn: Turn } | { messageId: string };

/**
 * Stores the person's message, its source and an empty answer under a lease, in one short transaction. Throws
 * `empty-message`, `source-too-large`, `binary-source`, `unsupported-columns`, `model-not-connected`, `not-found`, `turn-running`,
 * `cap-reached` and `idempotency-mismatch`; then nothing is stored.
 */
export async function admit(deps: Deps, asked: Asked): Promise<Admission> {
  const { config, sql, clock, newId, engines } = deps;
  const { user, conversationId, requestId, keyed } = asked;
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
  const engine =
    config.offlineFirst && isReadOffline(body, source) ? engines.offline : chooseEngine(engines, body.engine);
  requireColumns(engine, body.columns ?? []);

  return sql.begin(async (tx): Promise<Admission> => {
    const kept = keyed && (await claimKey(tx, keyed, at));
    if (kept) {
      if (kept.messageId === null) throw new ProblemError("request-in-flight", { retryAfter: 1 });
      return { messageId: kept.messageId };
    }
    const title = firstLine(body.content) || source?.title || "";
    const past = { conversationId, limit: config.limits.contextMessages };
    const [open, messages] = await Promise.all([
      openConversation(tx, user.id, conversationId, { title, at }),
      listPast(tx, user.id, past),
    ]);
    if (!open) throw new ProblemError("not-found");
    if (messages.some((message) => message.running))
      throw new ProblemError("turn-running", { retryAfter: 5 });
    const question = newId();
    const named = await findNamed(tx, asked, source !== null);
    const read = source ? { id: question, bytes: source.bytes } : named.source;
    const sourceMessageId = read?.id ?? null;
    const messageId = newId();
    const input = {
      ...{ request: { ...body, instructions: applied.instructions }, past: messages },
      ...{ contextTokens: config.limits.contextTokens, sourceBytes: read?.bytes ?? 0 },
      tableCells: named.tableCells,
    };
    const inputHash = hashInput({ engine, request: body, ...applied, source, past: messages, at });
    const opening = openingOf(engine, { messageId, conversationId });
    const reuses =
      inputHash === null || body.fresh === true ? null : await findEqualTurn(tx, user.id, inputHash);
    const [reservation] = await Promise.all([
      reuses === null ? reserve(deps, tx, { userId: user.id, engine, inputBytes: inputBytes(input) }) : null,
      insertTurn(tx, {
        ...{ userId: user.id, conversationId, source, at, leaseMs: config.limits.turnLeaseMs },
        question: { id: question, content: body.content, metadata: describeQuestion(body, source) },
        opening,
        answer: { id: messageId, inputHash, metadata: describeAnswer(engine, body, sourceMessageId) },
      }),
    ]);
    if (keyed) await keepAnswer(tx, keyed, { status: null, body: null, messageId }, at);
    return {
      turn: {
        ...{ userId: user.id, conversationId, messageId, requestId, engine, request: body, at },
        ...applied,
        source: source ?? (sourceMessageId === null ? null : { messageId: sourceMessageId }),
        revises: body.revises ?? null,
        ...{ past: messages, reservation, reuses, opening },
        admissionMs: clock().getTime() - at.getTime(),
      },
    };
  });
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
  { user, conversationId, body }: Asked,
  hasOwnSource: boolean,
): Promise<Named> {
  const of = { userId: user.id, conversationId };
  const table =
    body.revises === undefined ? null : await requireTableIn(sql, { ...of, tableId: body.revises });
  const tableCells = table?.cells ?? 0;
  const messageId = body.sourceMessageId ?? table?.messageId ?? null;
  if (hasOwnSource || (messageId === null && body.mode !== "extract")) {
    return { tableCells, source: null };
  }
  const source = await findSourceMessage(sql, user.id, { conversationId, messageId });
  if (source === null && body.sourceMessageId !== undefined) throw new ProblemError("not-found");
  return { tableCells, source };
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
