import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { PrivateAddress, publicLookup, requireWebhook } from "./address.ts";
import { sendWebhook } from "./send.ts";

async function receiver(status: number, headers: Record<string, string> = {}) {
  const got: { headers: IncomingMessage["headers"]; body: string }[] = [];
  const server = createServer(async (incoming, outgoing) => {
    got.push({ headers: incoming.headers, body: await text(incoming) });
    outgoing.writeHead(status, headers).end("secret words");
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { got, port, url: new URL(`http://127.0.0.1:${port}/hook`) };
}

const message = { secret: "s".repeat(24), id: "m1", body: '{"a":1}', at: new Date("2026-11-24T08:00:00Z") };

test.each([
  ...[
    "http://example.com/x",
    "https://127.0.0.1/",
    "https://10.1.2.3/",
    "https://[::1]/",
    "https://2130706433/",
  ],
  ...[
    "https://localhost/",
    "https://a.localhost/",
    "https://db.internal/",
    "https://printer/",
    "ftp://example.com/",
  ],
  ...[
    "https://[::ffff:192.168.0.1]/",
    "https://169.254.169.254/latest",
    "https://[fd00::1]/",
    "https://0.0.0.0/",
  ],
  ...["https://100.64.0.1/", "https://[64:ff9b::7f00:1]/", "https://me:word@example.com/"],
])("%s is refused before anything is stored", (url) => {
  expect(() => requireWebhook(url, { allowsPrivate: false })).toThrow(
    expect.objectContaining({ code: "webhook-refused" }),
  );
});

test("a public https address is taken, and others where the server's own network is allowed", () => {
  expect(requireWebhook("https://hooks.example.com/x", { allowsPrivate: false }).host).toBe(
    "hooks.example.com",
  );
  expect(requireWebhook("http://127.0.0.1:8080/x", { allowsPrivate: true }).port).toBe("8080");
});

test("it is signed over its id, its time and its body", async () => {
  const { got, url } = await receiver(204);
  expect(await sendWebhook({ ...message, url }, { allowsPrivate: true })).toEqual({ kind: "delivered" });
  const signature = createHmac("sha256", message.secret).update('m1.1795507200.{"a":1}').digest("base64");
  expect(got[0]).toMatchObject({
    body: message.body,
    headers: {
      "webhook-id": "m1",
      "webhook-timestamp": "1795507200",
      "webhook-signature": `v1,${signature}`,
    },
  });
});

test("a redirect is not followed, and not tried again", async () => {
  const target = await receiver(200);
  const { url } = await receiver(307, { Location: target.url.href });
  expect(await sendWebhook({ ...message, url }, { allowsPrivate: true })).toMatchObject({ kind: "refused" });
  expect(target.got).toEqual([]);
});

test("an address or a name of this machine is not connected to", async () => {
  const { got, url, port } = await receiver(200);
  const lookup = publicLookup((_, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]));
  const options = { allowsPrivate: false, lookup };
  expect(await sendWebhook({ ...message, url }, options)).toMatchObject({ kind: "refused" });
  const named = new URL(`http://hooks.example.com:${port}/`);
  expect(await sendWebhook({ ...message, url: named }, options)).toMatchObject({ kind: "refused" });
  expect(got).toEqual([]);
});

test("what was looked at is what is connected to, and one private address among others is enough to refuse", () => {
  const answers = [["93.184.216.34"], ["93.184.216.34", "10.0.0.1"], []];
  const lookup = publicLookup((_, callback) =>
    callback(
      null,
      (answers.shift() ?? []).map((address) => ({ address, family: 4 })),
    ),
  );
  const told: unknown[] = [];
  for (let round = 0; round < 3; round++) lookup("a.example", { all: true }, (...found) => told.push(found));
  expect(told).toEqual([
    [null, [{ address: "93.184.216.34", family: 4 }]],
    [expect.any(PrivateAddress), "", 0],
    [expect.any(PrivateAddress), "", 0],
  ]);
});

test.each([
  [500, "failed"],
  [404, "failed"],
  [410, "refused"],
])("a receiver's %i is told as %s", async (status, kind) => {
  const { url } = await receiver(status);
  const detail = `It answered ${status}.`;
  expect(await sendWebhook({ ...message, url }, { allowsPrivate: true })).toEqual({ kind, detail });
});
