import { loadConfig } from "./config.ts";
import { readEnvFile } from "./env-file.ts";
import { CommandError } from "./features/admin/command.ts";
import { helpLines, runCommand } from "./features/admin/commands.ts";
import { connect } from "./platform/database.ts";
import { errorCode } from "./platform/error-code.ts";
import { createHasher } from "./platform/hasher.ts";
import { newId } from "./platform/ids.ts";
import { createLog } from "./platform/log.ts";
import { ProblemError } from "./platform/problem.ts";
import { requireReady } from "./platform/readiness.ts";
import { openSealer } from "./platform/sealer.ts";
import { StartError } from "./platform/start-error.ts";

const HELP = new Set(["", "help", "--help", "-h"]);
const print = (line: string) => process.stdout.write(`${line}\n`);

/** `npm run admin -- …`: what operators do, on the database of the server's own configuration. */
async function main(args: string[]): Promise<void> {
  if (HELP.has(args[0] ?? "")) return helpLines().forEach(print);
  readEnvFile();
  const config = loadConfig(process.env);
  const connection = await connect(config, createLog("silent"));
  const hasher = createHasher(config.passwordHashCost, 1);
  try {
    await requireReady(connection.sql);
    await runCommand(
      {
        ...{ config, newId, hasher, print, sql: connection.sql },
        ...{ sealer: await openSealer(config), clock: () => new Date() },
      },
      args,
    );
  } finally {
    await hasher.close();
    await connection.close();
  }
}

function explain(error: unknown): string {
  if (error instanceof StartError || error instanceof CommandError || error instanceof ProblemError) {
    return error.message;
  }
  const code = errorCode(error);
  return `An unexpected fault${code === undefined ? "" : ` (${code})`}`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${explain(error).replace(/\s*\n\s*/g, " ")}\n`);
  process.exitCode = 1;
});
