import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { createLog } from "./platform/log.ts";
import { dataFolder, runAdmin, runBackend, spawnBackend } from "./testing/backend-process.ts";
import { createTestDatabase } from "./testing/database.ts";

/** Fewer than a file of the embedded database takes. */
const MOST_BLOCKS = 4_096;
const account = { email: "ann@example.com", password: "correct horse battery" };

async function start(environment: Record<string, string>) {
  const backend = await spawnBackend(environment);
  onTestFinished(async () => {
    await backend.end("SIGTERM");
  });
  return backend;
}

/** With an embedded database that is migrated. */
async function dataDir(): Promise<string> {
  const folder = await dataFolder();
  onTestFinished(folder.remove);
  return folder.path;
}

/** For a start that needs no database of its own. */
async function emptyDir(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "rowsmith-process-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function postgres() {
  const database = await createTestDatabase(createLog("silent"));
  onTestFinished(database.close);
  return { ...database, environment: { DATABASE_URL: database.location.databaseUrl ?? "" } };
}

const post = (url: string, path: string, body: object) =>
  fetch(`${url}api/v1/auth/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

/** A start that fails says why in one line, without a stack, and leaves. */
function expectOneLine({ code, stdout, stderr }: Awaited<ReturnType<typeof runBackend>>, reason: RegExp) {
  expect(stderr).toMatch(/^Rowsmith cannot start\. [^\n]+\n$/);
  expect(stderr).toMatch(reason);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
}

/** Answers that are refused meanwhile are said so. */
async function untilReady(url: string): Promise<void> {
  let status = 0;
  while (status !== 200) {
    status = (await fetch(`${url}readyz`)).status;
    expect([200, 503]).toContain(status);
    await sleep(50);
  }
}

test("it prints its address as one line, and what was acknowledged outlives Ctrl+C, kill -9 and SIGTERM", async () => {
  const DATA_DIR = await dataDir();
  const first = await start({ DATA_DIR });
  expect((await fetch(`${first.url}readyz`)).status).toBe(200);
  await post(first.url, "register", account);
  expect(await first.end("SIGINT")).toBe(0);
  expect(first.stdout()).toMatch(/^Rowsmith serves http:\/\/127\.0\.0\.1:\d+\/\n$/);
  for (const line of first.stderr().trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("msg");
  expect(await readdir(DATA_DIR)).not.toContain("postgres.lock");

  const second = await start({ DATA_DIR });
  expect((await post(second.url, "login", account)).status).toBe(200);
  const other = { ...account, email: "ben@example.com" };
  expect((await post(second.url, "register", other)).status).toBe(201);
  await second.end("SIGKILL");

  const third = await start({ DATA_DIR });
  expect((await post(third.url, "login", other)).status).toBe(200);
  expect(await third.end("SIGTERM")).toBe(0);
});

test("another backend is refused its folder, and its database is started again when that dies", async () => {
  const DATA_DIR = await dataDir();
  const backend = await start({ DATA_DIR });
  expectOneLine(await runBackend({ DATA_DIR }), /is in use by process \d+/);
  expect((await post(backend.url, "register", account)).status).toBe(201);

  const [child] = await childrenOf(backend.child.pid ?? 0);
  process.kill(child ?? 0, "SIGKILL");
  await untilReady(backend.url);
  expect((await post(backend.url, "login", account)).status).toBe(200);
  expect(backend.child.exitCode).toBeNull();
});

test("a DATA_DIR that is no folder, or one in which nothing can be written, is refused", async () => {
  const file = join(await emptyDir(), "file");
  await writeFile(file, "");
  for (const DATA_DIR of [file, "/sys/rowsmith"]) {
    expectOneLine(await runBackend({ DATA_DIR }), new RegExp(`DATA_DIR ${DATA_DIR} cannot be used`));
  }
});

test("a DATA_DIR on a disk that is full is refused, and no half database is left in it", async () => {
  const DATA_DIR = await emptyDir();
  expectOneLine(await runBackend({ DATA_DIR }, MOST_BLOCKS), /folder .+postgres cannot be used \(EFBIG\)/);
  expect(await readdir(DATA_DIR)).not.toContain("postgres");
});

test("a bad variable is named", async () => {
  expectOneLine(
    await runBackend({ DATA_DIR: await emptyDir(), PORT: "http" }),
    /PORT must be a whole number/,
  );
});

test("production without a secret is refused", async () => {
  expectOneLine(await runBackend({ DATA_DIR: await emptyDir(), NODE_ENV: "production" }), /JWT_SECRET/);
});

test("a port that is taken is named, and the database's folder is free again", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const address = other.address();
  const PORT = String(typeof address === "object" ? address?.port : "");
  const DATA_DIR = await dataDir();
  expectOneLine(await runBackend({ DATA_DIR, PORT }), new RegExp(`Port ${PORT} is in use: set PORT`));
  expect(await readdir(DATA_DIR)).not.toContain("postgres.lock");
});

test("a database that is ahead is refused", async () => {
  const { sql, environment } = await postgres();
  await sql`insert into schema_migrations (number, name, created_at) values (9999, 'later', now())`;
  expectOneLine(await runBackend({ ...environment, DATA_DIR: await emptyDir() }), /at migration 9999/);
});

test("a database server that is not there is named, without its password", async () => {
  const DATABASE_URL = "postgres://rows:hunter2@127.0.0.1:1/rows";
  const ended = await runBackend({ DATABASE_URL, DATA_DIR: await emptyDir() });
  expectOneLine(ended, /DATABASE_URL/);
  expect(ended.stderr).not.toContain("hunter2");
});

test("an operator's command that fails says why in one line and ends with 1", async () => {
  const { environment } = await postgres();
  const ended = await runAdmin(["user", "password", "nobody@example.com"], environment);
  expect(ended).toEqual({ code: 1, stdout: "", stderr: "There is no account nobody@example.com\n" });
});

test("two backends that start at once on one empty database both serve", async () => {
  const { sql, environment } = await postgres();
  await sql.unsafe("drop schema public cascade; create schema public");
  const settings = { ...environment, DATA_DIR: await emptyDir() };
  const [first, second] = await Promise.all([start(settings), start(settings)]);
  expect((await post(first.url, "register", account)).status).toBe(201);
  expect((await post(second.url, "login", account)).status).toBe(200);
});

test("503 while PostgreSQL closes every connection, then it serves again", async () => {
  const { sql, environment } = await postgres();
  const backend = await start({ ...environment, DATA_DIR: await emptyDir() });
  await post(backend.url, "register", account);
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  let status = 0;
  while (status !== 200) {
    status = (await post(backend.url, "login", account)).status;
    expect([200, 503]).toContain(status);
  }
});

test("no password, token, key, message or cell that crossed it stands in its log", async () => {
  const { environment } = await postgres();
  const backend = await start({
    ...environment,
    DATA_DIR: await emptyDir(),
    OPENAI_API_KEY: "sk-planted-0815",
    LOG_LEVEL: "debug",
  });
  const response = await post(backend.url, "register", account);
  const { accessToken, refreshToken } = (await response.json()) as {
    accessToken: string;
    refreshToken: string;
  };
  const headers = { Authorization: `Bearer ${accessToken}`, "Content-Type": "application/json" };
  const send = async <T>(path: string, body: object) => {
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    return (await (await fetch(`${backend.url}api/v1/${path}`, init)).json()) as T;
  };
  await fetch(`${backend.url}api/v1/chat/conversations?q=planted-search`, { headers });
  const { id } = await send<{ id: string }>("chat/conversations", { title: "planted-title" });
  const source = { kind: "text", text: "Name,City\nplanted-cell,Rome\nAnn,Oslo\n" };
  const message = { content: "planted-words", source, locale: "en", timeZone: "UTC", engine: "offline" };
  const turn = await send<{ tables: object[] }>(`chat/conversations/${id}/messages`, message);
  expect(JSON.stringify(turn.tables)).toContain("planted-cell");
  const { key } = await send<{ key: string }>("auth/keys", { name: "planted-name" });
  await post(backend.url, "login", { ...account, password: 7 });
  await backend.end("SIGTERM");
  expect(backend.stderr()).toContain('"route":"/api/v1/auth/register"');
  for (const planted of [account.password, accessToken, refreshToken, key, "planted", account.email]) {
    expect(backend.stderr()).not.toContain(planted);
  }
});

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.trim().split(" ").map(Number);
}
