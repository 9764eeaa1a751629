import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { onlyLoopback, originAt } from "./loopback.ts";

const MAX_PAGE_BYTES = 8 * 1024 * 1024;
const PLACEHOLDER = "__ROWSMITH_BACKEND__";

export interface FrameDeps {
  /** The port that serves the playground's page and the API. */
  backendPort: () => number;
  /** `google.script.run` over messages: the script that comes first in the sidebar's page. */
  shim: () => Promise<string>;
}

/**
 * The origin that the sidebar's page lives in, as googleusercontent.com is at Google. The playground posts
 * the HTML that the script showed; it comes back as a page of this origin. Beyond who may frame it, it is under
 * no stricter policy than at Google, so that what the page itself must prevent stays visible.
 */
export function createFrameApp({ backendPort, shim }: FrameDeps): Hono {
  const app = new Hono();
  app.use(onlyLoopback);
  app.post("/sidebar", bodyLimit({ maxSize: MAX_PAGE_BYTES }), async (context) => {
    const backend = originAt(context.req.header("host"), backendPort());
    if (context.req.header("origin") !== backend) return context.text("Only the playground opens this.", 403);
    const { html } = await context.req.parseBody();
    if (typeof html !== "string") return context.text("There is no page in this request.", 422);
    context.header("Content-Security-Policy", `frame-ancestors ${backend}`);
    context.header("Cache-Control", "no-store");
    context.header("Origin-Agent-Cluster", "?1");
    context.header("Referrer-Policy", "no-referrer");
    const script = `<script data-page="${backend}">${(await shim()).replaceAll("</script", "<\\/script")}</script>`;
    return context.html(insertFirst(html, script).replaceAll(PLACEHOLDER, backend));
  });
  return app;
}

/** Puts `script` before everything else in the page's head, so that it runs first. */
function insertFirst(html: string, script: string): string {
  const head = /<head[^>]*>/i.exec(html) ?? /<!doctype[^>]*>/i.exec(html);
  const at = head ? head.index + head[0].length : 0;
  return html.slice(0, at) + script + html.slice(at);
}
