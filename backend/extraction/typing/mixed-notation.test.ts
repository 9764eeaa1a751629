import { describe, expect, test } from "vitest";
import type { ColumnType } from "../../contract/cells.ts";
import { collect, columns, from, run, standing, table } from "../../testing/extraction.ts";
import type { ExtractionEvent } from "../engine.ts";
import { createOfflineEngine } from "../offline/engine.ts";
import { extract } from "../pipeline.ts";

const streamed = async (type: ColumnType, quotes: string[], locale = "en-US") =>
  run(
    from(quotes.join("\n"), { locale }),
    table(
      columns(type),
      quotes.map((quote) => [quote]),
    ),
  );
const read = (events: ExtractionEvent[]) => standing(events).map(([cell]) => [cell?.value, cell?.flags?.[0]]);

describe("a column that mixes notations", () => {
  test("flags amounts of both, each with its own reading", async () => {
    const events = await streamed("number", ["1.234,56", "1.250", "1,234.56", "7"]);
    const open = "ambiguous-number";
    expect(read(events)).toEqual([
      [1234.56, open],
      [1250, open],
      [1234.56, open],
      [7, undefined],
    ]);
    expect(events.find(({ type }) => type === "row-replace")).toMatchObject({
      reason: 'Mixed notations in "c0"',
    });
    expect(events.find(({ type }) => type === "table-end")).toMatchObject({ flagged: 3 });
  });

  test("flags a date that an earlier one had decided, with the reading that it had", async () => {
    const events = await streamed("date", ["13/04/2026", "03/04/2026", "04/14/2026"], "en-GB");
    expect(read(events)).toEqual([
      ["2026-04-13", "ambiguous-date"],
      ["2026-04-03", "ambiguous-date"],
      ["2026-04-14", "ambiguous-date"],
    ]);
  });

  test("flags only the odd one where nearly all are written alike", async () => {
    const alike = Array.from({ length: 9 }, (_, n) => `${n + 1}.100,50`);
    const flagged = read(await streamed("number", [...alike, "1,234.56"])).map(([, flag]) => flag);
    expect(flagged).toEqual([...alike.map(() => undefined), "ambiguous-number"]);
  });

  test("is found ahead in a source that is a table, without telling a row twice", async () => {
    const text = "Date;Amount\n13/04/2026;1.234,56\n03/04/2026;1.250\n04/14/2026;1,234.56\n";
    const request = from(text, { locale: "de-DE" });
    const events = await collect(extract(createOfflineEngine(), request, new AbortController().signal));
    expect(events.some(({ type }) => type === "row-replace")).toBe(false);
    expect(standing(events).map((cells) => cells.map(({ flags }) => flags?.[0]))).toEqual(
      Array.from({ length: 3 }, () => ["ambiguous-date", "ambiguous-number"]),
    );
  });

  test("is none where all cells agree", async () => {
    const events = await streamed("number", ["1.234,56", "1.250", "2,5"]);
    expect(events.some(({ type }) => type === "row-replace")).toBe(false);
  });
});
