import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { problemResponse } from "./problem-response.ts";
import type { AppEnv } from "./router.ts";

/** Bodies above this are decoded as they come: all at once would hold other requests up. In bytes. */
const LARGE = 256 * 1024;

/**
 * Refuses bodies of more than `maxSize` bytes with `body-too-large`. Node reads no more of a body than its
 * `Content-Length`, so that one that tells its length is judged by it, untouched: Hono's own check makes a web stream
 * of each body first.
 */
export function limitBody(maxSize: number): MiddlewareHandler<AppEnv> {
  const refuse: Parameters<typeof bodyLimit>[0]["onError"] = (context) =>
    problemResponse(context, "body-too-large", { detail: `A request has at most ${maxSize} bytes` });
  const counting = bodyLimit({ maxSize, onError: refuse });
  return async (context, next) => {
    const length = Number(context.req.header("content-length") ?? Number.NaN);
    const isChunked = context.req.header("transfer-encoding") !== undefined;
    if (Number.isNaN(length) || isChunked) return counting(context, next);
    if (length > maxSize) return refuse(context);
    if (length > LARGE && isJson(context)) await readText(context);
    await next();
  };
}

function isJson(context: Context): boolean {
  return context.req.header("content-type")?.includes("json") === true;
}

/** `context.req.text()` and `json()` answer from what is read here, or fail as it did. */
async function readText(context: Context): Promise<void> {
  const text = decode(context);
  Object.assign(context.req.bodyCache, { text });
  await text.catch(() => {});
}

async function decode({ req }: Context): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of req.raw.body ?? []) text += decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}
