/** Runs a generator on without waiting for its reader; what it gave is read in order. */
export class Ahead<T> implements AsyncIterable<T> {
  readonly #given: T[] = [];
  #ended = false;
  #failure: { error: unknown } | null = null;
  #wake: () => void = () => {};

  constructor(events: AsyncIterable<T>) {
    this.#pull(events).catch((error: unknown) => {
      this.#failure = { error };
      this.#wake();
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (let at = 0; ; at += 1) {
      while (at >= this.#given.length) {
        if (this.#failure) throw this.#failure.error;
        if (this.#ended) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      const next = this.#given[at];
      if (next !== undefined) yield next;
    }
  }

  async #pull(events: AsyncIterable<T>): Promise<void> {
    for await (const event of events) {
      this.#given.push(event);
      this.#wake();
    }
    this.#ended = true;
    this.#wake();
  }
}
