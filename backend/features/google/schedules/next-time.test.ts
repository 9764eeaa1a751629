import { expect, test } from "vitest";
import { nextTime } from "./next-time.ts";

const daily = { every: "day", time: "06:30", timeZone: "Europe/Berlin" } as const;

test.each([
  ["later on the same day", daily, "2026-03-02T05:29:59Z", "2026-03-02T05:30:00.000Z"],
  ["never the time itself", daily, "2026-03-02T05:30:00Z", "2026-03-03T05:30:00.000Z"],
  ["by the same clock in summer", daily, "2026-03-28T06:00:00Z", "2026-03-29T04:30:00.000Z"],
  [
    "a missed week once",
    { ...daily, every: "week", weekday: 1 },
    "2026-03-03T00:00:00Z",
    "2026-03-09T05:30:00.000Z",
  ],
  ["on Sundays", { ...daily, every: "week", weekday: 7 }, "2026-03-02T00:00:00Z", "2026-03-08T05:30:00.000Z"],
  [
    "an hour that is left out",
    { ...daily, time: "02:30" },
    "2026-03-28T12:00:00Z",
    "2026-03-29T01:30:00.000Z",
  ],
  [
    "an hour that comes twice, once",
    { ...daily, time: "02:30" },
    "2026-10-25T00:30:00Z",
    "2026-10-26T01:30:00.000Z",
  ],
  [
    "half an hour from UTC",
    { ...daily, timeZone: "Asia/Kolkata" },
    "2026-03-02T01:00:00Z",
    "2026-03-03T01:00:00.000Z",
  ],
] as const)("the next time: %s", (_, rhythm, after, next) => {
  expect(nextTime(rhythm, new Date(after)).toISOString()).toBe(next);
});
