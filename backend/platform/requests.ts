import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Deps } from "./deps.ts";
import { isLoopbackHost } from "./loopback.ts";
import { ProblemError } from "./problem.ts";
import type { AppEnv } from "./router.ts";

/**
 * Gives each request an id, the caller's own where it has a harmless one, and writes one line when it is
 * answered: the route's pattern, never the address, whose query may hold what a person searched for.
 */
export function logRequests({
  log,
  newId,
  metrics,
}: Pick<Deps, "log" | "newId" | "metrics">): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const started = performance.now();
    const given = context.req.header("x-request-id");
    const requestId = given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : newId();
    const child = log.child({ requestId });
    context.set("requestId", requestId);
    context.set("log", child);
    context.header("X-Request-Id", requestId);
    await next();
    const { method } = context.req;
    const { status } = context.res;
    const route = routePath(context, -1);
    const durationMs = performance.now() - started;
    metrics.countRequest({ method, route, status, durationMs });
    child.info(
      { method, route, status, durationMs: Math.round(durationMs), userId: context.var.user?.id },
      "request",
    );
  };
}

/** A rebound DNS name reaches nothing in the playground, which signs in whoever asks. */
export const onlyLoopback: MiddlewareHandler<AppEnv> = async (context, next) => {
  if (!isLoopbackHost(context.req.header("host") ?? new URL(context.req.url).host)) {
    throw new ProblemError("forbidden", { detail: "The playground answers this machine only" });
  }
  await next();
};
