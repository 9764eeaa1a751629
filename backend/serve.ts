import { destination } from "pino";
import { loadConfig } from "./config.ts";
import { readEnvFile } from "./env-file.ts";
import { errorCode } from "./platform/error-code.ts";
import { createLog } from "./platform/log.ts";
import { StartError } from "./platform/start-error.ts";
import { type Backend, startBackend } from "./start.ts";

/** Serves until SIGTERM or SIGINT. Standard output gets one line, the address; the log goes to standard error. */
async function main(): Promise<void> {
  readEnvFile();
  const config = loadConfig(process.env);
  // Lines that come while one is being written go out together.
  const out = destination({ fd: 2, sync: false });
  process.on("exit", () => out.flushSync());
  const log = createLog(config.logLevel, out);
  const backend = await startBackend(config, log);
  let stopping = false;
  const stop = (signal: string) => {
    // A second Ctrl+C does not wait.
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, "stopping");
    leave(backend, 0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "a fault that nothing caught");
    leave(backend, 1);
  });
  process.stdout.write(`Rowsmith serves ${backend.url}\n`);
}

function leave(backend: Backend, code: number): void {
  backend.stop().then(
    () => process.exit(code),
    () => process.exit(1),
  );
}

main().catch((error) => {
  const code = errorCode(error);
  const fault = `An unexpected fault${code === undefined ? "" : ` (${code})`}`;
  const reason = error instanceof StartError ? error.message : fault;
  process.stderr.write(`Rowsmith cannot start. ${reason.replace(/\s*\n\s*/g, " ")}\n`);
  process.exit(1);
});
