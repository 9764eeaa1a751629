import { type CommittedEvent, READER_CAPACITY, Reader } from "./reader.ts";

/** A turn's events on their way from the store to the readers of this process. */
export class Broadcast {
  /** The last event that was told. */
  committed: number;
  readonly #attached = new Set<Reader>();

  constructor(committed = 0) {
    this.committed = committed;
  }

  /** What is told from now on, until `detach`. */
  attach(): Reader {
    const reader = new Reader(READER_CAPACITY);
    this.#attached.add(reader);
    return reader;
  }

  detach(reader: Reader): void {
    this.#attached.delete(reader);
  }

  publish(events: CommittedEvent[]): void {
    this.committed = events.at(-1)?.seq ?? this.committed;
    for (const reader of this.#attached) reader.push(events);
  }

  close(): void {
    for (const reader of this.#attached) reader.close();
  }
}
