import type { ExtractRequest, ExtractResult } from "../../contract/chat.ts";
import { requireColumns } from "../../extraction/columns-check.ts";
import { extract } from "../../extraction/pipeline.ts";
import type { Deps } from "../../platform/deps.ts";
import { type KeyedRequest, onceAtLength } from "../../platform/idempotency.ts";
import { ProblemError } from "../../platform/problem.ts";
import { readSource } from "../chat/turns/source.ts";
import { applyTemplate } from "../templates/apply-template.ts";
import { metered } from "../usage/metered.ts";
import { priceOf } from "../usage/service.ts";
import { collect } from "./collect.ts";

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
  return onceAtLength(deps, keyed, () => extractRows(deps, userId, body, signal));
}

async function extractRows(
  deps: Deps,
  userId: string,
  body: ExtractRequest,
  signal: AbortSignal,
): Promise<ExtractResult> {
  const { config, clock, engines } = deps;
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
  return metered(deps, { userId, engine, inputBytes, name: "extraction" }, async (usage) => {
    const tables = await collect(extract(engine, request, signal), usage);
    return { tables, usage, cost: priceOf(deps, { engine, usage }), engine: engine.name };
  });
}
