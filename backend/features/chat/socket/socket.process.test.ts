import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { SignIn } from "../../../contract/auth.ts";
import type { Conversation } from "../../../contract/chat.ts";
import { CLOSED_SIGNED_OUT, SocketMessage } from "../../../contract/socket.ts";
import { createLog } from "../../../platform/log.ts";
import { spawnBackend } from "../../../testing/backend-process.ts";
import { createTestDatabase } from "../../../testing/database.ts";

const account = { email: "ann@example.com", password: "correct horse battery" };

test("a socket signs in by its first message, carries a turn, refuses foreign origins, and ends with its session", async () => {
  const { location, close } = await createTestDatabase(createLog("silent"));
  const backend = await spawnBackend({
    ...{ DATABASE_URL: location.databaseUrl ?? "", DATA_DIR: location.dataDir },
    ...{ HEARTBEAT_MS: "500", SOCKET_AUTH_TIMEOUT_MS: "1500" },
  });
  onTestFinished(async () => {
    await backend.end("SIGKILL");
    await close();
  });
  const post = async <T>(path: string, body: object, token?: string): Promise<T> => {
    const response = await fetch(`${backend.url}api/v1${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    return (await response.json().catch(() => null)) as T;
  };
  const address = `${backend.url.replace("http", "ws")}api/v1/chat/ws`;

  const foreign = new WebSocket(address, { origin: "https://n-x-script.googleusercontent.com.evil" });
  const [, refusal] = await once(foreign, "unexpected-response");
  expect(refusal.statusCode).toBe(403);

  const silent = once(new WebSocket(address), "close");

  const { accessToken } = await post<SignIn>("/auth/register", account);
  const { id } = await post<Conversation>("/chat/conversations", {}, accessToken);
  const socket = new WebSocket(address, { origin: "https://n-abc-0lu-script.googleusercontent.com" });
  const messages: SocketMessage[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  socket.on("message", (data) => {
    const message = SocketMessage.parse(JSON.parse(String(data)));
    messages.push(message);
    if (message.type === "event" && message.event.type === "turn-end") end();
  });
  await once(socket, "open");
  const message = { content: "hello", locale: "en", timeZone: "UTC" };
  socket.send(JSON.stringify({ type: "auth", accessToken }));
  await once(socket, "message");
  socket.send(JSON.stringify({ type: "turn", ref: "1", conversationId: id, message }));
  await ended;
  expect((await silent)[0]).toBe(CLOSED_SIGNED_OUT);
  expect(messages[0]).toEqual({ type: "ready" });
  expect(messages[1]).toMatchObject({ type: "event", ref: "1", seq: 1, event: { type: "turn-start" } });

  const { messageId } = messages.find((it) => it.type === "event") ?? { messageId: "" };
  const eve = new WebSocket(address);
  await once(eve, "open");
  const hers = await post<SignIn>("/auth/register", { ...account, email: "eve@example.com" });
  eve.send(JSON.stringify({ type: "auth", accessToken: hers.accessToken }));
  await once(eve, "message");
  for (const reach of [
    { type: "follow", messageId },
    { type: "stop", messageId },
    { type: "turn", conversationId: id, message },
  ]) {
    eve.send(JSON.stringify({ ...reach, ref: reach.type }));
    const [told] = await once(eve, "message");
    const refused = { type: "problem", ref: reach.type, problem: { code: "not-found" } };
    expect(JSON.parse(String(told))).toMatchObject(refused);
  }

  const closed = once(socket, "close");
  await post("/auth/logout", {}, accessToken);
  expect((await closed)[0]).toBe(CLOSED_SIGNED_OUT);
});
