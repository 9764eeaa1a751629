const SPAN_MS = 60_000;
/** Less says too little. */
const LEAST_MS = 1_000;

/** How many rows a minute ended lately. */
export class Meter {
  #ended: { at: number; rows: number }[] = [];
  #since: number;

  constructor(now: number) {
    this.#since = now;
  }

  /** Counts rows that ended; the rate over the last minute, or null while it is too early to say. */
  count(rows: number, now: number): number | null {
    this.#ended.push({ at: now, rows });
    this.#ended = this.#ended.filter(({ at }) => at > now - SPAN_MS);
    const span = Math.min(SPAN_MS, now - this.#since);
    if (span < LEAST_MS) return null;
    return (this.#ended.reduce((sum, { rows: count }) => sum + count, 0) / span) * 60_000;
  }
}
