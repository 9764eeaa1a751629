import type { MiddlewareHandler } from "hono";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import { limit } from "../../platform/rate-limits.ts";
import type { AppEnv } from "../../platform/router.ts";
import { verifyAccessToken } from "./access-token.ts";
import { requestBuckets } from "./allowances.ts";
import { checkSession } from "./service.ts";

/**
 * Lets signed-in people through; `userOf(context)` is who. The session is looked up, so that a logout holds at
 * once; what the request may take is taken at the same time. Throws `unauthenticated`, `invalid-token`,
 * `session-ended` or `rate-limited`.
 */
export function authenticate(deps: Deps): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const header = context.req.header("authorization");
    const token = /^Bearer +(\S+)$/i.exec(header ?? "")?.[1];
    if (token === undefined) throw new ProblemError("unauthenticated");
    const user = await verifyAccessToken(deps.jwtSecret, token, deps.clock());
    const buckets = requestBuckets(deps.config, context, user.id);
    await Promise.all([checkSession(deps, user), limit(deps.sql, context, buckets)]);
    context.set("user", user);
    await next();
  };
}
