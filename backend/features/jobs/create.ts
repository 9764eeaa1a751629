import type { CreateJobRequest, Job } from "../../contract/jobs.ts";
import type { Tx } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import type { JobPlan } from "./inputs.ts";
import { insertItems, insertJob, type NewItem } from "./queries.ts";
import { requireRoom } from "./room.ts";
import { readJob } from "./service.ts";
import { requireWebhook } from "./webhook/address.ts";
import { sealSecret } from "./webhook/secret.ts";

/** Items in one statement. */
const BATCH = 1_000;
const TITLE_CHARACTERS = 80;

/** Stores a job and puts it into the queue, all in one transaction. Throws `too-many-jobs` and `webhook-refused`. */
export async function createJob(
  deps: Deps,
  tx: Tx,
  userId: string,
  { body, plan }: { body: CreateJobRequest; plan: JobPlan },
): Promise<Job> {
  const { clock, newId, queue, config } = deps;
  if (body.webhook) requireWebhook(body.webhook.url, { allowsPrivate: config.webhookPrivate });
  await requireRoom(deps, tx, userId);
  const id = newId();
  const entryId = newId();
  const at = clock();
  const { task, template, engine, count } = plan;
  await insertJob(tx, {
    ...{
      id,
      userId,
      entryId,
      task,
      template,
      engine: engine.name,
      model: engine.model,
      cap: body.cap ?? {},
      total: count,
      at,
    },
    title: body.title ?? body.instruction.slice(0, TITLE_CHARACTERS),
    webhook: body.webhook
      ? {
          ...{ url: body.webhook.url, secret: sealSecret(deps, id, body.webhook.secret) },
          ...{ status: "waiting", detail: "" },
        }
      : null,
  });
  for (const items of batchesOf(plan.items())) {
    await insertItems(tx, { id, userId, fresh: body.fresh, at }, items);
  }
  await queue.send(tx, "jobs", { id: entryId, data: { jobId: id, userId } });
  return readJob({ ...deps, sql: tx }, userId, id);
}

function* batchesOf(items: Iterable<NewItem>): Generator<NewItem[]> {
  let batch: NewItem[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
