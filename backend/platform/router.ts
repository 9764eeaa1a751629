import { OpenAPIHono } from "@hono/zod-openapi";
import type { Logger } from "./log.ts";
import { ProblemError } from "./problem.ts";

/** Who asks, once `authenticate` has let them in. */
export interface SignedIn {
  id: string;
  /** Null where a personal API key stands for the person. */
  sessionId: string | null;
}

export interface AppEnv {
  Variables: { requestId: string; log: Logger; clientAddress: string; user?: SignedIn };
}

/** A feature's router: a request that its schemas refuse is answered 422 with every error's path. */
export function createRouter(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook(result) {
      if (result.success) return;
      const errors = result.error.issues
        .slice(0, 20)
        .map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
      throw new ProblemError("invalid-request", { errors });
    },
  });
}

/** The person who asks. Throws `unauthenticated` on a route that forgot `authenticate`. */
export function userOf(context: { var: { user?: SignedIn } }): SignedIn {
  const { user } = context.var;
  if (user === undefined) throw new ProblemError("unauthenticated");
  return user;
}
