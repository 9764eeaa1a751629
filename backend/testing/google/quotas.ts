import { Refusal } from "./workbook.ts";

const MINUTE_MS = 60_000;

/** Requests of the last minute, of all and by token. */
export class Quotas {
  readonly #quota: { project: number; account: number };
  readonly #now: () => Date;
  #times: { at: number; of: string }[] = [];

  constructor(quota: { project: number; account: number }, now: () => Date) {
    this.#quota = quota;
    this.#now = now;
  }

  forget(): void {
    this.#times = [];
  }

  /** Throws what Google says where too many came. */
  take(of: string): void {
    const at = this.#now().getTime();
    this.#times = this.#times.filter((time) => time.at > at - MINUTE_MS);
    const own = this.#times.filter((time) => time.of === of).length;
    if (this.#times.length < this.#quota.project && own < this.#quota.account) {
      this.#times.push({ at, of });
      return;
    }
    const whose = own < this.#quota.account ? "per minute" : "per minute per user";
    throw new Refusal(
      `Quota exceeded for quota metric 'Write requests' and limit 'Write requests ${whose}'`,
      429,
    );
  }
}
