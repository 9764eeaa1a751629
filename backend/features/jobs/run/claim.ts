import type { Deps } from "../../../platform/deps.ts";
import { type Reservation, reserveMost } from "../../usage/caps.ts";
import { costOf } from "../../usage/cost.ts";
import type { StoredTask } from "../queries.ts";
import { type ClaimedItem, type Most, mostOf, PACK_BYTES, packSize, takePack } from "./packs.ts";
import {
  beginItems,
  type Candidate,
  findCandidates,
  holdJob,
  type ItemEnd,
  type Run,
  reserveInJob,
  type Standing,
  settleItems,
} from "./queries.ts";

/** Inputs that one request asks for. */
export interface Pack {
  items: ClaimedItem[];
  most: Most;
  reserved: { tokens: number; amount: number };
  /** Of the person's day. */
  reservation: Reservation | null;
}

export type Claim =
  | { kind: "lost" }
  | { kind: "stopped" }
  /** `left`: inputs that have not ended. `isCapped`: there are some, and the cap has no room for the next. */
  | { kind: "claimed"; packs: Pack[]; reused: number; left: number; isCapped: boolean };

export interface Claiming {
  run: Run;
  task: StoredTask;
  /** Whether a model is asked, which costs something. */
  isModel: boolean;
  /** Requests to be made up, at most. */
  packs: number;
  /** Inputs that are begun and have not ended. */
  running: number;
}

const nothing = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };

/**
 * Takes the next inputs for this run, in one transaction: what has been answered before gets that answer, of equal ones
 * one is begun, and what their requests may take is reserved, in the job's cap and in the person's day. Throws
 * `cap-reached`.
 */
export async function claim(deps: Deps, asked: Claiming): Promise<Claim> {
  const { sql, clock, config } = deps;
  const { run, task, isModel } = asked;
  const at = clock();
  return sql.begin(async (tx): Promise<Claim> => {
    const standing = await holdJob(tx, run);
    if (standing === null) return { kind: "lost" };
    if (standing.isStopped) return { kind: "stopped" };
    const candidates = await findCandidates(tx, run, {
      count: asked.packs * packSize(task.columns),
      bytes: asked.packs * PACK_BYTES,
    });
    const rowsLeft = rowsUnder(standing, asked.running);
    const known = candidates.flatMap((candidate) => asEnd(candidate, task)).slice(0, Math.max(0, rowsLeft));
    if (known.length > 0) {
      const reserved = { tokens: 0, amount: 0 };
      await settleItems(
        tx,
        run,
        { ends: known, usage: nothing, amount: 0, reserved, rowsPerMinute: null },
        at,
      );
    }
    const fresh = differentOnes(candidates.filter((candidate) => asEnd(candidate, task).length === 0));
    const room = new Room(standing, rowsLeft - known.length);
    const packs: Omit<Pack, "reservation">[] = [];
    while (fresh.length > 0 && packs.length < asked.packs) {
      const pack = takePack(fresh, task.columns);
      const fitting = room.fit(pack, (items) => {
        const most = isModel
          ? mostOf(task, items, config.openai.maxOutputTokens)
          : { inputTokens: 0, outputTokens: 0 };
        const amount = isModel
          ? (costOf({ ...most, cachedTokens: 0 }, config.openai.prices)?.amount ?? 0)
          : 0;
        return { most, reserved: { tokens: most.inputTokens + most.outputTokens, amount } };
      });
      if (fitting === null) break;
      packs.push(fitting);
      if (fitting.items.length < pack.length) break;
    }
    const items = packs.flatMap((pack) => pack.items);
    if (items.length > 0)
      await beginItems(
        tx,
        run,
        items.map(({ position }) => position),
        at,
      );
    if (isModel && packs.length > 0) await reserveInJob(tx, run, sumOf(packs));
    const reservations = isModel
      ? await reserveMost(
          deps,
          tx,
          run.userId,
          packs.map(({ reserved }) => reserved),
        )
      : [];
    return {
      kind: "claimed",
      packs: packs.map((pack, index) => ({ ...pack, reservation: reservations[index] ?? null })),
      reused: known.length,
      left: standing.total - standing.done - standing.failed - known.length,
      isCapped: room.isFull || rowsLeft <= known.length,
    };
  });
}

/** What an input is answered with unasked: an equal one's result, or nothing where it says nothing. */
function asEnd({ position, input, earlier }: Candidate, { columns }: StoredTask): ItemEnd[] {
  if (earlier !== null) return [{ position, status: "done", cells: earlier, reused: true }];
  if (!input.every((cell) => cell.trim() === "")) return [];
  return [{ position, status: "done", cells: columns.map(() => ({ value: null })), reused: false }];
}

function differentOnes(candidates: Candidate[]): Candidate[] {
  return [...new Map(candidates.toReversed().map((item) => [item.taskHash, item])).values()].sort(
    (a, b) => a.position - b.position,
  );
}

function rowsUnder({ cap, done, failed }: Standing, running: number): number {
  return cap.rows === undefined ? Number.POSITIVE_INFINITY : cap.rows - done - failed - running;
}

function sumOf(packs: Omit<Pack, "reservation">[]): { tokens: number; amount: number } {
  return packs.reduce(
    (sum, { reserved }) => ({ tokens: sum.tokens + reserved.tokens, amount: sum.amount + reserved.amount }),
    { tokens: 0, amount: 0 },
  );
}

/** What a job's cap still has room for. */
class Room {
  isFull = false;
  #rows: number;
  #tokens: number;
  #amount: number;

  constructor({ cap, tokens, amount, reservedTokens, reservedAmount }: Standing, rows: number) {
    this.#rows = rows;
    this.#tokens = (cap.tokens ?? Number.POSITIVE_INFINITY) - tokens - reservedTokens;
    this.#amount = (cap.amount ?? Number.POSITIVE_INFINITY) - amount - reservedAmount;
  }

  /** As many of a request's inputs as there is room for, at what they take at most; null for none. */
  fit<Priced extends { reserved: { tokens: number; amount: number } }>(
    items: ClaimedItem[],
    priceOf: (items: ClaimedItem[]) => Priced,
  ): (Priced & { items: ClaimedItem[] }) | null {
    let count = Math.min(items.length, Math.max(0, this.#rows));
    if (count < items.length) this.isFull = true;
    for (; count > 0; count -= 1) {
      const taken = items.slice(0, count);
      const priced = priceOf(taken);
      const { tokens, amount } = priced.reserved;
      if (tokens <= this.#tokens && amount <= this.#amount) {
        this.#rows -= count;
        this.#tokens -= tokens;
        this.#amount -= amount;
        return { ...priced, items: taken };
      }
      this.isFull = true;
    }
    return null;
  }
}
