import type { NumberedEvent } from "../../../contract/events.ts";
import { Broadcast } from "./broadcast.ts";
import { written } from "./reader.ts";

/** Why a turn is ended from outside. */
export type Cutoff = "stop" | "nobody-reads" | "shutdown" | "lease-lost";

/** A turn that this process runs, and who reads it. */
export class LiveTurn extends Broadcast {
  readonly userId: string;
  readonly conversationId: string;
  readonly messageId: string;
  /** Resolves when the turn's end is stored. */
  readonly ended: Promise<void>;
  readonly #graceMs: number;
  readonly #controller = new AbortController();
  readonly #resolveEnded: () => void;
  #present = 0;
  #grace: NodeJS.Timeout | undefined;

  constructor(
    of: { userId: string; conversationId: string; messageId: string; opening: NumberedEvent },
    graceMs: number,
  ) {
    super(of.opening.seq, [written(of.opening)]);
    this.userId = of.userId;
    this.conversationId = of.conversationId;
    this.messageId = of.messageId;
    this.#graceMs = graceMs;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#resolveEnded = resolve;
    this.#waitForReaders();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get cutoff(): Cutoff | null {
    return this.signal.aborted ? (this.signal.reason as Cutoff) : null;
  }

  cut(reason: Cutoff): void {
    this.#controller.abort(reason);
  }

  /** Counts a reader until the answer is called: without any, the turn ends after the grace time. */
  join(): () => void {
    this.#present += 1;
    clearTimeout(this.#grace);
    return () => {
      this.#present -= 1;
      if (this.#present === 0) this.#waitForReaders();
    };
  }

  /** Another process has readers of it. */
  keep(): void {
    if (this.#present === 0) this.#waitForReaders();
  }

  end(): void {
    clearTimeout(this.#grace);
    this.close();
    this.#resolveEnded();
  }

  #waitForReaders(): void {
    clearTimeout(this.#grace);
    this.#grace = setTimeout(() => this.cut("nobody-reads"), this.#graceMs);
  }
}
