import { cors } from "hono/cors";
import { isLoopbackHost } from "./loopback.ts";

/**
 * A sidebar's page lives at an origin of its own that Google changes: no list can name it, and anybody can get
 * such an origin, so that this is no authentication. Tokens are; no cookie is ever read.
 */
const sidebarOrigin = /^https:\/\/n-[a-z0-9-]+-script\.googleusercontent\.com$/;

/** Lets sidebars call, and in the playground the pages of this machine. */
export function allowOrigins(playground: boolean) {
  return cors({
    origin: (origin) => (isAllowedOrigin(origin, playground) ? origin : null),
    allowMethods: ["GET", "POST", "PATCH", "PUT", "DELETE"],
    allowHeaders: ["Authorization", "Content-Type", "Accept", "Idempotency-Key", "Last-Event-ID"],
    exposeHeaders: ["X-Request-Id", "Retry-After", "RateLimit", "RateLimit-Policy", "Idempotency-Replayed"],
    // Chromium forgets after two hours in any case.
    maxAge: 7_200,
  });
}

export function isAllowedOrigin(origin: string, playground: boolean): boolean {
  if (sidebarOrigin.test(origin)) return true;
  if (!playground || !/^https?:\/\/[^/]+$/.test(origin)) return false;
  return isLoopbackHost(origin.replace(/^https?:\/\//, ""));
}
