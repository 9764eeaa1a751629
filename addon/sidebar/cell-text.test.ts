import { expect, test } from "vitest";
import type { Cell, ColumnType } from "../../backend/contract/cells.ts";
import { createCellText } from "./cell-text.ts";

const german = createCellText("de-DE", "Europe/Berlin");
const american = createCellText("en-US", "America/New_York");

test.each<[ColumnType, Cell, string, string]>([
  ["number", { value: 1234.5 }, "1.234,5", "1,234.5"],
  ["percent", { value: 0.19 }, "19\u00a0%", "19%"],
  ["currency", { value: 1234.5, currency: "EUR" }, "1.234,50\u00a0€", "€1,234.50"],
  ["currency", { value: 12 }, "12", "12"],
  ["date", { value: "2026-03-04" }, "04.03.2026", "03/04/2026"],
  ["datetime", { value: "2026-03-04T23:30:00Z" }, "05.03.2026, 00:30", "03/04/2026, 06:30 PM"],
  ["datetime", { value: "2026-03-04T23:30:00" }, "04.03.2026, 23:30", "03/04/2026, 11:30 PM"],
  ["duration", { value: 3_725 }, "1:02:05", "1:02:05"],
  ["boolean", { value: true }, "WAHR", "TRUE"],
  ["id", { value: "007" }, "007", "007"],
  ["date", { value: "next week", flags: ["not-typed"] }, "next week", "next week"],
  ["text", { value: null }, "", ""],
])("%s %j", (type, cell, inGermany, inAmerica) => {
  expect(german(cell, { name: "A", type })).toBe(inGermany);
  expect(american(cell, { name: "A", type }).replaceAll("\u202f", " ")).toBe(inAmerica);
});
