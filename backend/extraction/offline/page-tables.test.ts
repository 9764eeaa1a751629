import { describe, expect, test } from "vitest";
import { makePdf, type PdfWords } from "../../testing/files.ts";
import { readPdf } from "../files/pdf.ts";
import { detect } from "./detect.ts";

const limits = { maxPages: 20, maxInflatedBytes: 10_000_000, maxTextBytes: 5_000_000, maxRows: 100_000 };
const places = [40, 140, 300, 420];
const header = ["Number", "Customer", "City", "Amount"];
const record = (n: number) => [`R-${n}`, `Anna Meier ${n}`, "Berlin", `${n}.50`];

function page(rows: string[][], foot: string): PdfWords[] {
  const words = rows.flatMap((cells, at) =>
    cells.map((text, column) => ({ x: places[column] ?? 0, y: 780 - at * 14, text })),
  );
  return [...words, { x: 280, y: 40, text: foot }];
}

async function tablesOf(pages: PdfWords[][]) {
  const { text } = await readPdf(makePdf(pages), limits);
  const { tables } = detect(text, { kind: "file", title: "a.pdf" });
  return tables.map(({ columns, rows }) => [columns, rows.map(({ cells }) => cells.map((it) => it?.text))]);
}

const ten = (first: number) => Array.from({ length: 10 }, (_, n) => record(first + n));
const all = [header, [...ten(1), ...ten(11), ...ten(21)]];

describe("a table that goes on over the pages of a PDF", () => {
  test("is one where each page has its header again", async () => {
    const pages = [1, 11, 21].map((first, at) => page([header, ...ten(first)], `Page ${at + 1} of 3`));
    expect(await tablesOf(pages)).toEqual([all]);
  });

  test("is one where only the first page has it", async () => {
    const pages = [1, 11, 21].map((first, at) =>
      page(at === 0 ? [header, ...ten(first)] : ten(first), `Page ${at + 1} of 3`),
    );
    expect(await tablesOf(pages)).toEqual([all]);
  });

  test.each([
    [1, []],
    [1, [header]],
    [2, []],
    [2, [header]],
  ])("keeps the %i rows that are left for the last page, under the head %j", async (left, head) => {
    const rest = ten(11).slice(0, left);
    const pages = [page([header, ...ten(1)], "Page 1 of 2"), page([...head, ...rest], "Page 2 of 2")];
    expect(await tablesOf(pages)).toEqual([[header, [...ten(1), ...rest]]]);
  });

  test("takes no line of the next page that is built in another way", async () => {
    const foot = { x: 40, y: 780, text: "Total" };
    const pages = [page([header, ...ten(1)], "Page 1 of 2"), [foot, { x: 420, y: 780, text: "55.00" }]];
    expect(await tablesOf(pages)).toEqual([[header, ten(1)]]);
  });

  test("ends where the next page begins another one", async () => {
    const other = ["Article", "Name", "Place", "Price"];
    const pages = [page([header, ...ten(1)], "Page 1"), page([other, ...ten(11)], "Page 2")];
    expect(await tablesOf(pages)).toHaveLength(2);
  });
});
