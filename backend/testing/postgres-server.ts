import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { run, which } from "./commands.ts";

const PATIENCE_MS = 20_000;
const DEBIAN = "/usr/lib/postgresql";

/** The folder of `initdb` and `postgres`, or null where PostgreSQL is not installed. */
export async function findPostgres(): Promise<string | null> {
  const versions = await readdir(DEBIAN).catch(() => []);
  const newest = versions.sort((a, b) => Number(a) - Number(b)).at(-1);
  const folders = newest === undefined ? [] : [join(DEBIAN, newest, "bin")];
  const initdb = await which("initdb", folders);
  return initdb === null ? null : join(initdb, "..");
}

export interface PostgresServer {
  url: string;
  /** Ends every connection, and answers again at the same address with what was committed. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A server of our own in a temporary folder: fast, and gone with the tests. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = await findPostgres();
  if (bin === null) throw new Error("PostgreSQL is not installed: install it, or set TEST_DATABASE_URL");
  const folder = await mkdtemp(join(tmpdir(), "rowsmith-postgres-"));
  const owner = await unprivileged();
  if (owner !== null) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  const initdb = [
    join(bin, "initdb"),
    "-D",
    data,
    "-U",
    "postgres",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--no-sync",
  ];
  await run(initdb, owner);

  const port = await freePort();
  const settings = [`port=${port}`, "listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`]
    .concat(["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"])
    .flatMap((setting) => ["-c", setting]);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const program = join(bin, "postgres");
  async function start(): Promise<ChildProcess> {
    const child = spawn(program, ["-D", data, ...settings], {
      cwd: folder,
      stdio: "ignore",
      ...owner,
    });
    await answering(url, child);
    return child;
  }
  async function end(): Promise<void> {
    const exited = once(server, "exit");
    // Fast shutdown: it waits for nobody.
    server.kill("SIGINT");
    await exited;
  }
  let server = await start();
  return {
    url,
    async restart() {
      await end();
      server = await start();
    },
    async stop() {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: then it runs as Debian's user for it. */
async function unprivileged(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = await Promise.all([run(["id", "-u", "postgres"]), run(["id", "-g", "postgres"])]);
  return { uid: Number(uid), gid: Number(gid) };
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if (server.exitCode !== null || performance.now() > deadline) throw error;
      await sleep(50);
    } finally {
      await sql.end();
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("The server listens on no port");
  return address.port;
}
