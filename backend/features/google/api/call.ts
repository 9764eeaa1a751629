import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import { limitQuietly } from "../../../platform/rate-limits.ts";
import { requireAccess } from "../access.ts";
import { accessTokenOf, markEnded } from "../connection/tokens.ts";
import { brokenOff, failureOf, GoogleFailure } from "./failures.ts";
import { quotaBuckets } from "./quotas.ts";

export type GoogleDeps = Pick<Deps, "sql" | "clock" | "sealer" | "googleAccess" | "config" | "log">;

/** Whose access is used, and how long the caller is willing to be told to wait. */
export interface Caller {
  userId: string;
  signal: AbortSignal;
  /** Tries of one call, and milliseconds that it may be put off by all together. */
  tries: number;
  patienceMs: number;
}

export interface GoogleCall {
  api: "sheets" | "drive";
  method: "GET" | "POST" | "PUT" | "PATCH";
  path: string;
  query?: Record<string, string>;
  /** A function is asked anew for each try: what it tells may be old by then. */
  body?: object | (() => Promise<object>);
  /** Doing it twice comes to the same: it is tried again also where it may have been carried out. */
  repeatable: boolean;
}

const FIRST_PAUSE_MS = 1_000;
const MOST_PAUSE_MS = 32_000;

/**
 * Asks Google, within its quotas, again where it is busy or away, each time after a longer pause. Throws a
 * `GoogleFailure`, whose outcome is unknown where it may have been carried out, or what `accessTokenOf` throws.
 */
export async function callGoogle<Answer>(
  deps: GoogleDeps,
  caller: Caller,
  call: GoogleCall,
): Promise<Answer> {
  const { pause } = requireAccess(deps);
  let waited = 0;
  for (let tries = 1; ; tries++) {
    try {
      await takeQuota(deps, caller, call);
      // The published description of the API says what comes back.
      const body = typeof call.body === "function" ? await call.body() : call.body;
      return (await askWithToken(deps, caller, call, body)) as Answer;
    } catch (error) {
      const wait = waitAfter(error, call, tries);
      if (wait === null || tries >= caller.tries || waited + wait > caller.patienceMs) throw error;
      deps.log.warn({ err: error, tries, wait }, "Google is asked again");
      waited += wait;
      await pause(wait, caller.signal);
    }
  }
}

/** Our own part of the quotas is used up: no answer of Google's. */
async function takeQuota({ sql }: GoogleDeps, { userId }: Caller, call: GoogleCall): Promise<void> {
  try {
    await limitQuietly(sql, quotaBuckets(call.method === "GET" ? "read" : "write", userId));
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === "rate-limited")) throw error;
    throw new GoogleFailure("google-rate-limited", "refused", "", error.options);
  }
}

/** Milliseconds until another try may help; null: none will. */
function waitAfter(error: unknown, { repeatable }: GoogleCall, tries: number): number | null {
  if (!(error instanceof GoogleFailure)) return null;
  const asked = error.code === "google-rate-limited" ? (error.options.retryAfter ?? 0) * 1_000 : 0;
  if (asked === 0 && (error.outcome === "refused" || !repeatable)) return null;
  const grown = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), MOST_PAUSE_MS);
  return Math.max(asked, grown / 2 + (Math.random() * grown) / 2);
}

/** A token that Google does not take is renewed once: it may have been withdrawn, or have ended before its time. */
async function askWithToken(
  deps: GoogleDeps,
  caller: Caller,
  call: GoogleCall,
  body: object | undefined,
): Promise<unknown> {
  const token = await accessTokenOf(deps, caller.userId);
  const first = await ask(deps, caller, call, { token, body });
  if (first !== "unauthenticated") return first.answer;
  const renewed = await accessTokenOf(deps, caller.userId, token);
  const second = await ask(deps, caller, call, { token: renewed, body });
  if (second !== "unauthenticated") return second.answer;
  await markEnded(deps, caller.userId);
  throw new ProblemError("google-consent-ended");
}

async function ask(
  deps: GoogleDeps,
  { signal }: Caller,
  { api, method, path, query }: GoogleCall,
  { token, body }: { token: string; body: object | undefined },
): Promise<{ answer: unknown } | "unauthenticated"> {
  const access = requireAccess(deps);
  const base = api === "sheets" ? access.sheetsUrl : access.driveUrl;
  const search = query === undefined ? "" : `?${new URLSearchParams(query)}`;
  const limit = AbortSignal.timeout(deps.config.limits.googleTimeoutMs);
  try {
    const response = await fetch(`${base}${path}${search}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, limit]),
    });
    const text = await response.text();
    if (response.status === 401) return "unauthenticated";
    if (!response.ok) throw failureOf(response.status, text, response.headers.get("retry-after"));
    return { answer: JSON.parse(text) };
  } catch (error) {
    if (error instanceof GoogleFailure || signal.aborted) throw error;
    throw brokenOff(error);
  }
}
