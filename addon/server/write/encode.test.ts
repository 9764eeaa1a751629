import { expect, test } from "vitest";
import type { Cell, Column } from "../../../backend/contract/cells.ts";
import { encodeRows } from "./encode.ts";

function encode(column: Partial<Column>, cell: Cell, locale = "en-US") {
  const full: Column = { name: "Column", type: "text", ...column };
  return encodeRows([full], [[cell]], { locale, wallAt: (instant) => instant, notes: "off" })[0]?.[0];
}

test.each<[Column["type"], Cell, string | number | boolean, string]>([
  ["text", { value: "007" }, "007", "@"],
  ["id", { value: "00420" }, "00420", "@"],
  ["id", { value: 420 }, "420", "@"],
  ["integer", { value: -5 }, -5, "0"],
  ["number", { value: 1.25 }, 1.25, "General"],
  ["number", { value: "about 5", flags: ["not-typed"] }, "about 5", "@"],
  ["percent", { value: 0.19 }, 0.19, "0%"],
  ["percent", { value: 0.075 }, 0.075, "0.0%"],
  ["date", { value: "2026-11-23" }, 46349, "yyyy-mm-dd"],
  ["date", { value: "2026-02-30" }, "2026-02-30", "@"],
  ["datetime", { value: "2026-11-23T12:00:00" }, 46349.5, "yyyy-mm-dd hh:mm"],
  ["time", { value: "06:00:00" }, 0.25, "hh:mm"],
  ["duration", { value: 129_600 }, 1.5, "[h]:mm:ss"],
  ["boolean", { value: true }, true, "General"],
  ["boolean", { value: "TRUE" }, "TRUE", "@"],
  ["number", { value: Number.POSITIVE_INFINITY, raw: "1E400" }, "1E400", "@"],
  ["text", { value: null }, "", "General"],
  ["date", { value: "2026-11-23", status: "not-found" }, "", "yyyy-mm-dd"],
])("a %s of %j is %j in the format %s", (type, cell, value, format) => {
  expect(encode({ type }, cell)).toEqual({ value, format });
});

test.each([
  ["EUR", "en-US", "[$€]#,##0.00"],
  ["EUR", "de-DE", "#,##0.00 [$€]"],
  ["JPY", "ja-JP", "[$¥]#,##0"],
  ["KWD", "en-GB", "[$KWD] #,##0.000"],
  ["CHF", "de-CH", "#,##0.00 [$CHF]"],
  [undefined, "de-DE", "#,##0.00"],
  ['"x', "de-DE", "#,##0.00"],
])("an amount in %s is shown in %s as %s", (currency, locale, format) => {
  const cell = { value: 1200.5, ...(currency ? { currency } : {}) };
  expect(encode({ type: "currency" }, cell, locale)).toEqual({ value: 1200.5, format });
});

test("a column's own format is kept for numbers, never for text", () => {
  const column = { type: "date", format: "dd.mm.yyyy" } as const;
  expect(encode(column, { value: "2026-11-23" })).toEqual({ value: 46349, format: "dd.mm.yyyy" });
  expect(encode(column, { value: "soon" })).toEqual({ value: "soon", format: "@" });
  expect(encode({ type: "number", format: "@" }, { value: 5 })).toEqual({ value: 5, format: "General" });
});
