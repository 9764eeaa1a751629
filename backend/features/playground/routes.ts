import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { etag } from "hono/etag";
import { guest, type Issuer } from "./issuer.ts";
import { onlyLoopback, originAt } from "./loopback.ts";

export interface PlaygroundDeps {
  issuer: Issuer;
  framePort: number;
  /** The folder of the built playground. */
  folder: string;
}

/** The playground's page and what its stand-ins of Google's services need. Mounted at `/`. */
export function createPlaygroundRoutes({ issuer, framePort, folder }: PlaygroundDeps): Hono {
  const app = new Hono();
  app.use(onlyLoopback, async (context, next) => {
    await next();
    const frame = originAt(context.req.header("host"), framePort);
    context.header("Content-Security-Policy", contentSecurityPolicy(frame));
    context.header("X-Content-Type-Options", "nosniff");
  });
  app.get("/playground/config", (context) => {
    context.header("Cache-Control", "no-store");
    return context.json({ frameOrigin: originAt(context.req.header("host"), framePort), email: guest.email });
  });
  app.get("/playground/identity-token", async (context) => {
    context.header("Cache-Control", "no-store");
    return context.json(await issuer.issue());
  });
  app.on(
    "GET",
    ["/", "/:file{[\\w-]+\\.(?:html|js|css)}"],
    etag(),
    async (context, next) => {
      await next();
      context.header("Cache-Control", "no-cache");
    },
    serveStatic({ root: folder }),
  );
  return app;
}

/** Univer sets styles inline and draws its icons and fonts from data addresses. */
function contentSecurityPolicy(frame: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    `frame-src ${frame}`,
    `form-action ${frame}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}
