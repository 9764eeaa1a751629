import type { Session } from "./session.ts";

/** What a part of the page asks of the backend's routes with. Every call rejects with a `Failure`. */
export function createRequests(send: Session["send"]) {
  const get = async <T>(path: string): Promise<T> => (await (await send(path)).json()) as T;
  /** The same key makes one thing, however often it is sent. */
  const write = (path: string, body: object, method = "POST", key: string = crypto.randomUUID()) =>
    send(path, {
      method,
      headers: { "Idempotency-Key": key, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  const post = async <T>(path: string, body: object = {}, key?: string): Promise<T> =>
    (await (await write(path, body, "POST", key)).json()) as T;
  return { get, write, post };
}
