import { describe, expect, test } from "vitest";
import type { Cell, ColumnType } from "../../contract/cells.ts";
import { type RetypeContext, retypeColumn } from "./retype.ts";

const context = { locale: "en-US", timeZone: "UTC", now: new Date("2026-11-23T12:00:00Z") };

function retyped(cells: Cell[], type: ColumnType, decided: Partial<RetypeContext> = {}): Cell[] {
  return retypeColumn(cells, { name: "x", type }, { ...context, ...decided });
}

describe("retypeColumn", () => {
  test("another type reads the same quotes; spans, statuses and failed rules stay", () => {
    const cells: Cell[] = [
      { value: "1,250.50", spans: [{ start: 3, end: 11 }], flags: ["failed-rule"] },
      { value: 12, raw: "12 €", currency: "EUR", status: "not-found", flags: ["ambiguous-number"] },
      { value: null },
    ];
    expect(retyped(cells, "currency")).toEqual([
      { value: 1250.5, raw: "1,250.50", spans: [{ start: 3, end: 11 }], flags: ["failed-rule"] },
      { value: 12, raw: "12 €", currency: "EUR", status: "not-found" },
      { value: null },
    ]);
    expect(retyped(retyped(cells, "currency"), "text").map(({ value, raw }) => [value, raw])).toEqual([
      ["1,250.50", undefined],
      ["12 €", undefined],
      [null, undefined],
    ]);
  });

  test("a decided order reads open dates without a flag", () => {
    const cells: Cell[] = [
      { value: "2026-03-04", raw: "03/04/2026", flags: ["ambiguous-date"] },
      { value: "2026-04-13", raw: "04/13/2026" },
    ];
    expect(retyped(cells, "date", { dateOrder: "day-first" })).toEqual([
      { value: "2026-04-03", raw: "03/04/2026" },
      { value: "2026-04-13", raw: "04/13/2026" },
    ]);
    expect(retyped(cells, "date", { dateOrder: "month-first" })[0]).toEqual({
      value: "2026-03-04",
      raw: "03/04/2026",
    });
  });

  test("a decided decimal sign reads open numbers without a flag", () => {
    const cells: Cell[] = [{ value: 1.25, raw: "1.250", flags: ["ambiguous-number"] }];
    expect(retyped(cells, "number", { decimal: "," })).toEqual([{ value: 1250, raw: "1.250" }]);
    expect(retyped(cells, "number", { decimal: "." })).toEqual([{ value: 1.25, raw: "1.250" }]);
  });

  test("without a decision the column's own cells decide", () => {
    const cells: Cell[] = [{ value: "1.250" }, { value: "2.340,50" }];
    expect(retyped(cells, "number").map(({ value, flags }) => [value, flags])).toEqual([
      [1250, undefined],
      [2340.5, undefined],
    ]);
  });

  test("what cannot be read as the new type stays the text it was, flagged", () => {
    expect(retyped([{ value: 5, raw: "5 kg" }], "number")).toEqual([{ value: "5 kg", flags: ["not-typed"] }]);
    expect(retyped([{ value: "5 kg", flags: ["not-typed"] }], "text")).toEqual([{ value: "5 kg" }]);
  });

  test("a value that was set without a quote is kept where the type can hold it, and is never read by the locale", () => {
    expect(retyped([{ value: 1.125 }], "currency", { locale: "de-DE" })).toEqual([{ value: 1.125 }]);
    expect(retyped([{ value: 1.125 }], "integer", { locale: "de-DE" })).toEqual([
      { value: "1.125", flags: ["not-typed"] },
    ]);
    expect(retyped([{ value: true }], "text")).toEqual([{ value: "true" }]);
  });

  test("the model's own knowledge is in point decimals and ISO dates, whatever the sheet's locale", () => {
    const cells: Cell[] = [{ value: "1.250", status: "model" }];
    expect(retyped(cells, "number", { locale: "de-DE" })).toEqual([
      { value: 1.25, raw: "1.250", status: "model" },
    ]);
  });
});
