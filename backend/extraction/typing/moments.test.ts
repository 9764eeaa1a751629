import { describe, expect, test } from "vitest";
import type { ColumnType } from "../../contract/cells.ts";
import { type TypedValue, typeCell } from "./type-cell.ts";

/** Already the 24th, a Tuesday, in Berlin. */
const now = new Date("2026-11-23T23:30:00Z");

function typed(locale: string, type: ColumnType, raw: string, name = "x"): TypedValue {
  return typeCell(raw, { name, type }, { locale, timeZone: "Europe/Berlin", now });
}

describe("dates", () => {
  test.each<[string, string, string]>([
    ["en", "2026-03-04", "2026-03-04"],
    ["en", "2026/3/4", "2026-03-04"],
    ["en", "20260304", "2026-03-04"],
    ["de", "03.04.2026", "2026-04-03"],
    ["en", "13/04/2026", "2026-04-13"],
    ["en-GB", "04/13/2026", "2026-04-13"],
    ["en", "04/04/2026", "2026-04-04"],
    ["en", "31/12/99", "1999-12-31"],
    ["en", "31/12/30", "2030-12-31"],
    ["en", "March 3rd, 2026", "2026-03-03"],
    ["de", "Mi., 4. März 2026", "2026-03-04"],
    ["en", "4. März 2026", "2026-03-04"],
    ["fr", "1er mars 2026", "2026-03-01"],
    ["es", "3 de marzo de 2026", "2026-03-03"],
    ["pt", "3 de março de 2026", "2026-03-03"],
    ["it", "3 marzo 2026", "2026-03-03"],
    ["nl", "3 mrt 2026", "2026-03-03"],
    ["sv", "3 mars 2026", "2026-03-03"],
    ["pl", "3 marca 2026", "2026-03-03"],
    ["ja", "2026年3月4日(水)", "2026-03-04"],
    ["zh", "2026年3月4日", "2026-03-04"],
    ["ar-EG", "٤ مارس ٢٠٢٦", "2026-03-04"],
    ["hi", "4 मार्च 2026", "2026-03-04"],
    ["en", "2026-03-04T23:30:00Z", "2026-03-04"],
    ["en", "yesterday", "2026-11-23"],
    ["de", "heute", "2026-11-24"],
    ["fr", "demain", "2026-11-25"],
    ["sv", "igår", "2026-11-23"],
    ["zh", "昨天", "2026-11-23"],
    ["en", "in 3 days", "2026-11-27"],
    ["ja", "令和6年4月3日", "2024-04-03"],
    ["ja", "令和元年5月1日", "2019-05-01"],
    ["ja", "昭和64年1月7日", "1989-01-07"],
    ["ja", "R6.4.3", "2024-04-03"],
    ["zh-TW", "民國113年4月3日", "2024-04-03"],
    ["en", "2026-W11-3", "2026-03-11"],
    ["en", "2026W113", "2026-03-11"],
    ["en", "2020-W53-5", "2021-01-01"],
  ])("%s %s", (locale, raw, value) => {
    expect(typed(locale, "date", raw)).toEqual({ value });
  });

  test.each<[string, string, string]>([
    ["en", "03/04/2026", "2026-03-04"],
    ["en-GB", "03/04/2026", "2026-04-03"],
    ["en", "03.04.2026", "2026-04-03"],
    ["en", "03/04", "2026-03-04"],
    ["en", "5 May", "2026-05-05"],
    ["en", "Monday, 3 March 2026", "2026-03-03"],
    ["en", "next Friday", "2026-12-04"],
    ["en", "the 27th", "2026-11-27"],
    ["de", "am 27.", "2026-11-27"],
    ["en", "Thursday the 19th", "2026-11-19"],
    ["en", "20th of next month", "2026-12-20"],
  ])("%s %s is read by the locale and flagged", (locale, raw, value) => {
    expect(typed(locale, "date", raw)).toEqual({ value, flags: ["ambiguous-date"] });
  });

  test("the order that the column proves decides", () => {
    const context = { locale: "en", timeZone: "UTC", now, reading: { dateOrder: "dmy" as const } };
    expect(typeCell("03/04/2026", { name: "x", type: "date" }, context)).toEqual({ value: "2026-04-03" });
  });

  test.each([
    "2026-02-30",
    "30 February 2026",
    "31/11/2026",
    "March 2026",
    "2026",
    "May",
    "Q1 2026",
    "soon",
    "the 32nd",
    "2026-W54-1",
    "5",
  ])("%s stays the text it was", (raw) => {
    expect(typed("en", "date", raw)).toEqual({ value: raw, flags: ["not-typed"] });
  });
});

