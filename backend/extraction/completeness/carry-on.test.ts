import { describe, expect, test } from "vitest";
import { blank, columns, from } from "../../testing/extraction.ts";
import { seeded } from "../../testing/seeded.ts";
import { EngineError, type EngineEvent, type EngineRequest, type RevisedTable } from "../engine.ts";
import { complete } from "./complete.ts";

const of = columns("text", "integer");
const cut = () => new EngineError("model-truncated", { retryable: true });
type Row = Extract<EngineEvent, { type: "row" }>;

/** Rows of one table, then how the answer ends; null: as it should. */
function* answer(rows: Row[], expectedRows: number | null, end: "length" | EngineError | null = null) {
  yield { type: "table-start", title: "t", columns: of, expectedRows } satisfies EngineEvent;
  yield* rows;
  yield { type: "table-end", expectedRows: null, gaps: [] } satisfies EngineEvent;
  if (end instanceof EngineError) throw end;
  yield { type: "finish", reason: end ?? "complete" } satisfies EngineEvent;
}

async function run(request: EngineRequest, script: (asked: EngineRequest) => Iterable<EngineEvent>) {
  const asked: EngineRequest[] = [];
  const events: EngineEvent[] = [];
  let failure: unknown = null;
  const ask = async function* (each: EngineRequest) {
    asked.push(each);
    yield* script(each);
  };
  try {
    for await (const event of complete(ask, request, new AbortController().signal)) events.push(event);
  } catch (error) {
    failure = error;
  }
  const rows = events.flatMap((event) => (event.type === "row" ? [event] : []));
  const ends = events.flatMap((event) => (event.type === "table-end" ? [event] : []));
  return { asked, rows, ends, failure, starts: events.filter(({ type }) => type === "table-start").length };
}

const row = (n: number, previous?: number): Row => ({
  type: "row",
  cells: [{ text: `City ${n}` }, { text: String(n) }],
  ...(previous === undefined ? {} : { previous }),
});
const numbers = (rows: Row[]) => rows.map(({ cells }) => Number(cells[1]?.text));
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

describe("an answer without a source that breaks off", () => {
  test.each([1, 2, 3, 4, 5, 6])("goes on behind its last row until all came: seed %i", async (seed) => {
    const chance = seeded(seed);
    const all = 40 + chance.below(200);
    const { rows, ends, asked, failure, starts } = await run(blank, ({ carriedOn }) => {
      // A model that repeats the last rows that it was shown.
      const first = Math.max(0, (carriedOn?.got ?? 0) - chance.below(3));
      const count = 25 + chance.below(40);
      const end = first + count >= all ? null : chance.inHundred(50) ? "length" : cut();
      return answer(
        upTo(all)
          .slice(first, first + count)
          .map((n) => row(n)),
        all,
        end,
      );
    });
    expect(failure).toBeNull();
    expect(numbers(rows)).toEqual(upTo(all));
    expect(ends).toEqual([{ type: "table-end", expectedRows: all, gaps: [] }]);
    expect(starts).toBe(1);
    expect(asked.at(-1)?.columns ?? of).toEqual(of);
  });

  test("is asked for what it counted and did not give, and the rest is named", async () => {
    const { rows, ends, asked, failure } = await run(blank, ({ carriedOn }) =>
      answer(carriedOn ? [] : upTo(12).map((n) => row(n)), carriedOn ? null : 20),
    );
    expect([rows.length, asked.length, failure]).toEqual([12, 2, null]);
    const params = { got: 12, expected: 20 };
    expect(ends[0]?.gaps).toMatchObject([{ afterIndex: 11, code: "model-short", params }]);
    expect(asked[1]?.carriedOn).toMatchObject({ got: 12 });
  });

  test("that never goes on is told as broken off, at its last row", async () => {
    const { rows, ends, asked, failure } = await run(blank, ({ carriedOn }) =>
      answer(carriedOn ? [] : [row(1), row(2)], null, cut()),
    );
    expect([rows.length, asked.length]).toEqual([2, 2]);
    expect(ends[0]?.gaps).toMatchObject([{ afterIndex: 1, code: "broken-off" }]);
    expect(failure).toMatchObject({ code: "model-truncated" });
  });

  test("keeps equal rows of one answer, and two tables apart", async () => {
    const { rows, ends } = await run(blank, function* () {
      yield* [...answer([row(1), row(1)], 2)].slice(0, -1);
      yield* answer([row(7)], 1);
    });
    expect(numbers(rows)).toEqual([1, 1, 7]);
    expect(ends).toHaveLength(2);
  });
});

describe("a change of a long table that breaks off", () => {
  const revises: RevisedTable = {
    title: "t",
    columns: of,
    rows: upTo(1_600).map((n) => [{ value: `City ${n}` }, { value: n, raw: String(n) }]),
  };
  const request = from("Due: 3 March", { revises, prompt: "Also add the due date" });
  const shown = ({ revises: table }: EngineRequest) =>
    (table?.rows ?? []).map(([, cell], previous) => row(Number(cell?.value), previous));

  test.each([1, 2, 3])("gives every row once, each as its earlier one: seed %i", async (seed) => {
    const chance = seeded(seed);
    const { rows, ends, asked, failure } = await run(request, (each) => {
      const left = shown(each);
      const part = left.slice(0, 200 + chance.below(200));
      return answer(part, left.length, part.length === left.length ? null : cut());
    });
    expect(failure).toBeNull();
    expect(numbers(rows)).toEqual(upTo(1_600));
    expect(rows.map(({ previous }) => previous)).toEqual(upTo(1_600));
    expect(ends).toMatchObject([{ gaps: [] }]);
    expect(asked.length).toBeLessThanOrEqual(9);
  });

  test("does not bring back what it was asked to leave out", async () => {
    const { rows, ends, failure } = await run(request, (each) => {
      const left = shown(each).filter((_, at) => Number(each.revises?.rows[at]?.[1]?.value) % 2 === 0);
      return answer(left.slice(0, 300), null, left.length > 300 ? "length" : null);
    });
    expect(failure).toBeNull();
    expect(numbers(rows)).toEqual(upTo(1_600).filter((n) => n % 2 === 0));
    expect(ends).toMatchObject([{ gaps: [] }]);
  });

  test("names what is missing where it stops for good", async () => {
    const { rows, ends, failure } = await run(request, (each) => {
      const left = shown(each);
      return answer(left.length === 1_600 ? left.slice(0, 700) : [], left.length, cut());
    });
    expect(numbers(rows)).toEqual(upTo(700));
    expect(ends[0]).toMatchObject({ expectedRows: 1_600, gaps: [{ afterIndex: 699, code: "broken-off" }] });
    expect(failure).toMatchObject({ code: "model-truncated" });
  });
});
