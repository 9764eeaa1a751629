import { createHash } from "node:crypto";
import type { ExtractRequest, ExtractResult } from "../../contract/chat.ts";
import { requireColumns } from "../../extraction/columns-check.ts";
import type { Engine } from "../../extraction/engine.ts";
import { isAlreadyTable } from "../../extraction/offline/already-table.ts";
import { extract } from "../../extraction/pipeline.ts";
import type { Deps } from "../../platform/deps.ts";
import { type KeyedRequest, onceAtLength, recallAnswer, rememberAnswer } from "../../platform/idempotency.ts";
import { ProblemError } from "../../platform/problem.ts";
import { readSource } from "../chat/turns/source.ts";
import { type Applied, applyTemplate } from "../templates/apply-template.ts";
import { metered } from "../usage/metered.ts";
import { priceOf } from "../usage/service.ts";
import { collect } from "./collect.ts";

/**
 * Rows of one text, without a conversation. A key that was used before gives the answer that it got; while that
 * one is still at work, `request-in-flight`. The same asked of a model within a day gives the earlier rows, unless it is
 * to be `fresh`; a text that is a table already is read without a model. Throws `empty-message`, `source-too-large`, `binary-source`, `cap-reached`,
 * `not-found` for a template and what the engine fails with.
 */
export async function extractOnce(
  deps: Deps,
  userId: string,
  body: ExtractRequest,
  keyed: KeyedRequest | null,
  signal: AbortSignal,
): Promise<ExtractResult> {
  return onceAtLength(deps, keyed, () => extractRows(deps, userId, body, signal));
}

async function extractRows(
  deps: Deps,
  userId: string,
  body: ExtractRequest,
  signal: AbortSignal,
): Promise<ExtractResult> {
  const { config, clock, engines, sql } = deps;
  const { request: asked, ...applied } = await applyTemplate(deps, userId, body);
  const { text, columns = null, rules = [], locale, timeZone } = asked;
  const source = readSource({ kind: "text", text }, config.limits.maxSourceBytes);
  if (source === null) throw new ProblemError("empty-message", { detail: "The text holds nothing to read." });
  const isReadOffline = config.offlineFirst && columns === null && isAlreadyTable(source);
  const engine = isReadOffline ? engines.offline : engines.default;
  requireColumns(engine, columns ?? []);
  const at = clock();
  const content = contentOf(engine, asked, applied, at);
  const earlier =
    content === null || body.fresh === true
      ? null
      : await recallAnswer<ExtractResult>(sql, userId, content, at);
  if (earlier !== null) {
    const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
    return { ...earlier, usage, cost: priceOf(deps, { engine, usage }), reused: true };
  }
  const { instructions } = applied;
  const request = {
    ...{ prompt: "", history: [], source, revises: null, mode: "extract" as const },
    ...{ columns, rules, instructions, locale, timeZone, now: at },
  };
  const inputBytes = source.bytes + Buffer.byteLength(JSON.stringify([columns, instructions]));
  const result = await metered(
    deps,
    { userId, engine, inputBytes, name: "extraction" },
    async (usage, meter) => {
      const tables = await collect(extract(engine, { ...request, ...meter }, signal), usage);
      return { tables, usage, cost: priceOf(deps, { engine, usage }), engine: engine.name };
    },
  );
  const isWhole = result.tables.every(({ ledger }) => ledger.gaps.length === 0);
  if (content !== null && isWhole) await rememberAnswer(sql, userId, content, result, at);
  return result;
}

/** What equal requests have in common, as `hashInput` has it for turns. Null where asking is free. */
function contentOf(
  engine: Engine,
  asked: ExtractRequest,
  applied: Omit<Applied<ExtractRequest>, "request">,
  at: Date,
): Buffer | null {
  if (engine.name !== "openai") return null;
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: asked.timeZone, dateStyle: "short" }).format(at);
  return createHash("sha256")
    .update(JSON.stringify(["extract", engine.model, { ...asked, fresh: undefined }, applied, day]))
    .digest();
}
