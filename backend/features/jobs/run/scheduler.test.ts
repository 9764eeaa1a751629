import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Request, Scheduler, type SentOutcome, type Supplier } from "./scheduler.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LATENCY_MS = 3_000;

/** A job of so many requests, each answered after the latency; the times at which they were sent. */
function job(
  userId: string,
  count: number,
  outcomeOf: (sent: number) => SentOutcome = () => ({ kind: "ok" }),
) {
  const sent: number[] = [];
  const supplier: Supplier = { userId, next: () => (sent.length < count ? request() : null) };
  function request(): Request {
    return {
      tokens: 1,
      async send() {
        sent.push(performance.now());
        const outcome = outcomeOf(sent.length);
        await new Promise((resolve) => setTimeout(resolve, LATENCY_MS));
        return outcome;
      },
    };
  }
  return { supplier, sent };
}

/** A job whose server has so many requests a minute, and says so. */
function limited(userId: string, count: number, limit: number) {
  let level = limit;
  let at = performance.now();
  let refused = 0;
  const sent: number[] = [];
  const next = (): Request | null => {
    if (sent.length >= count) return null;
    return {
      tokens: 1,
      async send(onRates) {
        const now = performance.now();
        level = Math.min(limit, level + ((now - at) / 60_000) * limit);
        at = now;
        sent.push(now);
        const isTaken = level >= 1;
        if (isTaken) level -= 1;
        else refused += 1;
        const resetMs = ((limit - level) / limit) * 60_000;
        const report = { requests: { limit, remaining: Math.floor(level), resetMs }, tokens: null };
        await new Promise((resolve) => setTimeout(resolve, isTaken ? LATENCY_MS : 1));
        onRates(report);
        return isTaken ? { kind: "ok" } : { kind: "refused", retryAfterMs: null };
      },
    };
  };
  return { supplier: { userId, next }, sent, refused: () => refused };
}

test("of a server's rate at least 95 % is used, and it hardly ever has to refuse", async () => {
  const scheduler = new Scheduler(100);
  const { supplier, sent, refused } = limited("ann", 5_000, 1_000);
  scheduler.add(supplier);
  const began = performance.now();
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  const minutes = ((sent.at(-1) ?? 0) - began) / 60_000;
  expect(sent.length / minutes).toBeGreaterThan(950);
  expect(refused()).toBeLessThan(25);
});

test("another person's first request goes out at once, and their next ones in turn with everybody's", async () => {
  const scheduler = new Scheduler(16);
  scheduler.add(job("ann", 10_000).supplier);
  scheduler.add(job("ann", 10_000).supplier);
  await vi.advanceTimersByTimeAsync(30_000);
  const bob = job("bob", 10);
  const began = performance.now();
  scheduler.add(bob.supplier);
  expect(bob.sent).toEqual([began, began]);
  await vi.advanceTimersByTimeAsync(LATENCY_MS);
  expect(bob.sent.length).toBe(10);
});

test("two jobs of one person get as many requests each", async () => {
  const scheduler = new Scheduler(8);
  const jobs = [job("ann", 1_000), job("ann", 1_000)];
  for (const { supplier } of jobs) scheduler.add(supplier);
  await vi.advanceTimersByTimeAsync(30_000);
  const [first = 0, second = 0] = jobs.map(({ sent }) => sent.length);
  expect(Math.abs(first - second)).toBeLessThanOrEqual(8);
});

test("a refusal holds all requests back for as long as it says, and halves how many run", async () => {
  const scheduler = new Scheduler(8);
  const refusing = job("ann", 1_000, (nth) =>
    nth === 1 ? { kind: "refused", retryAfterMs: 20_000 } : { kind: "ok" },
  );
  const began = performance.now();
  scheduler.add(refusing.supplier);
  await vi.advanceTimersByTimeAsync(LATENCY_MS + 19_999);
  expect(refusing.sent.length).toBe(7);
  await vi.advanceTimersByTimeAsync(1);
  expect(refusing.sent.slice(7).every((at) => at === began + LATENCY_MS + 20_000)).toBe(true);
});

test("a job that is taken out sends nothing more", async () => {
  const scheduler = new Scheduler(8);
  const { supplier, sent } = job("ann", 1_000);
  scheduler.add(supplier);
  const before = sent.length;
  scheduler.remove(supplier);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent.length).toBe(before);
});
