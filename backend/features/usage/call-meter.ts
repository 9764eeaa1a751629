import type { Usage } from "../../contract/chat.ts";
import { type Engine, EngineError, type Meter } from "../../extraction/engine.ts";
import type { Database } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import { mostOf, type Reservation, reserveMost } from "./caps.ts";
import type { DayTotal } from "./queries.ts";
import { priceOf } from "./service.ts";

export interface MeteredCalls {
  userId: string;
  engine: Engine;
  /** What was taken for the first call; null where nothing is. */
  first: Reservation | null;
}

/**
 * Takes from the person's day what each call of one answer's model may need, before it is made: the first one's was
 * taken already, and each further one brings back what the calls that ended did not need. One statement a call.
 */
export class CallMeter {
  /** What the day holds for the answer now: settle against it. */
  held: Reservation | null;
  readonly #deps: Pick<Deps, "config" | "clock"> & { sql: Database };
  readonly #of: MeteredCalls;
  #calls = 0;
  #unneeded: DayTotal = { tokens: 0, amount: 0 };

  constructor(deps: Pick<Deps, "config" | "clock"> & { sql: Database }, of: MeteredCalls) {
    this.#deps = deps;
    this.#of = of;
    this.held = of.first;
  }

  /** Throws `cap-reached` as an engine's failure: what came before stays, and what is missing is named. */
  readonly meter: Meter = async (inputBytes) => {
    this.#calls += 1;
    const taken = this.#calls === 1 ? this.#of.first : await this.#take(inputBytes);
    return (used) => {
      if (taken !== null && used !== null) this.#bringBack(taken, used);
    };
  };

  async #take(inputBytes: number): Promise<Reservation | null> {
    const { userId, engine } = this.#of;
    const most = mostOf(this.#deps, engine, inputBytes);
    if (most === null || this.held === null) return null;
    const unneeded = this.#unneeded;
    this.#unneeded = { tokens: 0, amount: 0 };
    const change = {
      tokens: most.tokens - unneeded.tokens,
      amount: most.amount - unneeded.amount,
    };
    try {
      await reserveMost(this.#deps, this.#deps.sql, userId, [change]);
    } catch (error) {
      this.#unneeded = add(this.#unneeded, unneeded);
      if (!(error instanceof ProblemError)) throw error;
      const { detail } = error.options;
      throw new EngineError("cap-reached", { retryable: false, ...(detail === undefined ? {} : { detail }) });
    }
    this.held = { ...this.held, ...add(this.held, change) };
    return most;
  }

  #bringBack(taken: Reservation, used: Usage): void {
    const cost = priceOf(this.#deps, { engine: this.#of.engine, usage: used })?.amount ?? 0;
    const tokens = taken.tokens - used.inputTokens - used.outputTokens;
    this.#unneeded = add(this.#unneeded, { tokens, amount: taken.amount - cost });
  }
}

function add(a: DayTotal, b: DayTotal): DayTotal {
  return { tokens: a.tokens + b.tokens, amount: a.amount + b.amount };
}
