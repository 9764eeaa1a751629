import type { Place } from "./token-text.ts";

/** What crossing a line costs, in characters: a row's cells mostly share a line, or a few. */
const LINE_COST = 40;
/** A cell that stands further off than this counts no more: a heading, or another row's. */
const FAR = 2_000;
/** What it costs to go back behind the row before: rows mostly follow the source. */
const BACK_COST = 500;
const CANDIDATES = 8;

/**
 * Chooses among the places of each row's cells: near each other, and after the row before, so that repeated
 * values map to successive places.
 */
export class RowAligner {
  /** Where the row before ended. */
  #cursor = 0;

  /** One place for each cell that has any; equal cells of a row get successive ones. */
  align(cells: Place[][]): (Place | null)[] {
    const anchor = this.#anchorOf(cells);
    if (anchor === null) return cells.map(() => null);
    const chosen = this.#chooseNear(anchor, cells);
    this.#cursor = endOf(anchor, chosen);
    return chosen;
  }

  /** Moves on behind a row whose places are known. */
  pass(end: number): void {
    this.#cursor = end;
  }

  get cursor(): number {
    return this.#cursor;
  }

  /** The place around which the whole row is closest together, by its rarest cells: some of them may be wrong. */
  #anchorOf(cells: Place[][]): Place | null {
    const rare = cells.filter((places) => places.length > 0).sort((a, b) => a.length - b.length);
    let best: { place: Place; cost: number } | null = null;
    for (const place of rare.slice(0, 3).flatMap((places) => around(places, this.#cursor))) {
      const back = place.start < this.#cursor ? BACK_COST : 0;
      const lead = Math.min(Math.abs(place.start - this.#cursor) / FAR, 20);
      const cost = rare.reduce((sum, places) => sum + this.#costTo(place, places), back + lead);
      if (best === null || cost < best.cost) best = { place, cost };
    }
    return best?.place ?? null;
  }

  #costTo(anchor: Place, places: Place[]): number {
    return Math.min(FAR, ...this.#neighbours(anchor, places).map((place) => this.#cost(anchor, place)));
  }

  #cost(anchor: Place, place: Place): number {
    const apart =
      place.start >= anchor.end ? place.start - anchor.end : Math.max(0, anchor.start - place.end);
    const taken = place.start < this.#cursor && anchor.start >= this.#cursor ? BACK_COST : 0;
    return apart + taken + Math.abs(place.line - anchor.line) * LINE_COST;
  }

  /** The places beside the anchor, and the first one after the row before. */
  #neighbours(anchor: Place, places: Place[], wanted = 1): Place[] {
    const at = firstFrom(places, anchor.start);
    const free = firstFrom(places, this.#cursor);
    const near = places.slice(Math.max(0, at - wanted), at + wanted);
    return [...new Set([...near, ...places.slice(free, free + wanted)])];
  }

  #chooseNear(anchor: Place, cells: Place[][]): (Place | null)[] {
    const chosen: (Place | null)[] = cells.map(() => null);
    for (const places of new Set(cells)) {
      const columns = cells.flatMap((each, column) => (each === places ? [column] : []));
      const nearest = this.#neighbours(anchor, places, columns.length)
        .sort((a, b) => this.#cost(anchor, a) - this.#cost(anchor, b))
        .slice(0, columns.length)
        .sort((a, b) => a.start - b.start);
      columns.forEach((column, nth) => {
        chosen[column] = nearest[nth] ?? nearest.at(-1) ?? null;
      });
    }
    return chosen;
  }
}

/** The places before and after an offset, at most `CANDIDATES`. */
function around(places: Place[], offset: number): Place[] {
  const at = firstFrom(places, offset);
  return places.slice(Math.max(0, at - CANDIDATES / 2), at + CANDIDATES);
}

/** The index of the first place that starts at the offset or later. */
function firstFrom(places: Place[], offset: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function endOf(anchor: Place, chosen: (Place | null)[]): number {
  const near = chosen.filter((place) => place !== null && Math.abs(place.start - anchor.start) < FAR / 4);
  return Math.max(anchor.end, ...near.map((place) => place?.end ?? 0));
}
