import type { Tx } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import { countActive } from "./queries.ts";

/** Throws `too-many-jobs`. */
export async function requireRoom({ config }: Pick<Deps, "config">, tx: Tx, userId: string): Promise<void> {
  const { jobsAtOnce } = config.limits;
  if ((await countActive(tx, userId)) < jobsAtOnce) return;
  const detail = `At most ${jobsAtOnce} jobs of one person are under way at once.`;
  throw new ProblemError("too-many-jobs", { detail, retryAfter: 30 });
}
