import { createHash, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import type { Config } from "../../config.ts";
import { isLoopback } from "../../platform/loopback.ts";
import { ProblemError } from "../../platform/problem.ts";
import type { AppEnv } from "../../platform/router.ts";

/**
 * Lets in who may read the metrics. A proxy on the same machine makes everybody look local: in production only the
 * token counts. Throws `unauthenticated`, or `not-found` where nobody may.
 */
export function requireMetricsReader(
  { metricsToken, production }: Pick<Config, "metricsToken" | "production">,
  context: Context<AppEnv>,
): void {
  if (metricsToken === null) {
    if (production || !isLoopback(context.var.clientAddress)) throw new ProblemError("not-found");
    return;
  }
  const given = /^Bearer +(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1] ?? "";
  if (!timingSafeEqual(digest(given), digest(metricsToken))) throw new ProblemError("unauthenticated");
}

/** Of one length, whatever was sent. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
