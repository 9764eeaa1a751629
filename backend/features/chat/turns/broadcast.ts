import { READER_CAPACITY, Reader, type WrittenEvent } from "./reader.ts";

/** A turn's events on their way from the store to the readers of this process. */
export class Broadcast {
  /** The last event that was told. */
  committed: number;
  /** What was in the store before anybody could listen, kept until more is. */
  #opening: WrittenEvent[];
  readonly #attached = new Set<Reader>();

  constructor(committed = 0, opening: WrittenEvent[] = []) {
    this.committed = committed;
    this.#opening = opening;
  }

  /** What is told after `last`, until `detach`; null where some of it has to be read from the store first. */
  attach(last: number): Reader | null {
    if (last < this.committed - this.#opening.length) return null;
    const reader = new Reader(READER_CAPACITY);
    reader.push(this.#opening.filter(({ seq }) => seq > last));
    this.#attached.add(reader);
    return reader;
  }

  detach(reader: Reader): void {
    this.#attached.delete(reader);
  }

  publish(events: WrittenEvent[]): void {
    if (events.length > 0) this.#opening = [];
    this.committed = events.at(-1)?.seq ?? this.committed;
    for (const reader of this.#attached) reader.push(events);
  }

  close(): void {
    for (const reader of this.#attached) reader.close();
  }
}
