import { expect, test } from "vitest";
import type { Cell, ColumnType } from "../../backend/contract/cells.ts";
import type { ShownContent } from "../rpc.ts";
import { contentText, createCellText } from "./cell-text.ts";

const german = createCellText("de-DE", "Europe/Berlin");
const american = createCellText("en-US", "America/New_York");

test.each<[ColumnType, Cell, string, string]>([
  ["number", { value: 1234.5 }, "1234,5", "1234.5"],
  ["percent", { value: 0.195 }, "19,5\u00a0%", "19.5%"],
  ["currency", { value: 1234.5, currency: "EUR" }, "1.234,50\u00a0€", "€1,234.50"],
  ["currency", { value: 1234 }, "1.234,00", "1,234.00"],
  ["date", { value: "2026-03-04" }, "2026-03-04", "2026-03-04"],
  ["datetime", { value: "2026-03-04T23:30:00Z" }, "2026-03-05 00:30", "2026-03-04 18:30"],
  ["datetime", { value: "2026-03-04T23:30:00" }, "2026-03-04 23:30", "2026-03-04 23:30"],
  ["datetime", { value: "2026-03-04T23:30:15" }, "2026-03-04 23:30:15", "2026-03-04 23:30:15"],
  ["duration", { value: 3_725 }, "1:02:05", "1:02:05"],
  ["duration", { value: -60 }, "-0:01:00", "-0:01:00"],
  ["boolean", { value: true }, "WAHR", "TRUE"],
  ["id", { value: "007" }, "007", "007"],
  ["datetime", { value: "next week", flags: ["not-typed"] }, "next week", "next week"],
  ["text", { value: null }, "", ""],
])("%s %j", (type, cell, inGermany, inAmerica) => {
  expect(german(cell, { name: "A", type })).toBe(inGermany);
  expect(american(cell, { name: "A", type })).toBe(inAmerica);
});

test.each<[ShownContent, string, string]>([
  ["007", "007", "007"],
  [{ value: 1250, format: "General" }, "1250", "1250"],
  [{ value: 1250.5, format: "#,##0.00" }, "1.250,50", "1,250.50"],
  [{ value: 1250, format: "#,##0.00 [$€]" }, "1.250,00 €", "1,250.00 €"],
  [{ value: -1250, format: "[$CHF] #,##0.00" }, "CHF -1.250,00", "CHF -1,250.00"],
  [{ value: 0.195, format: "0.0%" }, "19,5\u00a0%", "19.5%"],
  [{ value: 7, format: "0" }, "7", "7"],
])("the sheet's %j", (content, inGermany, inAmerica) => {
  expect(contentText(content, "de-DE")).toBe(inGermany);
  expect(contentText(content, "en-US")).toBe(inAmerica);
});
