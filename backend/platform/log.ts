import { type DestinationStream, type Logger, pino } from "pino";
import { EngineError } from "../extraction/engine.ts";
import { ProblemError } from "./problem.ts";

export type { Logger } from "pino";

/** JSON lines. Whatever is named like a secret is left out, wherever it stands in a line's fields. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    serializers: { err: describeError },
    formatters: { log: withoutSecrets },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const secrets = new Set([
  ...["authorization", "password", "token", "accessToken", "refreshToken", "idToken", "apiKey"],
]);

/** A line has few fields, and most are numbers: looking at each costs less than a path for each place. */
function withoutSecrets(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!secrets.has(name)) kept[name] = isPlain(value) ? withoutSecrets(value) : value;
  }
  return kept;
}

/** Errors are described, and arrays are never of what is named. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/**
 * What a log may say of an error. Messages of other people's errors quote the data that they tripped over
 * (`invalid input syntax: "…"`, `Unexpected token in "…"`), so that only their place and code are kept.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const fields = pickStrings(error, [
    "code",
    "syscall",
    "severity",
    "routine",
    "table_name",
    "constraint_name",
  ]);
  return {
    name: error.name,
    ...fields,
    ...(ours(error) || "syscall" in fields ? { message: error.message } : {}),
    at: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

function ours(error: Error): boolean {
  return (
    error instanceof EngineError || (error instanceof ProblemError && error.options.detail === undefined)
  );
}

function pickStrings(error: object, names: string[]): Record<string, string> {
  const found = Object.entries(error).filter(
    ([name, value]) => names.includes(name) && typeof value === "string",
  );
  return Object.fromEntries(found);
}
