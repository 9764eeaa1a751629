import { resolve } from "node:path";
import * as z from "zod";
import { isLoopback } from "./platform/loopback.ts";
import { StartError } from "./platform/start-error.ts";

const MIB = 1024 * 1024;

const flag = (initial: boolean) =>
  z
    .enum(["on", "off", "true", "false", "1", "0"], "must be on or off")
    .transform((value) => value === "on" || value === "true" || value === "1")
    .default(initial);

const whole = (initial: number, min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`)
    .default(initial);

const list = z
  .string()
  .default("")
  .transform((value) => value.split(/[\s,]+/).filter((item) => item !== ""));

const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http or https address" });

const signUp = z.string().transform((value, context): SignUpPolicy => {
  if (value === "open" || value === "closed") return { policy: value };
  const items = value
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((item) => item !== "");
  const bad = items.find((item) => !/^([^@\s]+@|@)?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(item));
  if (bad !== undefined || items.length === 0) {
    context.addIssue({
      code: "custom",
      message: "must be open, closed, or a list of email addresses and domains",
    });
    return z.NEVER;
  }
  return {
    policy: "listed",
    emails: items.filter((item) => item.includes("@") && !item.startsWith("@")),
    domains: items
      .filter((item) => !item.includes("@") || item.startsWith("@"))
      .map((item) => item.replace("@", "")),
  };
});

/** USD per million tokens: input, cached input, output. */
const prices = z
  .string()
  .regex(
    /^\d+(\.\d+)?,\d+(\.\d+)?,\d+(\.\d+)?$/,
    "must be three numbers: input,cached,output in USD per million",
  )
  .transform((value) => {
    const [input = 0, cached = 0, output = 0] = value.split(",").map(Number);
    return { input, cached, output };
  });

const Environment = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: whole(8787, 0, 65_535),
  PLAYGROUND: flag(false),
  PLAYGROUND_FRAME_PORT: whole(8788, 0, 65_535),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" }).optional(),
  DATABASE_CONNECTIONS: whole(10, 1, 500),
  SIGN_UP: signUp.optional(),
  ADMIN_CONTACT: z.string().max(200).optional(),
  JWT_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  GOOGLE_CLIENT_IDS: list,
  SESSION_DAYS: whole(30, 1, 365),
  PASSWORD_HASH_COST: whole(12, 4, 16),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  OPENAI_API: z.enum(["responses", "chat-completions"], "must be responses or chat-completions").optional(),
  OPENAI_MODEL: z.string().default("gpt-5-mini"),
  OPENAI_REASONING_EFFORT: z.enum(["none", "minimal", "low", "medium", "high"]).optional(),
  OPENAI_PRICES: prices.optional(),
  OPENAI_MAX_OUTPUT_TOKENS: whole(32_000, 256, 1_000_000),
  MAX_SOURCE_BYTES: whole(5 * MIB, 1_024, 100 * MIB),
  CONTEXT_MESSAGES: whole(10, 0, 100),
  CONTEXT_TOKENS: whole(16_000, 256, 1_000_000),
  TURN_CONNECT_TIMEOUT_MS: whole(60_000, 10, 600_000),
  TURN_IDLE_TIMEOUT_MS: whole(60_000, 10, 600_000),
  TURN_TIMEOUT_MS: whole(600_000, 10, 3_600_000),
  TURN_GRACE_MS: whole(60_000, 0, 3_600_000),
  TURN_LEASE_MS: whole(20_000, 100, 600_000),
  HEARTBEAT_MS: whole(15_000, 10, 60_000),
  STOP_TIMEOUT_MS: whole(10_000, 0, 600_000),
  ERASE_AFTER_DAYS: whole(30, 1, 3_650),
});

export type SignUpPolicy =
  | { policy: "open" }
  | { policy: "closed" }
  | { policy: "listed"; emails: string[]; domains: string[] };

export type Config = Readonly<ReturnType<typeof build>>;

/**
 * Reads the environment's variables, which `.env.example` explains. An empty one counts as absent.
 * Throws a `StartError` of one line that names the bad variable.
 */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const present = Object.entries(environment).filter(
    ([, value]) => value !== undefined && value.trim() !== "",
  );
  const parsed = Environment.safeParse(Object.fromEntries(present));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new StartError(`${String(issue?.path[0])} ${issue?.message}`);
  }
  const config = build(parsed.data);
  check(config);
  return deepFreeze(config);
}

function build(env: z.infer<typeof Environment>) {
  const production = env.NODE_ENV === "production";
  return {
    production,
    logLevel: env.LOG_LEVEL ?? (env.PLAYGROUND ? "warn" : "info"),
    host: env.HOST,
    port: env.PORT,
    playground: env.PLAYGROUND ? { framePort: env.PLAYGROUND_FRAME_PORT } : null,
    dataDir: resolve(env.DATA_DIR),
    /** Null: the embedded database, in `dataDir`. */
    databaseUrl: env.DATABASE_URL ?? null,
    databaseConnections: env.DATABASE_CONNECTIONS,
    signUp:
      env.SIGN_UP ?? ({ policy: production ? "closed" : "open" } satisfies SignUpPolicy as SignUpPolicy),
    adminContact: env.ADMIN_CONTACT ?? null,
    /** Null outside production: made at the first start and kept in `dataDir`. */
    jwtSecret: env.JWT_SECRET ?? null,
    googleClientIds: env.GOOGLE_CLIENT_IDS,
    sessionDays: env.SESSION_DAYS,
    passwordHashCost: env.PASSWORD_HASH_COST,
    openai: {
      /** A compatible server may do without a key; null with no base URL is no model. */
      apiKey: env.OPENAI_API_KEY ?? null,
      baseUrl: env.OPENAI_BASE_URL ?? null,
      api: env.OPENAI_API ?? (env.OPENAI_BASE_URL === undefined ? "responses" : "chat-completions"),
      model: env.OPENAI_MODEL,
      reasoningEffort: env.OPENAI_REASONING_EFFORT ?? null,
      /** USD per million tokens; null: a turn's cost is not known. */
      prices: env.OPENAI_PRICES ?? null,
      maxOutputTokens: env.OPENAI_MAX_OUTPUT_TOKENS,
    },
    limits: {
      maxSourceBytes: env.MAX_SOURCE_BYTES,
      /** A source grows when it is escaped as JSON. */
      maxBodyBytes: 2 * env.MAX_SOURCE_BYTES + MIB,
      contextMessages: env.CONTEXT_MESSAGES,
      contextTokens: env.CONTEXT_TOKENS,
      turnConnectTimeoutMs: env.TURN_CONNECT_TIMEOUT_MS,
      turnIdleTimeoutMs: env.TURN_IDLE_TIMEOUT_MS,
      turnTimeoutMs: env.TURN_TIMEOUT_MS,
      turnGraceMs: env.TURN_GRACE_MS,
      turnLeaseMs: env.TURN_LEASE_MS,
      heartbeatMs: env.HEARTBEAT_MS,
      stopTimeoutMs: env.STOP_TIMEOUT_MS,
      eraseAfterDays: env.ERASE_AFTER_DAYS,
    },
  };
}

function check(config: Config): void {
  if (config.production && config.jwtSecret === null) {
    throw new StartError("JWT_SECRET must be set in production, to at least 32 random characters");
  }
  if (config.production && config.passwordHashCost < 12) {
    throw new StartError("PASSWORD_HASH_COST must be at least 12 in production");
  }
  if (config.playground && config.production) {
    throw new StartError("PLAYGROUND must be off in production: anyone who reaches it is signed in");
  }
  if (config.playground && !isLoopback(config.host)) {
    throw new StartError(`HOST must be a loopback address while PLAYGROUND is on, not ${config.host}`);
  }
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === "object" && part !== null) deepFreeze(part);
  return Object.freeze(value);
}
