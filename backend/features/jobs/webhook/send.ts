import { createHmac } from "node:crypto";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { hostOf, isPublicAddress, PrivateAddress, publicLookup } from "./address.ts";

export interface WebhookMessage {
  url: URL;
  secret: string;
  /** The same at every try, so that a receiver can tell a repeated one. */
  id: string;
  body: string;
  at: Date;
}

/** `refused`: no other try will fare better. */
export type Delivery = { kind: "delivered" } | { kind: "failed" | "refused"; detail: string };

const TIMEOUT_MS = 10_000;

/** Posts a message, signed, following no redirect, to public addresses alone unless others are allowed. */
export async function sendWebhook(
  message: WebhookMessage,
  {
    allowsPrivate,
    lookup = publicLookup(),
  }: { allowsPrivate: boolean; lookup?: ReturnType<typeof publicLookup> },
): Promise<Delivery> {
  const { url, body } = message;
  const host = hostOf(url);
  if (!allowsPrivate && isIP(host) !== 0 && !isPublicAddress(host)) return refusedAddress;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, {
    method: "POST",
    headers: { ...signed(message), "Content-Length": Buffer.byteLength(body) },
    // No connection that was opened for another name.
    agent: false,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(allowsPrivate ? {} : { lookup }),
  });
  request.on("error", reject).on("response", (response) => {
    // What it says is nobody's to read.
    response.destroy();
    resolve(response.statusCode ?? 0);
  });
  request.end(body);
  try {
    return deliveryOf(await promise);
  } catch (error) {
    if (error instanceof PrivateAddress) return refusedAddress;
    return { kind: "failed", detail: "It could not be reached in time." };
  }
}

const refusedAddress: Delivery = { kind: "refused", detail: "It leads into the server's own network." };

function deliveryOf(status: number): Delivery {
  if (status >= 200 && status < 300) return { kind: "delivered" };
  if (status >= 300 && status < 400)
    return { kind: "refused", detail: "It leads on elsewhere: give the last address." };
  return { kind: status === 410 ? "refused" : "failed", detail: `It answered ${status}.` };
}

/** As Standard Webhooks signs. */
function signed({ secret, id, body, at }: WebhookMessage): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signature = createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "Content-Type": "application/json",
    "User-Agent": "Rowsmith",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}
