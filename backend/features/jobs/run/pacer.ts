import type { Allowance, RateReport } from "../../../extraction/engine.ts";

/** Until all is there again, where a server does not say. */
const USUAL_WINDOW_MS = 60_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** A request that was begun, for what its answer's headers say. */
export interface Begun {
  at: number;
  number: number;
  tokens: number;
  /** Tokens of all requests up to and with this one. */
  tokensSoFar: number;
}

/**
 * Keeps to what a server says of its limits. What is left refills evenly; requests that it had not seen when it
 * answered count as taken. Replicas and chats take from the same: each answer says what they left. Milliseconds of any
 * clock that only goes forward.
 */
export class Pacer {
  readonly #requests = new Bucket();
  readonly #tokens = new Bucket();
  #begun = 0;
  #tokensBegun = 0;
  #blockedUntil = 0;
  #refusals = 0;

  /** How long to wait before a request of so many tokens. 0: now. */
  delay(tokens: number, now: number): number {
    const blocked = this.#blockedUntil - now;
    return Math.max(0, blocked, this.#requests.delay(1, now), this.#tokens.delay(tokens, now));
  }

  begin(tokens: number, now: number): Begun {
    this.#begun += 1;
    this.#tokensBegun += tokens;
    this.#requests.take(1, now);
    this.#tokens.take(tokens, now);
    return { at: now, number: this.#begun, tokens, tokensSoFar: this.#tokensBegun };
  }

  /** What came with an answer. */
  learn({ requests, tokens }: RateReport, begun: Begun, now: number): void {
    if (requests) this.#requests.learn(requests, { at: begun.at, since: this.#begun - begun.number }, now);
    if (tokens)
      this.#tokens.learn(tokens, { at: begun.at, since: this.#tokensBegun - begun.tokensSoFar }, now);
  }

  /** It refused one for its rate: nothing is sent for as long as it says, else longer each time. */
  refuse(retryAfterMs: number | null, now: number): void {
    const wait = retryAfterMs ?? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#refusals);
    if (now >= this.#blockedUntil) this.#refusals += 1;
    this.#blockedUntil = Math.max(this.#blockedUntil, now + Math.min(wait, LONGEST_WAIT_MS));
  }

  succeed(): void {
    this.#refusals = 0;
  }
}

class Bucket {
  /** Null until the server has said something. */
  #limit: number | null = null;
  #level = 0;
  #at = 0;
  #perMs = 0;

  delay(amount: number, now: number): number {
    if (this.#limit === null || this.#perMs === 0) return 0;
    // More than there ever is goes when all is there.
    const missing = Math.min(amount, this.#limit) - this.#levelAt(now);
    return missing <= 0 ? 0 : missing / this.#perMs;
  }

  take(amount: number, now: number): void {
    this.#level = this.#levelAt(now) - amount;
    this.#at = now;
  }

  /** `since`: what was begun after the request that this answers. */
  learn(
    { limit, remaining, resetMs }: Allowance,
    { at, since }: { at: number; since: number },
    now: number,
  ): void {
    const used = limit - remaining;
    // Until it is full again: the rate at which it fills, where enough is missing to tell.
    const isTold = resetMs !== null && resetMs > 0 && used >= limit / 20;
    if (this.#limit !== limit || this.#perMs === 0) this.#perMs = limit / USUAL_WINDOW_MS;
    if (isTold) this.#perMs = used / resetMs;
    this.#limit = limit;
    const refilled = Math.max(0, now - at) * this.#perMs;
    this.#level = Math.min(limit, remaining + refilled) - since;
    this.#at = now;
  }

  #levelAt(now: number): number {
    return this.#limit === null ? 0 : Math.min(this.#limit, this.#level + (now - this.#at) * this.#perMs);
  }
}
