import type { RateReport } from "../../../extraction/engine.ts";
import { type Begun, Pacer } from "./pacer.ts";

/** A request that is ready to be sent. */
export interface Request {
  /** At most, in and out. */
  tokens: number;
  /** Sends it; never rejects. Rates are told as soon as the server answers. */
  send(onRates: (report: RateReport) => void): Promise<SentOutcome>;
}

/** How a request went, as far as it concerns how many may be sent. */
export type SentOutcome =
  | { kind: "ok" }
  | { kind: "refused"; retryAfterMs: number | null }
  | { kind: "slow" };

/** Where requests come from: one job. */
export interface Supplier {
  userId: string;
  /** The next one that is ready, or null. */
  next(): Request | null;
}

/** Requests side by side at first; each one that succeeds adds one, a refusal halves them. */
const FIRST_WINDOW = 8;
/** How much of the room one person's jobs may take, so that another's first request never waits for an answer. */
const SHARE_OF_ONE = 7 / 8;

/**
 * Sends the requests of all jobs of a process: as many at once as the server bears, no faster than it allows, in turn
 * by person and by job.
 */
export class Scheduler {
  readonly #most: number;
  readonly #pacer = new Pacer();
  readonly #now: () => number;
  /** By person, whose turn is next first; of each person the jobs likewise. */
  readonly #suppliers = new Map<string, Supplier[]>();
  readonly #running = new Map<string, number>();
  #inFlight = 0;
  #window: number;
  #halvedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(most: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#now = now;
    this.#window = Math.min(FIRST_WINDOW, most);
  }

  add(supplier: Supplier): void {
    this.#suppliers.set(supplier.userId, [...(this.#suppliers.get(supplier.userId) ?? []), supplier]);
    this.pump();
  }

  remove(supplier: Supplier): void {
    const left = (this.#suppliers.get(supplier.userId) ?? []).filter((other) => other !== supplier);
    if (left.length > 0) this.#suppliers.set(supplier.userId, left);
    else this.#suppliers.delete(supplier.userId);
  }

  /** Sends what can be sent. Call it when a supplier has something new. */
  pump(): void {
    clearTimeout(this.#timer);
    while (this.#inFlight < this.#window) {
      const delay = this.#pacer.delay(1, this.#now());
      if (delay > 0) {
        this.#timer = setTimeout(() => this.pump(), delay);
        return;
      }
      const chosen = this.#choose();
      if (chosen === null) return;
      this.#send(chosen.userId, chosen.request);
    }
  }

  #choose(): { userId: string; request: Request } | null {
    const most = Math.max(1, Math.floor(this.#window * SHARE_OF_ONE));
    for (const [userId, suppliers] of [...this.#suppliers]) {
      if ((this.#running.get(userId) ?? 0) >= most) continue;
      for (const supplier of [...suppliers]) {
        const request = supplier.next();
        if (request === null) continue;
        this.#toTheEnd(userId, supplier);
        return { userId, request };
      }
    }
    return null;
  }

  #toTheEnd(userId: string, supplier: Supplier): void {
    const suppliers = this.#suppliers.get(userId);
    if (suppliers === undefined) return;
    this.#suppliers.delete(userId);
    this.#suppliers.set(userId, [...suppliers.filter((other) => other !== supplier), supplier]);
  }

  #send(userId: string, request: Request): void {
    this.#inFlight += 1;
    this.#running.set(userId, (this.#running.get(userId) ?? 0) + 1);
    const begun = this.#pacer.begin(request.tokens, this.#now());
    void request
      .send((report) => this.#pacer.learn(report, begun, this.#now()))
      .then((outcome) => this.#judge(outcome, begun))
      .finally(() => {
        this.#inFlight -= 1;
        const left = (this.#running.get(userId) ?? 1) - 1;
        if (left > 0) this.#running.set(userId, left);
        else this.#running.delete(userId);
        this.pump();
      });
  }

  #judge(outcome: SentOutcome, begun: Begun): void {
    if (outcome.kind === "ok") {
      this.#pacer.succeed();
      this.#window = Math.min(this.#most, this.#window + 1);
      return;
    }
    if (outcome.kind === "refused") this.#pacer.refuse(outcome.retryAfterMs, this.#now());
    // What was sent before the window was halved says nothing about the smaller one.
    if (begun.at < this.#halvedAt) return;
    this.#halvedAt = this.#now();
    this.#window = Math.max(1, Math.floor(this.#window / 2));
  }
}
