export interface BatchWriterOptions<T> {
  /** Writes one batch; the next begins when it has returned. */
  write: (batch: T[]) => Promise<void>;
  /** The most items that may wait. */
  capacity: number;
  /** Two neighbours as one, or null where they stay two. */
  join: (before: T, after: T) => T | null;
}

/** Gathers items while a batch is being written and writes what has gathered as the next one, in order. */
export class BatchWriter<T> {
  readonly #options: BatchWriterOptions<T>;
  #waiting: T[] = [];
  #writing: Promise<void> | null = null;
  #failure: { cause: unknown } | null = null;

  constructor(options: BatchWriterOptions<T>) {
    this.#options = options;
  }

  /** Resolves when there is room for another. Rejects with what a write failed with, then and ever after. */
  async add(item: T): Promise<void> {
    this.#requireWorking();
    const last = this.#waiting.at(-1);
    const joined = last === undefined ? null : this.#options.join(last, item);
    if (joined === null) this.#waiting.push(item);
    else this.#waiting[this.#waiting.length - 1] = joined;
    this.#writing ??= this.#writeAll();
    while (this.#waiting.length >= this.#options.capacity && this.#writing) await this.#writing;
    this.#requireWorking();
  }

  /** Hands back what still waits, once what is being written is; rejects with what a write failed with. Add no more. */
  async finish(): Promise<T[]> {
    const left = this.#waiting.splice(0);
    await this.#writing;
    this.#requireWorking();
    return left;
  }

  async #writeAll(): Promise<void> {
    // What is added in the same breath belongs to the first batch.
    await null;
    try {
      while (this.#waiting.length > 0) await this.#options.write(this.#waiting.splice(0));
    } catch (cause) {
      this.#failure = { cause };
      this.#waiting = [];
    } finally {
      this.#writing = null;
    }
  }

  #requireWorking(): void {
    if (this.#failure) throw this.#failure.cause;
  }
}
