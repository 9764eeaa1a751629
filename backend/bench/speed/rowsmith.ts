import postgres from "postgres";
import type { Database } from "../../platform/database.ts";
import { generous } from "../../testing/generous.ts";
import { startPostgres } from "../../testing/postgres-server.ts";
import type { Ask } from "./drive.ts";
import { ServerProcess } from "./processes.ts";

/** A turn's line in the log, as far as it is looked at. */
export interface TurnLine {
  admissionMs: number;
  prepareMs: number | null;
  firstTokenMs: number | null;
  durationMs: number;
}

export interface Rowsmith {
  server: ServerProcess;
  /** Turns of so many people, each in a conversation of their own. */
  asks(people: number): Promise<Ask[]>;
  /** Opens the database that it runs on. Who opens it closes it. */
  openDatabase(): Database;
  /** The turns that ended since the last look. */
  turns(): TurnLine[];
  stop(): Promise<void>;
}

/** What people ask in a bench. */
export const account = (person: number) => ({
  email: `person${person}@example.com`,
  password: "correct horse battery",
});

const message = { content: "hello", mode: "chat", engine: "openai", locale: "en-US", timeZone: "UTC" };
const AT_ONCE = 20;

/** The backend as it runs for real, on a PostgreSQL of its own. `cost` is bcrypt's. */
export async function startRowsmith(upstream: string, cost: number): Promise<Rowsmith> {
  const database = await startPostgres();
  const server = await ServerProcess.start("../../server.ts", {
    ...generous,
    ...{ NODE_ENV: "test", PORT: "0", DATABASE_URL: database.url, PASSWORD_HASH_COST: String(cost) },
    ...{ OPENAI_API: "responses", OPENAI_API_KEY: "none", OPENAI_BASE_URL: `${upstream}v1` },
    ...{ TOKENS_PER_DAY: "1000000000000" },
  });
  const people: Ask[] = [];

  async function post(path: string, body: object, token?: string): Promise<Record<string, string>> {
    const headers = {
      "Content-Type": "application/json",
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    };
    const response = await fetch(`${server.url}api/v1${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}`);
    return (await response.json()) as Record<string, string>;
  }
  async function join(person: number): Promise<void> {
    const { accessToken } = await post("/auth/register", account(person));
    const { id } = await post("/chat/conversations", {}, accessToken);
    people[person] = {
      url: `${server.url}api/v1/chat/conversations/${id}/messages`,
      headers: { accept: "text/event-stream", authorization: `Bearer ${accessToken}` },
      body: JSON.stringify(message),
    };
  }

  return {
    server,
    async asks(count) {
      while (people.length < count) {
        const first = people.length;
        const batch = Math.min(AT_ONCE, count - first);
        await Promise.all(Array.from({ length: batch }, (_, at) => join(first + at)));
      }
      return people.slice(0, count);
    },
    openDatabase: () => postgres(database.url, { max: 1, onnotice: () => {} }),
    turns() {
      const lines = server.log.split("\n").filter((line) => line.includes('"msg":"turn"'));
      server.log = "";
      return lines.map((line) => JSON.parse(line) as TurnLine);
    },
    async stop() {
      await server.stop();
      await database.stop();
    },
  };
}
