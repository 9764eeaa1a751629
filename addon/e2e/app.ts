import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BackendProcess, spawnBackend } from "../../backend/testing/backend-process.ts";

export interface RunningApp {
  /** Where the playground is, with a slash at its end. */
  url: string;
  /** How often it was started: what a page has signed in with is good for one start alone. */
  readonly starts: number;
  /** Ends the backend at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again after a kill: the same data, the same ports. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The real backend with the playground, on free ports and a database of its own. */
export async function startApp(environment: Record<string, string> = {}): Promise<RunningApp> {
  const folder = await mkdtemp(join(tmpdir(), "rowsmith-e2e-"));
  const settings = { PLAYGROUND: "on", DATA_DIR: folder, LOG_LEVEL: "error", ...environment };
  let backend: BackendProcess = await spawnBackend({ PLAYGROUND_FRAME_PORT: "0", ...settings });
  const { url } = backend;
  const { frameOrigin } = (await (await fetch(`${url}playground/config`)).json()) as { frameOrigin: string };
  const ports = { PORT: new URL(url).port, PLAYGROUND_FRAME_PORT: new URL(frameOrigin).port };
  let starts = 1;
  return {
    url,
    get starts() {
      return starts;
    },
    async kill() {
      await backend.end("SIGKILL");
    },
    async restart() {
      backend = await spawnBackend({ ...settings, ...ports });
      starts++;
    },
    async stop() {
      await backend.end("SIGTERM");
      await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
    },
  };
}
