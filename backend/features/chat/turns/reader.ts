import type { NumberedEvent } from "../../../contract/events.ts";
import { toStoredJson } from "../../../platform/stored-json.ts";

/** An event with its JSON, which the store and all readers get: it is written once. */
export interface WrittenEvent extends NumberedEvent {
  json: string;
}

export function written({ seq, event }: NumberedEvent): WrittenEvent {
  return { seq, event, json: toStoredJson(event) };
}

/** What one reader may have waiting, in characters of JSON. A slower one is let go; it can resume. */
export const READER_CAPACITY = 4 * 1024 * 1024;

/** What is taken together, about as much: so many characters of JSON. */
const BATCH = 64 * 1024;

/** Events on their way to one reader: committed, not yet read, bounded. */
export class Reader {
  readonly #capacity: number;
  #waiting: WrittenEvent[] = [];
  #size = 0;
  #closed = false;
  /** Whether it was let go because more waited than it may have waiting. */
  wasSlow = false;
  #wake = () => {};

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(events: WrittenEvent[]): void {
    if (this.#closed) return;
    // Only what has waited already tells that a reader is slow: one batch may be larger by itself.
    if (this.#size > this.#capacity) {
      this.#waiting = [];
      this.#closed = true;
      this.wasSlow = true;
    }
    for (const event of this.#closed ? [] : events) {
      this.#waiting.push(event);
      this.#size += event.json.length;
    }
    this.#wake();
  }

  /** No more will come; what waits can still be read. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** What has come, together. Ends when the reader is closed or was too slow, or when the signal is aborted. */
  async *read(signal: AbortSignal): AsyncGenerator<WrittenEvent[]> {
    const onAbort = () => this.#wake();
    signal.addEventListener("abort", onAbort);
    try {
      while (!signal.aborted) {
        if (this.#waiting.length > 0) yield this.#take();
        else if (this.#closed) return;
        else {
          const { promise, resolve } = Promise.withResolvers<void>();
          this.#wake = resolve;
          await promise;
        }
      }
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  #take(): WrittenEvent[] {
    let [count, size] = [0, 0];
    for (; count < this.#waiting.length && size < BATCH; count += 1) {
      size += this.#waiting[count]?.json.length ?? 0;
    }
    this.#size -= size;
    return this.#waiting.splice(0, count);
  }
}
