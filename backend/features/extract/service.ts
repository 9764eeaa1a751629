import type { ExtractRequest, ExtractResult, Usage } from "../../contract/chat.ts";
import { requireColumns } from "../../extraction/columns-check.ts";
import { extract } from "../../extraction/pipeline.ts";
import type { Deps } from "../../platform/deps.ts";
import { claimKey, type KeyedRequest, keepAnswer } from "../../platform/idempotency.ts";
import { type EngineReport, tokensOf } from "../../platform/metrics.ts";
import { ProblemError } from "../../platform/problem.ts";
import { explain } from "../../platform/problem-response.ts";
import { readSource } from "../chat/turns/source.ts";
import { applyTemplate } from "../templates/apply-template.ts";
import { reserve } from "../usage/caps.ts";
import { priceOf, recordUsage } from "../usage/service.ts";
import { collect } from "./collect.ts";
import { releaseKey } from "./queries.ts";

/**
 * Rows of one text, without a conversation. A key that was used before gives the answer that it got; while that
 * one is still at work, `request-in-flight`. Throws `empty-message`, `source-too-large`, `binary-source`, `cap-reached`,
 * `not-found` for a template and what the engine fails with.
 */
export async function extractOnce(
  deps: Deps,
  userId: string,
  body: ExtractRequest,
  keyed: KeyedRequest | null,
  signal: AbortSignal,
): Promise<ExtractResult> {
  if (keyed === null) return extractRows(deps, userId, body, signal);
  const { sql, clock, config } = deps;
  const now = clock();
  const kept = await sql.begin(async (tx) => {
    // Nothing works longer than a turn may: a key that is held longer is of a process that is gone.
    await releaseKey(tx, keyed, new Date(now.getTime() - config.limits.turnTimeoutMs));
    return claimKey(tx, keyed, now);
  });
  if (kept?.status === null) throw new ProblemError("request-in-flight", { retryAfter: 2 });
  if (kept) return asResult(kept.body);
  try {
    const result = await extractRows(deps, userId, body, signal);
    await keepAnswer(sql, keyed, { status: 200, body: result }, clock());
    return result;
  } catch (error) {
    await releaseKey(sql, keyed, null);
    throw error;
  }
}

async function extractRows(
  deps: Deps,
  userId: string,
  body: ExtractRequest,
  signal: AbortSignal,
): Promise<ExtractResult> {
  const { config, clock, engines, sql } = deps;
  const { request: asked, instructions } = await applyTemplate(deps, userId, body);
  const { text, columns = null, rules = [], locale, timeZone } = asked;
  const source = readSource({ kind: "text", text }, config.limits.maxSourceBytes);
  if (source === null) throw new ProblemError("empty-message", { detail: "The text holds nothing to read." });
  const engine = engines.default;
  requireColumns(engine, columns ?? []);
  const request = {
    ...{ prompt: "", history: [], source, revises: null, mode: "extract" as const },
    ...{ columns, rules, instructions, locale, timeZone, now: clock() },
  };
  const inputBytes = source.bytes + Buffer.byteLength(JSON.stringify([columns, instructions]));
  const reservation = await reserve(deps, sql, { userId, engine, inputBytes });
  const usage: Usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
  const ended = { outcome: "complete", code: "complete" };
  try {
    const tables = await collect(extract(engine, request, signal), usage);
    return { tables, usage, cost: priceOf(deps, { engine, usage }), engine: engine.name };
  } catch (error) {
    Object.assign(ended, { outcome: "failed", code: explain(error).code });
    throw error;
  } finally {
    tellEnd(deps, { ...ended, engine: engine.name, tokens: tokensOf(usage) });
    const cost = priceOf(deps, { engine, usage });
    await recordUsage(deps, sql, { userId, messageId: null, engine, usage, cost, reservation });
  }
}

function tellEnd({ metrics, log }: Deps, report: EngineReport): void {
  metrics.countAnswer(report);
  log.info(report, "extraction");
}

/** The key's hash says that the same request was answered with it. */
function asResult(body: unknown): ExtractResult {
  return body as ExtractResult;
}
