import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { Config } from "../../config.ts";
import type { Bucket } from "../../platform/rate-limits.ts";
import type { AppEnv } from "../../platform/router.ts";

const MINUTE = 60;
const HOUR = 3_600;
/** Many addresses together may try one account so much more often than one may. */
const ALL_ADDRESSES = 10;

/** A request that may have a model asked counts as a turn too. */
const asksModel = /\/(messages|extract|redo|jobs)$/;

/** What a signed-in request is taken from. */
export function requestBuckets({ rates }: Config, context: Context<AppEnv>, userId: string): Bucket[] {
  const address = context.var.clientAddress;
  const buckets = userBuckets({ rates }, userId, address);
  const isTurn = context.req.method === "POST" && asksModel.test(context.req.path);
  return isTurn ? [...buckets, ...turnBuckets({ rates }, userId, address)] : buckets;
}

export function userBuckets({ rates }: Pick<Config, "rates">, userId: string, address: string): Bucket[] {
  return [
    minutely("requests", userId, rates.requestsPerMinute),
    minutely("requests-address", address, rates.requestsPerMinutePerAddress),
  ];
}

/** What a turn is taken from. */
export function turnBuckets({ rates }: Pick<Config, "rates">, userId: string, address: string): Bucket[] {
  return [
    minutely("turns", userId, rates.turnsPerMinute),
    minutely("turns-address", address, rates.turnsPerMinutePerAddress),
  ];
}

/** What a request without a sign-in is taken from. */
export function publicBuckets({ rates }: Config, address: string): Bucket[] {
  return [minutely("requests-address", address, rates.requestsPerMinutePerAddress)];
}

/**
 * What a sign-in with a password is taken from. One address alone cannot use up an account's allowance, so that who
 * guesses does not lock its owner out.
 */
export function loginBuckets(config: Config, address: string, email: string): Bucket[] {
  const { loginsPerMinutePerAddress, loginsPerHour } = config.rates;
  const account = createHash("sha256").update(email.toLowerCase()).digest("base64url");
  return [
    ...publicBuckets(config, address),
    minutely("logins-address", address, loginsPerMinutePerAddress),
    hourly("logins", `${account}:${address}`, loginsPerHour),
    hourly("logins-account", account, loginsPerHour * ALL_ADDRESSES),
  ];
}

function minutely(policy: string, subject: string, quota: number): Bucket {
  return { policy, subject, quota, windowSeconds: MINUTE };
}

function hourly(policy: string, subject: string, quota: number): Bucket {
  return { policy, subject, quota, windowSeconds: HOUR };
}
