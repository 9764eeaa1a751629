import { EngineError } from "../engine.ts";

type Limit = "connect" | "idle" | "deadline";

const details: Record<Limit, string> = {
  connect: "The model's server took the request and did not answer.",
  idle: "The answer stopped in the middle.",
  deadline: "The answer took longer than the limit for a whole answer.",
};

/** Made once: an error takes its stack's length to make, and every call ends with one. */
const OVER = new DOMException("The call is over", "AbortError");

/**
 * One call's time limits and its abort: `signal` closes the model's socket when the caller aborts, a limit
 * passes or the call is over.
 */
export class CallLimits {
  readonly signal: AbortSignal;
  #controller = new AbortController();
  #passed: Limit | null = null;
  #stop: () => void;

  constructor(caller: AbortSignal, deadlineMs: number) {
    this.signal = this.#controller.signal;
    const forward = () => this.#controller.abort();
    const deadline = setTimeout(() => this.#expire("deadline"), deadlineMs);
    this.#stop = () => {
      clearTimeout(deadline);
      caller.removeEventListener("abort", forward);
    };
    if (caller.aborted) forward();
    else caller.addEventListener("abort", forward, { once: true });
  }

  /** Aborts the call when `work` takes longer. */
  async within<T>(limit: Limit, ms: number, work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#expire(limit), ms);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The limit that ended the call, or null when something else did. */
  failure(): EngineError | null {
    if (this.#passed === null) return null;
    return new EngineError("model-timeout", { retryable: true, detail: details[this.#passed] });
  }

  /** Ends the call, closing its socket if that is still open. */
  close(): void {
    this.#stop();
    this.#controller.abort(OVER);
  }

  #expire(limit: Limit): void {
    this.#passed ??= limit;
    this.#controller.abort();
  }
}
