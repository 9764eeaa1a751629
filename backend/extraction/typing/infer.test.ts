import { describe, expect, test } from "vitest";
import type { ColumnType } from "../../contract/cells.ts";
import { readColumn } from "./column-reading.ts";
import { inferColumnType } from "./infer.ts";

const context = { locale: "en-US", timeZone: "UTC", now: new Date("2026-11-23T12:00:00Z") };

describe("inferColumnType", () => {
  test.each<[ColumnType, string, string[]]>([
    ["currency", "Amount", ["$5.00", "$6"]],
    ["currency", "Price", ["5.00", "1,250.00"]],
    ["currency", "金額", ["￥1,234", "￥500"]],
    ["percent", "VAT", ["19 %", "7 %"]],
    ["percent", "Growth %", ["5", "6"]],
    ["number", "VAT 20 %", ["24.20", "7.60"]],
    ["percent", "VAT 20 %", ["20 %", "20 %"]],
    ["integer", "Qty", ["1", "2", "30"]],
    ["integer", "Year", ["1999", "2004"]],
    ["integer", "Population", ["1,234,567", "999"]],
    ["number", "Weight", ["1.5", "2.25"]],
    ["id", "PLZ", ["80331", "01067"]],
    ["id", "ZIP", ["94110"]],
    ["id", "Anything", ["007", "123"]],
    ["id", "IBAN", ["DE89 3704 0044 0532 0130 00"]],
    ["id", "Barcode", ["4006381333931", "5901234123457"]],
    ["id", "Invoice No", ["INV-001", "INV-002"]],
    ["id", "Version", ["1.10", "1.9"]],
    ["date", "Date", ["2026-01-02", "2026-02-03"]],
    ["date", "Due", ["03/04/2026", "14/04/2026"]],
    ["date", "x", ["٢٠٢٦/١١/٠٢", "٢٠٢٦/١٢/٠٣"]],
    ["datetime", "When", ["2026-01-02 10:00", "2026-02-03 11:00"]],
    ["time", "Start", ["10:30", "11:45"]],
    ["duration", "Duration", ["1:30:00", "0:45:00"]],
    ["duration", "Length", ["1h 30m", "45m"]],
    ["boolean", "Paid", ["yes", "no"]],
    ["email", "Mail", ["a@example.com", "c@example.org"]],
    ["url", "Site", ["www.example.com", "https://example.org"]],
    ["phone", "Phone", ["+1 415 555 2671", "(415) 555-2671"]],
    ["text", "Name", ["Ann", "Bob"]],
    ["text", "Score", ["3-1", "2-2"]],
    ["text", "Ratio", ["1/2", "3/4"]],
    ["text", "Weekday", ["Monday", "Friday"]],
    ["text", "Weight", ["5 kg", "6 kg"]],
    ["text", "Address", ["12 Main St", "5 May Road"]],
    ["text", "Host", ["10.0.0.1", "192.168.1.1"]],
    ["text", "Empty", ["", " "]],
  ])("%s for %s", (type, name, samples) => {
    expect(inferColumnType(samples, name, context)).toBe(type);
  });

  test("a cell among six that does not conform leaves the type; two of three make it text", () => {
    expect(inferColumnType(["1", "2", "n/a", "4", "5", "6"], "n", context)).toBe("integer");
    expect(inferColumnType(["1", "n/a", "x"], "n", context)).toBe("text");
  });
});

describe("readColumn", () => {
  const column = (type: ColumnType) => ({ name: "x", type });

  test("one cell decides the decimal sign of all", () => {
    expect(readColumn(["1.250", "2.340,50"], column("number"), context)).toEqual({ decimal: "," });
    expect(readColumn(["1.250", "1.234.567"], column("number"), context)).toEqual({ decimal: "," });
    expect(readColumn(["1,250", "2.5"], column("number"), context)).toEqual({ decimal: "." });
  });

  test("one cell decides the order of all dates", () => {
    expect(readColumn(["03/04/2026", "14/04/2026"], column("date"), context)).toEqual({ dateOrder: "dmy" });
    expect(readColumn(["03/04/2026 10:00", "04/14/2026 11:00"], column("datetime"), context)).toEqual({
      dateOrder: "mdy",
    });
  });

  test("cells that contradict each other decide nothing", () => {
    const none = { mixed: { usual: null } };
    expect(readColumn(["2,5", "2.5", "1.250"], column("number"), context)).toEqual(none);
    expect(readColumn(["14/04/2026", "04/14/2026"], column("date"), context)).toEqual(none);
    const nearlyAll = [...Array.from({ length: 9 }, (_, n) => `${n},50`), "1.50"];
    expect(readColumn(nearlyAll, column("number"), context)).toEqual({ mixed: { usual: "," } });
  });
});
