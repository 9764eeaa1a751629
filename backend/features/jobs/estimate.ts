import type { EstimateJobRequest, JobEstimate } from "../../contract/jobs.ts";
import type { Deps } from "../../platform/deps.ts";
import { costOf } from "../usage/cost.ts";
import { planJob } from "./inputs.ts";
import { countReusable, type NewItem } from "./queries.ts";
import { takePack, usualOf } from "./run/packs.ts";

/** Of a server that says nothing of its limits: requests side by side, and what one takes. */
const LATENCY_MS = 3_000;

/** What a job would take, by its inputs' sizes. Throws what `planJob` throws. */
export async function estimateJob(
  deps: Deps,
  userId: string,
  body: EstimateJobRequest,
): Promise<JobEstimate> {
  const { config, sql } = deps;
  const { task, engine, count, items } = await planJob(deps, userId, body);
  const different = new Map<string, Pick<NewItem, "inputBytes">>();
  for (const { taskHash, inputBytes } of items()) different.set(taskHash, { inputBytes });
  const reusable = body.fresh ? 0 : await countReusable(sql, userId, [...different.keys()]);
  const asked = [...different.values()].map(({ inputBytes }) => ({ inputBytes, alone: false }));
  const share = asked.length === 0 ? 0 : (asked.length - reusable) / asked.length;
  const isModel = engine.name === "openai";
  const sum = { requests: 0, input: 0, output: 0 };
  for (let pack = takePack(asked, task.columns); pack.length > 0; pack = takePack(asked, task.columns)) {
    const usual = usualOf(task, pack);
    sum.requests += 1;
    sum.input += usual.inputTokens;
    sum.output += usual.outputTokens;
  }
  const requests = isModel ? Math.ceil(sum.requests * share) : 0;
  const tokens = isModel
    ? { input: Math.ceil(sum.input * share), output: Math.ceil(sum.output * share) }
    : { input: 0, output: 0 };
  const usage = { inputTokens: tokens.input, outputTokens: tokens.output, cachedTokens: 0 };
  return {
    ...{ rows: count, inputs: different.size, reusable, requests, tokens },
    cost: isModel ? costOf(usage, config.openai.prices) : null,
    durationMs: Math.ceil(requests / config.limits.jobRequestsAtOnce) * LATENCY_MS,
    ...{ engine: engine.name, model: engine.model },
  };
}
