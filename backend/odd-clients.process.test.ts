import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignIn } from "./contract/auth.ts";
import type { Conversation, Message, SourceText } from "./contract/chat.ts";
import { createLog } from "./platform/log.ts";
import { type BackendProcess, dataFolder, spawnBackend } from "./testing/backend-process.ts";
import { json } from "./testing/chat.ts";
import { createTestDatabase } from "./testing/database.ts";
import { shouting } from "./testing/jobs.ts";
import { type ModelStandIn, startModelStandIn } from "./testing/model-stand-in.ts";

/** Clients that no library would be: one backend, spoken to over bare sockets. */
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let model: ModelStandIn;
let backend: BackendProcess;
let token: string;
let conversation: string;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase(createLog("silent"));
  const folder = await dataFolder();
  model = await startModelStandIn();
  backend = await spawnBackend({
    ...{ DATABASE_URL: database.location.databaseUrl ?? "", DATA_DIR: folder.path, LOG_LEVEL: "error" },
    ...{ OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: "none", OPENAI_API: "responses" },
  });
  closers.push(() => backend.end("SIGKILL"), model.close, database.close, folder.remove);
  const account = { email: "ann@example.com", password: "correct horse battery" };
  token = (await json<SignIn>(await post("/auth/register", account))).accessToken;
  conversation = (await json<Conversation>(await post("/chat/conversations", {}))).id;
});
afterAll(async () => {
  for (const close of closers) await close();
});

const post = (path: string, body: object) =>
  fetch(`${backend.url}api/v1${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
const get = (path: string) =>
  fetch(`${backend.url}api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });

/** A connection on which lines of a request are written as they are. */
async function dial(): Promise<Socket> {
  const socket = connect({ port: Number(new URL(backend.url).port), host: "127.0.0.1", allowHalfOpen: true });
  socket.setEncoding("utf8");
  await once(socket, "connect");
  return socket;
}

function head(method: string, path: string, headers: string[]): string {
  const lines = [`${method} /api/v1${path} HTTP/1.1`, "Host: 127.0.0.1", "Content-Type: application/json"];
  return [...lines, ...headers, "", ""].join("\r\n");
}

/** Everything that comes until the other side closes. */
async function readToEnd(socket: Socket): Promise<string> {
  let text = "";
  for await (const chunk of socket) text += chunk;
  return text;
}
const authorization = () => `Authorization: Bearer ${token}`;
const message = JSON.stringify({ content: "hi", mode: "chat", locale: "en", timeZone: "UTC" });

test("a half-closed socket counts as a reader who went: the answer is kept", async () => {
  model.set({ answer: () => "For one who only listens." });
  const socket = await dial();
  const length = `Content-Length: ${message.length}`;
  socket.end(
    head("POST", `/chat/conversations/${conversation}/messages`, [
      ...[authorization(), length, "Accept: text/event-stream", "Connection: close"],
    ]) + message,
  );
  expect(await readToEnd(socket)).not.toContain("event: turn-end");
  await expect.poll(statusOfLast).toBe("complete");
  expect((await messages()).at(-1)?.content).toBe("For one who only listens.");
});

test.each([
  ["a body", message],
  ["a long body", JSON.stringify({ ...JSON.parse(message), content: "x".repeat(400_000) })],
])("%s that is shorter than its length says is no request: nothing is stored", async (_, body) => {
  const before = await messages();
  const socket = await dial();
  const length = `Content-Length: ${body.length + 50}`;
  socket.end(head("POST", `/chat/conversations/${conversation}/messages`, [authorization(), length]) + body);
  expect(await readToEnd(socket)).not.toMatch(/^HTTP\/1\.1 2/);
  expect(await messages()).toEqual(before);
});

test("a long body that comes in pieces, cut within characters, is the text that was sent", async () => {
  const text = "Größe,5 €,😀\n".repeat(30_000);
  const body = Buffer.from(JSON.stringify({ ...JSON.parse(message), source: { kind: "text", text } }));
  const socket = await dial();
  const headers = [authorization(), `Content-Length: ${body.length}`, "Connection: close"];
  socket.write(head("POST", `/chat/conversations/${conversation}/messages`, headers));
  for (let at = 0; at < body.length; at += 65_533) {
    const isTaken = socket.write(body.subarray(at, at + 65_533));
    if (!isTaken) await once(socket, "drain");
  }
  expect(await readToEnd(socket)).toMatch(/^HTTP\/1\.1 200/);
  const question = (await messages()).at(-2);
  const kept = await json<SourceText>(await get(`/chat/messages/${question?.id}/source`));
  expect(kept.text).toBe(text);
});

test("a body that is longer than its length says: what is cut is refused, and the rest is no second request", async () => {
  const socket = await dial();
  const headers = [authorization(), `Content-Length: ${message.length - 20}`];
  socket.write(head("POST", `/chat/conversations/${conversation}/messages`, headers) + message);
  const answers = await readToEnd(socket);
  expect(answers.match(/^HTTP\/1\.1 \d+/gm)).toContain("HTTP/1.1 400");
  expect(answers).not.toMatch(/^HTTP\/1\.1 2/m);
});

test.each([
  ["two lengths", ["Content-Length: 2", "Content-Length: 3"], 400],
  ["a length and chunks", ["Content-Length: 2", "Transfer-Encoding: chunked"], 400],
  ["two hosts", ["Host: evil.example"], 400],
])("400 for %s", async (_, headers, status) => {
  const socket = await dial();
  socket.write(`${head("POST", "/chat/conversations", [authorization(), ...headers])}{}`);
  expect(await readToEnd(socket)).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`));
});

test.each([
  ["two tokens: the first counts", ["Authorization: Bearer x.y.z"], 401],
  ["two keys, which are no plain word", ["Idempotency-Key: a", "Idempotency-Key: b"], 422],
])("duplicate headers, %s", async (_, headers, status) => {
  const socket = await dial();
  const lines = [...headers, authorization(), "Content-Length: 2", "Connection: close"];
  socket.write(`${head("POST", "/chat/conversations", lines)}{}`);
  expect(await readToEnd(socket)).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`));
});

test("bodies of many megabytes and a million rows are refused, and what they took is given back", async () => {
  await post("/chat/conversations", {});
  const before = await memory();
  const sending = JSON.parse(message);
  const source = (bytes: number) => ({ ...sending, source: { kind: "text", text: "x".repeat(bytes) } });
  const rows = Array.from({ length: 1_000_000 }, (_, at) => [String(at), "a"]);
  const bodies: [path: string, body: object, code: string][] = [
    [`/chat/conversations/${conversation}/messages`, source(10_000_000), "source-too-large"],
    ["/chat/messages", source(30_000_000), "body-too-large"],
    ["/jobs", { ...shouting, rows }, "too-many-rows"],
  ];
  for (const [path, body, code] of bodies) {
    const response = await post(path, body);
    expect([response.status, await response.json()], path).toMatchObject([413, { code }]);
  }
  const held = (await memory()) - before;
  console.info(`10 MB, 30 MB and a million rows: ${(held / 1024 / 1024).toFixed(0)} MiB more are held`);
  expect(held).toBeLessThan(512 * 1024 * 1024);
});

/** What the backend holds, in bytes. */
async function memory(): Promise<number> {
  const status = await readFile(`/proc/${backend.child.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1_024;
}
async function messages(): Promise<Message[]> {
  return (await json<{ items: Message[] }>(await get(`/chat/conversations/${conversation}/messages`))).items;
}
async function statusOfLast(): Promise<string> {
  const [row] = await database.sql`select status from messages order by id desc limit 1`;
  return row?.status;
}
