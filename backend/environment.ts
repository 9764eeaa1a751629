import * as z from "zod";
import type { PriceTable } from "./model-prices.ts";
import { isProxyEntry } from "./platform/client-address.ts";

export const MIB = 1024 * 1024;

export type SignUpPolicy =
  | { policy: "open" }
  | { policy: "closed" }
  | { policy: "listed"; emails: string[]; domains: string[] };

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

const proxies = list.refine(
  (entries) => entries.every(isProxyEntry),
  "must be addresses, CIDR blocks, loopback or private",
);

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

const dollars = (initial: number) =>
  z
    .string()
    .regex(/^\d+(\.\d{1,6})?$/, "must be an amount in USD")
    .transform(Number)
    .default(initial);

const numbers = "\\d+(?:\\.\\d+)?,\\d+(?:\\.\\d+)?,\\d+(?:\\.\\d+)?";
const priceList = new RegExp(`^(?:${numbers}|[^\\s=]+=${numbers}(?:[\\s;]+[^\\s=]+=${numbers})*)$`);

/** By model, or by "*" for whichever is set. */
const prices = z
  .string()
  .trim()
  .regex(
    priceList,
    "must be three numbers, input,cached,output in USD per million, or model=input,cached,output for each",
  )
  .transform((value): PriceTable => {
    const entries = value
      .split(/[\s;]+/)
      .map((entry) => (entry.includes("=") ? entry.split("=") : ["*", entry]));
    return Object.fromEntries(
      entries.map(([model = "", figures = ""]) => {
        const [input = 0, cached = 0, output = 0] = figures.split(",").map(Number);
        return [model, { input, cached, output }];
      }),
    );
  });

/** `id:key`, the key of 32 bytes in base64. */
const encryptionKeys = list.transform((entries, context) =>
  entries.map((entry) => {
    const [, id = "", text = ""] = /^([\w-]{1,40}):([\w+/-]+=*)$/.exec(entry) ?? [];
    if (Buffer.from(text, "base64").length === 32) return { id, key: text };
    context.addIssue({ code: "custom", message: "must be id:key, the key 32 random bytes in base64" });
    return z.NEVER;
  }),
);

/** Every variable as it is read, with its default. `.env.example` explains each. */
export const Environment = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: whole(8787, 0, 65_535),
  PLAYGROUND: flag(false),
  PLAYGROUND_FRAME_PORT: whole(8788, 0, 65_535),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" }).optional(),
  DATABASE_CONNECTIONS: whole(10, 1, 500),
  DATABASE_WAIT_MS: whole(5_000, 10, 60_000),
  TRUSTED_PROXIES: proxies,
  SIGN_UP: signUp.optional(),
  ADMIN_CONTACT: z.string().max(200).optional(),
  JWT_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  GOOGLE_CLIENT_IDS: list,
  GOOGLE_OAUTH_CLIENT_ID: z.string().optional(),
  GOOGLE_OAUTH_CLIENT_SECRET: z.string().optional(),
  GOOGLE_TIMEOUT_MS: whole(60_000, 10, 600_000),
  PUBLIC_URL: httpUrl.optional(),
  ENCRYPTION_KEYS: encryptionKeys,
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
  OFFLINE_FIRST: flag(true),
  MAX_FILE_BYTES: whole(10 * MIB, 1_024, 1_000 * MIB),
  MAX_FILES: whole(20, 1, 50),
  MAX_UPLOAD_BYTES: whole(40 * MIB, 1_024, 1_000 * MIB),
  MAX_FILE_PAGES: whole(500, 1, 100_000),
  MAX_FILE_INFLATED_BYTES: whole(100 * MIB, 1_024, 2_000 * MIB),
  MAX_KEPT_FILE_BYTES: whole(50 * MIB, 1_024, 10_000 * MIB),
  FILE_TIMEOUT_MS: whole(30_000, 10, 600_000),
  FILE_MEMORY_MB: whole(512, 64, 16_384),
  FILE_KEPT_HOURS: whole(24, 1, 720),
  CONTEXT_MESSAGES: whole(10, 0, 100),
  CONTEXT_TOKENS: whole(16_000, 256, 1_000_000),
  TURN_CONNECT_TIMEOUT_MS: whole(60_000, 10, 600_000),
  TURN_IDLE_TIMEOUT_MS: whole(60_000, 10, 600_000),
  TURN_TIMEOUT_MS: whole(600_000, 10, 3_600_000),
  TURN_GRACE_MS: whole(60_000, 0, 3_600_000),
  TURN_LEASE_MS: whole(20_000, 100, 600_000),
  HEARTBEAT_MS: whole(15_000, 10, 60_000),
  SOCKET_AUTH_TIMEOUT_MS: whole(5_000, 10, 60_000),
  STOP_TIMEOUT_MS: whole(10_000, 0, 600_000),
  REQUESTS_PER_MINUTE: whole(600, 1, 1_000_000),
  REQUESTS_PER_MINUTE_PER_ADDRESS: whole(3_000, 1, 1_000_000),
  TURNS_PER_MINUTE: whole(30, 1, 1_000_000),
  TURNS_PER_MINUTE_PER_ADDRESS: whole(300, 1, 1_000_000),
  LOGINS_PER_MINUTE_PER_ADDRESS: whole(20, 1, 1_000_000),
  LOGINS_PER_HOUR: whole(30, 1, 100_000),
  TOKENS_PER_DAY: whole(5_000_000, 1, 1_000_000_000_000),
  USD_PER_DAY: dollars(10),
  MAX_JOB_ROWS: whole(100_000, 1, 1_000_000),
  JOBS_AT_ONCE: whole(20, 1, 1_000),
  WEBHOOK_PRIVATE: flag(false),
  JOB_REQUESTS_AT_ONCE: whole(128, 1, 1_000),
  ERASE_AFTER_DAYS: whole(30, 1, 3_650),
});
