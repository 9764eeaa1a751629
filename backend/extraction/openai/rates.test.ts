import { expect, test } from "vitest";
import { ratesOf, retryAfterOf } from "./rates.ts";

const rates = (reset: string) =>
  ratesOf(
    new Headers({
      "x-ratelimit-limit-requests": "60",
      "x-ratelimit-remaining-requests": "59",
      "x-ratelimit-reset-requests": reset,
    }),
  ).requests?.resetMs;

test.each([
  ["1s", 1_000],
  ["20ms", 20],
  ["6m0s", 360_000],
  ["1h2m3.5s", 3_723_500],
  ["1d", 86_400_000],
  ["12", 12_000],
  ["soon", null],
  ["1s later", null],
])("until all is there again, written as %s", (reset, milliseconds) => {
  expect(rates(reset)).toBe(milliseconds);
});

test("a server that says nothing, or half of it, or nonsense, has said nothing", () => {
  expect(ratesOf(new Headers())).toEqual({ requests: null, tokens: null });
  expect(ratesOf(new Headers({ "x-ratelimit-limit-tokens": "9" })).tokens).toBeNull();
  expect(
    ratesOf(new Headers({ "x-ratelimit-limit-tokens": "0", "x-ratelimit-remaining-tokens": "0" })).tokens,
  ).toBeNull();
});

test("how long a refusal asks to wait, the finer unit first", () => {
  expect(retryAfterOf(new Headers({ "retry-after-ms": "250", "retry-after": "1" }))).toBe(250);
  expect(retryAfterOf(new Headers({ "retry-after": "3" }))).toBe(3_000);
  expect(retryAfterOf(new Headers({ "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }))).toBeNull();
});
