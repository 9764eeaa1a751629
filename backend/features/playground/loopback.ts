import type { MiddlewareHandler } from "hono";
import { hostName, isLoopbackHost } from "../../platform/loopback.ts";

/** Refuses a request that was not addressed to this machine by name: a rebound DNS name reaches nothing here. */
export const onlyLoopback: MiddlewareHandler = async (context, next) => {
  if (isLoopbackHost(context.req.header("host"))) return next();
  return context.text("The playground answers this machine only.", 403);
};

/** The address of another port on the name that the request came by: a page keeps one name for all of them. */
export function originAt(host: string | undefined, port: number): string {
  const name = hostName(host) ?? "127.0.0.1";
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
