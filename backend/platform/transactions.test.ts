import { expect, test } from "vitest";
import { type Database, isDatabaseUnavailable } from "./database.ts";
import { beginPatiently, boundTransactions } from "./transactions.ts";

/** A pool whose transactions last until they are let go. */
function heldPool(connections: number, waitMs: number) {
  const held: (() => void)[] = [];
  const sql = Object.assign(() => {}, {
    begin: async (work: () => unknown) => {
      await new Promise<void>((resolve) => held.push(resolve));
      return work();
    },
  }) as unknown as Database;
  const load = boundTransactions(sql, { connections, waitMs });
  const begin = (name: string) => sql.begin(async () => name);
  return { sql, begin, load, holds: () => held.length, letGo: () => held.shift()?.() };
}

test("transactions leave one connection free; others wait and go on in their order", async () => {
  const pool = heldPool(3, 60_000);
  const done: string[] = [];
  const all = ["a", "b", "c", "d"].map(async (name) => done.push(String(await pool.begin(name))));
  expect(pool.load()).toEqual({ running: 2, waiting: 2, connections: 3 });
  for (let round = 0; round < 4; round++) {
    await expect.poll(pool.holds).toBeGreaterThan(0);
    pool.letGo();
    await expect.poll(() => done.length).toBe(round + 1);
  }
  await Promise.all(all);
  expect(done).toEqual(["a", "b", "c", "d"]);
  expect(pool.load()).toEqual({ running: 0, waiting: 0, connections: 3 });
});

test("who waits too long is refused as if the database were away, and takes no place", async () => {
  const pool = heldPool(1, 10);
  const first = pool.begin("first");
  const error = await pool.begin("second").catch((refusal: unknown) => refusal);
  expect(isDatabaseUnavailable(error)).toBe(true);
  expect(pool.load()).toEqual({ running: 1, waiting: 0, connections: 1 });
  pool.letGo();
  expect(await first).toBe("first");
});

test("what must be kept waits for as long as it takes", async () => {
  const pool = heldPool(1, 10);
  const first = pool.begin("first");
  const kept = beginPatiently(pool.sql, async () => "kept");
  // Refused once, and asked again.
  await expect(pool.begin("second")).rejects.toThrow();
  pool.letGo();
  await first;
  await expect.poll(pool.holds).toBe(1);
  pool.letGo();
  expect(await kept).toBe("kept");
});