describe("moments, times and durations", () => {
  test.each<[string, ColumnType, string, string | number]>([
    ["en", "datetime", "2026-03-04T10:00:00+01:00", "2026-03-04T10:00:00+01:00"],
    ["en", "datetime", "2026-03-04T10:00:00.125Z", "2026-03-04T10:00:00.125Z"],
    ["en", "datetime", "2026-03-04 10:00", "2026-03-04T10:00:00"],
    ["en", "datetime", "Wed, 4 Mar 2026 10:00:00 +0100", "2026-03-04T10:00:00+01:00"],
    ["en", "datetime", "3/14/2026, 2:30 PM", "2026-03-14T14:30:00"],
    ["en", "datetime", "12:00 AM 3/14/26", "2026-03-14T00:00:00"],
    ["en", "datetime", "12:30 am 14 March 2026", "2026-03-14T00:30:00"],
    ["de", "datetime", "12:00 am 14.3.2026", "2026-03-14T12:00:00"],
    ["de", "datetime", "4. März 2026 um 14:30 Uhr MEZ", "2026-03-04T14:30:00+01:00"],
    ["ja", "datetime", "2026年3月4日14時30分", "2026-03-04T14:30:00"],
    ["en", "datetime", "tomorrow at 10:00", "2026-11-25T10:00:00"],
    ["en", "time", "2pm", "14:00:00"],
    ["en", "time", "12:05 a.m.", "00:05:00"],
    ["fr", "time", "14h30", "14:30:00"],
    ["de", "time", "14 Uhr", "14:00:00"],
    ["zh", "time", "下午2:30", "14:30:00"],
    ["en", "duration", "1h 30m", 5400],
    ["en", "duration", "1:30:00", 5400],
    ["en", "duration", "PT1H30M", 5400],
    ["en", "duration", "2 hours and 5 minutes", 7500],
    ["de", "duration", "1,5 Std.", 5400],
    ["en", "duration", "1:30 h", 5400],
    ["de", "duration", "1:30:00 Std.", 5400],
    ["en", "duration", "1:30 min", 90],
    ["fr", "duration", "1h30", 5400],
    ["de", "duration", "2 Tage", 172_800],
    ["ar", "duration", "٣ ساعات", 10_800],
    ["fr", "duration", "2 heures", 7200],
    ["pl", "duration", "5 godzin", 18_000],
    ["ja", "duration", "2時間30分", 9000],
  ])("%s %s %s", (locale, type, raw, value) => {
    expect(typed(locale, type, raw)).toEqual({ value });
  });

  test.each<[ColumnType, string]>([
    ["datetime", "2026-03-04"],
    ["datetime", "2026-03-04 25:00"],
    ["datetime", "2026-03-04 10:00 XYZ"],
    ["time", "25:00"],
    ["time", "14"],
    ["time", "10:60"],
    ["duration", "90"],
    ["duration", "P1M"],
    ["duration", "1:30 days"],
    ["duration", "a while"],
  ])("%s: %s stays text", (type, raw) => {
    expect(typed("en", type, raw)).toEqual({ value: raw, flags: ["not-typed"] });
  });

  test("hours and minutes, or minutes and seconds: flagged", () => {
    expect(typed("en", "duration", "1:30")).toEqual({ value: 5400, flags: ["ambiguous-number"] });
  });

  test("a header names the unit of bare durations", () => {
    expect(typed("en", "duration", "90", "Length (min)")).toEqual({ value: 5400 });
  });
});
