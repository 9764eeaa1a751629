import type { Deps } from "../../../platform/deps.ts";
import type { Worker } from "../../../platform/queue.ts";
import { viewJob } from "../job-view.ts";
import { findJob } from "../queries.ts";
import { keepDelivery } from "./queries.ts";
import { openSecret } from "./secret.ts";
import { type Delivery, sendWebhook } from "./send.ts";
import type { Told } from "./tell.ts";

/** Deliveries of one process side by side. */
const LIMIT = 10;
/** After these it is given up: some three hours. */
const MOST_RETRIES = 8;

/** Tells webhooks of jobs until the process is asked to stop. */
export async function deliverWebhooks(deps: Deps): Promise<void> {
  const handle: Worker["handle"] = async ({ id, data, retries }) => {
    const told = asTold(data);
    const job = await findJob(deps.sql, told.userId, told.jobId);
    const webhook = job?.webhook;
    if (!job || !webhook) return "done";
    const at = deps.clock();
    const body = JSON.stringify({ type: told.type, jobId: job.id, job: viewJob(deps, job) });
    const secret = openSecret(deps, job.id, webhook.secret);
    const message = { url: new URL(webhook.url), id, body, at };
    const delivery: Delivery =
      secret === null
        ? { kind: "refused", detail: "Its secret can no longer be read: give it again with another job." }
        : await sendWebhook({ ...message, secret }, { allowsPrivate: deps.config.webhookPrivate });
    const isOver = delivery.kind !== "failed" || retries >= MOST_RETRIES;
    const status = delivery.kind === "delivered" ? "delivered" : isOver ? "failed" : "waiting";
    const detail = delivery.kind === "delivered" ? "" : delivery.detail;
    await keepDelivery(deps.sql, { ...told, status, detail, at });
    deps.log.info({ jobId: told.jobId, status, retries }, "webhook");
    return isOver ? "done" : "again";
  };
  await deps.queue.work("webhooks", { limit: LIMIT, handle }, deps.lifetime.signal);
}

/** Only `tellWebhook` puts entries into this queue. */
function asTold(data: unknown): Told {
  return data as Told;
}
