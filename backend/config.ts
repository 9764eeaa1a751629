import { resolve } from "node:path";
import type * as z from "zod";
import { Environment, MIB, type SignUpPolicy } from "./environment.ts";
import { pricesOf } from "./model-prices.ts";
import { isLoopback } from "./platform/loopback.ts";
import { StartError } from "./platform/start-error.ts";

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
    /** Who reads `/metrics`; null: this machine alone, and nobody in production. */
    metricsToken: env.METRICS_TOKEN ?? null,
    host: env.HOST,
    port: env.PORT,
    playground: env.PLAYGROUND ? { framePort: env.PLAYGROUND_FRAME_PORT } : null,
    dataDir: resolve(env.DATA_DIR),
    /** Null: the embedded database, in `dataDir`. */
    databaseUrl: env.DATABASE_URL ?? null,
    databaseConnections: env.DATABASE_CONNECTIONS,
    databaseWaitMs: env.DATABASE_WAIT_MS,
    trustedProxies: env.TRUSTED_PROXIES,
    signUp:
      env.SIGN_UP ?? ({ policy: production ? "closed" : "open" } satisfies SignUpPolicy as SignUpPolicy),
    adminContact: env.ADMIN_CONTACT ?? null,
    /** Null outside production: made at the first start and kept in `dataDir`. */
    jwtSecret: env.JWT_SECRET ?? null,
    googleClientIds: env.GOOGLE_CLIENT_IDS,
    /** Null: nobody can connect Google Sheets. */
    googleOauth:
      env.GOOGLE_OAUTH_CLIENT_ID === undefined || env.GOOGLE_OAUTH_CLIENT_SECRET === undefined
        ? null
        : { clientId: env.GOOGLE_OAUTH_CLIENT_ID, clientSecret: env.GOOGLE_OAUTH_CLIENT_SECRET },
    /** Where browsers find this server, without a slash at its end; null: on this machine. */
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    /** The first one seals. None: one that is made at the first start and kept in `dataDir`. */
    encryptionKeys: env.ENCRYPTION_KEYS,
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
      prices: pricesOf(env.OPENAI_MODEL, {
        set: env.OPENAI_PRICES,
        isOpenAi: env.OPENAI_BASE_URL === undefined,
      }),
      maxOutputTokens: env.OPENAI_MAX_OUTPUT_TOKENS,
    },
    /** What is a table already is read without the model, also where one is connected. */
    offlineFirst: env.OFFLINE_FIRST,
    /** Webhooks may lead into the server's own network. */
    webhookPrivate: env.WEBHOOK_PRIVATE,
    limits: {
      maxSourceBytes: env.MAX_SOURCE_BYTES,
      /** A source grows when it is escaped as JSON. */
      maxBodyBytes: 2 * env.MAX_SOURCE_BYTES + MIB,
      /** One file, as uploaded; `maxUploadBytes` all of a request. */
      maxFileBytes: env.MAX_FILE_BYTES,
      maxFiles: env.MAX_FILES,
      maxUploadBytes: env.MAX_UPLOAD_BYTES,
      maxFilePages: env.MAX_FILE_PAGES,
      maxFileInflatedBytes: env.MAX_FILE_INFLATED_BYTES,
      /** Text of a person's files that wait for a message. */
      maxKeptFileBytes: env.MAX_KEPT_FILE_BYTES,
      fileTimeoutMs: env.FILE_TIMEOUT_MS,
      fileMemoryMb: env.FILE_MEMORY_MB,
      fileKeptHours: env.FILE_KEPT_HOURS,
      contextMessages: env.CONTEXT_MESSAGES,
      contextTokens: env.CONTEXT_TOKENS,
      turnConnectTimeoutMs: env.TURN_CONNECT_TIMEOUT_MS,
      turnIdleTimeoutMs: env.TURN_IDLE_TIMEOUT_MS,
      turnTimeoutMs: env.TURN_TIMEOUT_MS,
      turnGraceMs: env.TURN_GRACE_MS,
      turnLeaseMs: env.TURN_LEASE_MS,
      heartbeatMs: env.HEARTBEAT_MS,
      googleTimeoutMs: env.GOOGLE_TIMEOUT_MS,
      socketAuthTimeoutMs: env.SOCKET_AUTH_TIMEOUT_MS,
      stopTimeoutMs: env.STOP_TIMEOUT_MS,
      maxJobRows: env.MAX_JOB_ROWS,
      /** Of one person, under way. */
      jobsAtOnce: env.JOBS_AT_ONCE,
      /** To the model, of all jobs of this process. */
      jobRequestsAtOnce: env.JOB_REQUESTS_AT_ONCE,
      eraseAfterDays: env.ERASE_AFTER_DAYS,
    },
    /** How often a person, or an address, may do something. */
    rates: {
      requestsPerMinute: env.REQUESTS_PER_MINUTE,
      requestsPerMinutePerAddress: env.REQUESTS_PER_MINUTE_PER_ADDRESS,
      turnsPerMinute: env.TURNS_PER_MINUTE,
      turnsPerMinutePerAddress: env.TURNS_PER_MINUTE_PER_ADDRESS,
      loginsPerMinutePerAddress: env.LOGINS_PER_MINUTE_PER_ADDRESS,
      loginsPerHour: env.LOGINS_PER_HOUR,
    },
    /** What a person's answers may take from midnight to midnight, UTC. */
    caps: { tokensPerDay: env.TOKENS_PER_DAY, usdPerDay: env.USD_PER_DAY },
  };
}

function check(config: Config): void {
  if (config.production && config.jwtSecret === null) {
    throw new StartError("JWT_SECRET must be set in production, to at least 32 random characters");
  }
  if (config.production && config.googleOauth !== null && config.encryptionKeys.length === 0) {
    throw new StartError("ENCRYPTION_KEYS must be set in production where GOOGLE_OAUTH_CLIENT_ID is");
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
