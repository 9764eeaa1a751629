/** Chance that is the same on every run. */
export interface Chance {
  /** A whole number from 0 to below. */
  below(limit: number): number;
  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T;
  /** True in so many of a hundred cases. */
  inHundred(cases: number): boolean;
}

/** Marsaglia's xorshift: small, and its low bits are as good as its high ones. */
export function seeded(seed: number): Chance {
  let state = (seed * 2_654_435_761 + 88_675_123) | 0 || 1;
  const below = (limit: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  return {
    below,
    pick: (from) => {
      const at = below(from.length);
      const [picked] = from.slice(at, at + 1);
      if (picked === undefined) throw new Error("There is nothing to pick from");
      return picked;
    },
    inHundred: (cases) => below(100) < cases,
  };
}
