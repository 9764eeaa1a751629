import { describe, expect, test } from "vitest";
import { formatDate } from "../../playground/fakes/zone.ts";
import { dateSerial, datetimeSerial, serialText, timeSerial } from "./serial.ts";
import { Zone } from "./zone.ts";

const noZone = (instant: number) => instant;

test.each([
  ["1899-12-31", 1],
  ["1900-03-01", 61],
  ["2026-11-23", 46349],
  ["2024-02-29", 45351],
  ["1815-12-10", -30701],
])("%s is day %d", (date, serial) => {
  expect(dateSerial(date)).toBe(serial);
});

test.each(["2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "23.11.2026", "0800-12-25", ""])(
  "%j is no day that a sheet counts",
  (date) => {
    expect(dateSerial(date)).toBeNull();
  },
);

test.each([
  ["00:00:00", 0],
  ["12:00", 0.5],
  ["18:00:00", 0.75],
])("%s is %d of a day", (time, serial) => {
  expect(timeSerial(time)).toBe(serial);
});

test.each(["24:00:00", "12:60", "noon"])("%j is no time", (time) => {
  expect(timeSerial(time)).toBeNull();
});

describe("datetimeSerial", () => {
  test.each([
    ["Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-29 01:30:00"],
    ["Europe/Berlin", "2026-03-29T01:30:00Z", "2026-03-29 03:30:00"],
    ["Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25 02:30:00"],
    ["Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25 02:30:00"],
    ["America/New_York", "2026-03-08T06:59:59Z", "2026-03-08 01:59:59"],
    ["America/New_York", "2026-03-08T07:00:00Z", "2026-03-08 03:00:00"],
    ["Asia/Kolkata", "2026-01-01T00:00:00+01:00", "2026-01-01 04:30:00"],
    ["Pacific/Auckland", "2026-12-31T23:15:00-0500", "2027-01-01 17:15:00"],
  ])("in %s, %s is %s", (timeZone, instant, wall) => {
    const zone = new Zone(timeZone, formatDate);
    const serial = datetimeSerial(instant, zone.wallAt);
    expect(serial === null ? null : serialText(serial)).toBe(wall);
  });

  test("without an offset it is the spreadsheet's own clock", () => {
    expect(datetimeSerial("2026-03-29T02:30:00", noZone)).toBeCloseTo(46110 + 2.5 / 24, 9);
  });

  test.each(["2026-02-30T10:00:00Z", "2026-01-01T25:00", "2026-01-01", "soon"])("%j is no moment", (text) => {
    expect(datetimeSerial(text, noZone)).toBeNull();
  });
});

test("a zone asks Google for offsets once a week of dates, not once a date", () => {
  let asked = 0;
  const zone = new Zone("Europe/Berlin", (...args) => {
    asked += 1;
    return formatDate(...args);
  });
  const start = Date.UTC(2026, 0, 1);
  for (let minute = 0; minute < 10_000; minute++) zone.wallAt(start + minute * 60_000);
  expect(asked).toBeLessThanOrEqual(4);
});
