import { expect, test } from "vitest";
import { Pacer } from "./pacer.ts";

const report = (remaining: number, resetMs: number | null) => ({
  requests: { limit: 60, remaining, resetMs },
  tokens: null,
});

test("before a server has said anything nothing waits", () => {
  const pacer = new Pacer();
  for (let at = 0; at < 1_000; at++) pacer.begin(1, 0);
  expect(pacer.delay(1, 0)).toBe(0);
});

test("what is left goes out, then one for each that fills in", () => {
  const pacer = new Pacer();
  const first = pacer.begin(1, 0);
  pacer.learn(report(2, 58_000), first, 0);
  pacer.begin(1, 0);
  expect(pacer.delay(1, 0)).toBe(0);
  pacer.begin(1, 0);
  expect(pacer.delay(1, 0)).toBeCloseTo(1_000);
  expect(pacer.delay(1, 1_000)).toBe(0);
});

test("requests that the server had not seen when it answered count as taken", () => {
  const pacer = new Pacer();
  const first = pacer.begin(1, 0);
  for (let at = 0; at < 5; at++) pacer.begin(1, 0);
  pacer.learn(report(5, 55_000), first, 0);
  expect(pacer.delay(1, 0)).toBeGreaterThan(0);
});

test("tokens have a limit of their own; a request above it goes when all is there", () => {
  const pacer = new Pacer();
  const first = pacer.begin(100, 0);
  pacer.learn({ requests: null, tokens: { limit: 6_000, remaining: 0, resetMs: null } }, first, 0);
  expect(pacer.delay(100, 0)).toBeCloseTo(1_000);
  expect(pacer.delay(100_000, 0)).toBeCloseTo(60_000);
});

test("refusals that say nothing wait longer each time, until one succeeds", () => {
  const pacer = new Pacer();
  pacer.refuse(null, 0);
  expect(pacer.delay(1, 0)).toBe(1_000);
  pacer.refuse(null, 1_000);
  expect(pacer.delay(1, 1_000)).toBe(2_000);
  pacer.succeed();
  pacer.refuse(null, 3_000);
  expect(pacer.delay(1, 3_000)).toBe(1_000);
  pacer.refuse(600_000, 3_000);
  expect(pacer.delay(1, 3_000)).toBe(60_000);
});
