import type { Sql } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import type { JobRecord } from "../queries.ts";

/** What a job's webhook is told of, as the queue keeps it. */
export interface Told {
  userId: string;
  jobId: string;
  type: "job-pause" | "job-end";
}

/** Has a job's webhook told, where it has one, with all else that `sql` commits. */
export async function tellWebhook(
  { queue, newId }: Pick<Deps, "queue" | "newId">,
  sql: Sql,
  { id, userId, webhook }: JobRecord,
  type: Told["type"],
): Promise<void> {
  if (webhook === null) return;
  const data: Told = { userId, jobId: id, type };
  await queue.send(sql, "webhooks", { id: newId(), data });
}
