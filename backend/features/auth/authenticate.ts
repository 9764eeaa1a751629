import type { Context, MiddlewareHandler } from "hono";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import { limit } from "../../platform/rate-limits.ts";
import { type AppEnv, type SignedIn, userOf } from "../../platform/router.ts";
import { verifyAccessToken } from "./access-token.ts";
import { requestBuckets } from "./allowances.ts";
import { isApiKey, requireKeyOwner } from "./keys/service.ts";
import { admitSession, checkSession } from "./service.ts";

const reading = new Set(["GET", "HEAD"]);

/** What may be read for a person while they are being let in. It changes nothing, and nobody hears of it where they are not. */
export type ReadAhead = (context: Context<AppEnv>, userId: string) => void;

/**
 * Lets signed-in people through, by an access token or a personal API key; `userOf(context)` is who. Either is looked
 * up, so that a logout or a revocation holds at once; what the request may take is taken too. Throws
 * `unauthenticated`, `invalid-token`, `session-ended`, `forbidden` for a key that may only read, or `rate-limited`.
 */
export function authenticate(deps: Deps, readAhead?: ReadAhead): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const header = context.req.header("authorization");
    const token = /^Bearer +(\S+)$/i.exec(header ?? "")?.[1];
    if (token === undefined) throw new ProblemError("unauthenticated");
    const bucketsOf = (userId: string) => requestBuckets(deps.config, context, userId);
    if (isApiKey(token)) {
      const { userId, readOnly } = await requireKeyOwner(deps, token);
      readAhead?.(context, userId);
      await limit(deps.sql, context, bucketsOf(userId));
      if (readOnly && !reading.has(context.req.method)) {
        throw new ProblemError("forbidden", { detail: "This API key may only read" });
      }
      context.set("user", { id: userId, sessionId: null });
    } else {
      const user = await verifyAccessToken(deps.jwtSecret, token, deps.clock());
      readAhead?.(context, user.id);
      await admitSession(deps, user, context, bucketsOf(user.id));
      context.set("user", user);
    }
    await next();
  };
}

export interface Identity {
  user: SignedIn;
  isReadOnly: boolean;
  /** Throws `session-ended` or `invalid-token` once the token has expired, or its session, key or account is no more. */
  recheck(): Promise<unknown>;
}

/** Who a token stands for, where there is no request to authenticate. Throws as `authenticate` does. */
export async function identify(deps: Deps, token: string): Promise<Identity> {
  if (isApiKey(token)) {
    const recheck = () => requireKeyOwner(deps, token);
    const { userId, readOnly } = await recheck();
    return { user: { id: userId, sessionId: null }, isReadOnly: readOnly, recheck };
  }
  const user = await verifyAccessToken(deps.jwtSecret, token, deps.clock());
  await checkSession(deps, user);
  const recheck = async () => {
    await verifyAccessToken(deps.jwtSecret, token, deps.clock());
    await checkSession(deps, user);
  };
  return { user, isReadOnly: false, recheck };
}

/** Keeps personal API keys out. Throws `forbidden`. */
export const requireSession: MiddlewareHandler<AppEnv> = async (context, next) => {
  sessionOf(userOf(context));
  await next();
};

/** Throws `forbidden` where a personal API key stands for the person. */
export function sessionOf({ id, sessionId }: SignedIn): { id: string; sessionId: string } {
  if (sessionId === null)
    throw new ProblemError("forbidden", { detail: "An API key may not do this: sign in" });
  return { id, sessionId };
}
