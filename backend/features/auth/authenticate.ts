import type { MiddlewareHandler } from "hono";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import type { AppEnv } from "../../platform/router.ts";
import { verifyAccessToken } from "./access-token.ts";
import { checkSession } from "./service.ts";

/**
 * Lets signed-in people through; `userOf(context)` is who. The session is looked up, so that a logout holds at
 * once. Throws `unauthenticated`, `invalid-token` or `session-ended`.
 */
export function authenticate(deps: Deps): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const header = context.req.header("authorization");
    const token = /^Bearer +(\S+)$/i.exec(header ?? "")?.[1];
    if (token === undefined) throw new ProblemError("unauthenticated");
    const user = await verifyAccessToken(deps.jwtSecret, token, deps.clock());
    await checkSession(deps, user);
    context.set("user", user);
    await next();
  };
}
