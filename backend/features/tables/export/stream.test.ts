import { expect, test } from "vitest";
import { attachment } from "./attachment.ts";
import { writeCsv } from "./csv.ts";
import { serialOf } from "./serial.ts";
import { writeXlsx } from "./xlsx.ts";

const columns = [{ name: "A", type: "text" as const }];

test.each([
  ["CSV", (pages: AsyncIterable<{ cells: { value: string }[] }[]>) => writeCsv(columns, pages, "escape")],
  ["XLSX", (pages: AsyncIterable<{ cells: { value: string }[] }[]>) => writeXlsx("T", columns, pages)],
])("%s reads no page ahead of its reader, and none when the reader has gone", async (_, write) => {
  let read = 0;
  let closed = false;
  async function* pages() {
    try {
      for (; ; read += 1) yield [{ cells: [{ value: "a".repeat(100_000) }] }];
    } finally {
      closed = true;
    }
  }
  const reader = ReadableStream.from<string | Uint8Array>(write(pages())).getReader();
  await reader.read();
  await reader.read();
  expect(read).toBeLessThan(3);
  await reader.cancel();
  expect(closed).toBe(true);
  expect(read).toBeLessThan(3);
});

test("a file's name loses what could end it and keeps its letters beside an ASCII one", () => {
  expect(attachment('Größe "x"\r\nSet-Cookie: a/../b', "csv")).toBe(
    `attachment; filename="Gr__e  x   Set-Cookie  a .. b.csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%20x%20%20%20Set-Cookie%20%20a%20..%20b.csv`,
  );
});

test.each([
  ["date", "2026-04-13", 46125],
  ["date", "1899-05-01", null],
  ["datetime", "2026-04-13T12:00:00+02:00", 46125.5],
  ["time", "06:00:00", 0.25],
  ["duration", 43_200, 0.5],
  ["id", 7, null],
  ["number", Number.NaN, null],
] as const)("a %s of %s is %s in a sheet", (type, value, serial) => {
  expect(serialOf(type, value)).toBe(serial);
});
