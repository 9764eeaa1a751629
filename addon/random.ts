/** A random source that gives the same for the same seed (mulberry32), so that a failure can be looked at again. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** From 0 on, below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `most`, both among them. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** Throws when there is nothing to pick from. */
  pick<T>(list: readonly T[]): T {
    const index = this.whole(0, list.length - 1);
    if (index < 0 || index >= list.length) throw new RangeError("Nothing to pick from");
    return list[index] as T;
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((each) => ({ each, order: this.next() }))
      .sort((left, right) => left.order - right.order)
      .map(({ each }) => each);
  }
}
