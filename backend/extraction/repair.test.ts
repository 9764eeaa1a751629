import { describe, expect, test } from "vitest";
import type { RowRule } from "../contract/rules.ts";
import { collect, columns, from, table } from "../testing/extraction.ts";
import { scriptedEngine } from "../testing/scripted-engine.ts";
import { EngineError, type EngineEvent, type EngineRequest } from "./engine.ts";
import { extract } from "./pipeline.ts";

const of = columns("text", "number", "number", "number");
const rules: RowRule[] = [{ kind: "sum", parts: ["c1", "c2"], total: "c3" }];
const text = "A 10 2 12\nB 20 4 24\nC 30 6 36\n";
const misread = [
  ["A", "10", "2", "12"],
  ["B", "20", "4", "20"],
  ["C", "30", "6", "36"],
];

function* done(events: Iterable<EngineEvent>): Generator<EngineEvent> {
  yield* events;
  yield { type: "finish", reason: "complete" };
}

/** `fix` is what the second call answers, its first cell the row's number. */
async function run(fix: (asked: EngineRequest) => Iterable<EngineEvent>, request = from(text, { rules })) {
  const engine = scriptedEngine((asked) => (asked.revises ? fix(asked) : done(table(of, misread))), "openai");
  const events = await collect(extract(engine, request, new AbortController().signal));
  return {
    asked: engine.requests,
    replaced: events.filter((event) => event.type === "row-replace"),
    rows: events.flatMap((event) => (event.type === "row-add" ? [event.cells] : [])),
    end: events.find((event) => event.type === "table-end"),
    events,
  };
}

function* row(previous: number, cells: string[]): Generator<EngineEvent> {
  yield { type: "table-start", title: "t", columns: of, expectedRows: 1 };
  yield { type: "row", cells: cells.map((each) => ({ text: each })), previous };
  yield { type: "table-end", expectedRows: 1, gaps: [] };
}

describe("repair", () => {
  test("only the row that fails goes back, once, with what it broke; a right answer replaces it", async () => {
    const { asked, replaced, rows, end } = await run(() => done(row(0, ["B", "20", "4", "24"])));
    expect(asked).toHaveLength(2);
    expect(asked[1]?.revises?.rows).toHaveLength(1);
    expect(asked[1]?.prompt).toContain('Row 1: ["c1 + c2 is not c3"]');
    expect(rows[1]?.[3]?.flags).toEqual(["failed-rule"]);
    expect(replaced).toMatchObject([{ index: 1, reason: "Corrected: c1 + c2 is not c3" }]);
    expect(replaced[0]?.type === "row-replace" && replaced[0].cells[3]).toEqual({
      ...{ value: 24, raw: "24" },
      spans: [{ start: 17, end: 19 }],
    });
    expect(end).toMatchObject({ got: 3, flagged: 0 });
  });

  test.each([
    ["still breaks the rule", ["B", "20", "4", "30"]],
    ["fits but stands nowhere", ["B", "20", "77", "97"]],
  ])("an answer that %s leaves the row, flagged", async (_name, cells) => {
    const { replaced, rows, end } = await run(() => done(row(0, cells)));
    expect(replaced).toEqual([]);
    expect(rows).toHaveLength(3);
    expect(end).toMatchObject({ got: 3, flagged: 1 });
  });

  test("a row that was not sent back cannot be replaced", async () => {
    const { replaced } = await run(() => done(row(1, ["C", "30", "6", "36"])));
    expect(replaced).toEqual([]);
  });

  test("a failing call leaves the turn as it is, its tokens counted", async () => {
    const usage = { inputTokens: 5, outputTokens: 1, cachedTokens: 0 };
    const { events, end } = await run(function* () {
      yield { type: "usage", usage };
      throw new EngineError("model-unavailable", { retryable: true });
    });
    expect(events).toContainEqual({ type: "usage", usage });
    expect(end).toMatchObject({ got: 3, flagged: 1 });
    expect(events.at(-1)).toEqual({ type: "finish", reason: "complete" });
  });

  test("of a long source only the stretches around the failing rows are shown, and places lead back", async () => {
    const far = `${"x ".repeat(5_000)}\n`;
    const { asked, replaced } = await run(
      () => done(row(0, ["B", "20", "4", "24"])),
      from(`${far}${text}${far}`, { rules }),
    );
    expect(asked[1]?.source?.text.length).toBeLessThan(2_000);
    const start = far.length + 17;
    expect(replaced[0]?.type === "row-replace" && replaced[0].cells[3]?.spans).toEqual([
      { start, end: start + 2 },
    ]);
  });

  test("without a rule, or with the offline engine, nobody is asked again", async () => {
    const { asked } = await run(() => [], from(text));
    expect(asked).toHaveLength(1);
    const offline = scriptedEngine(() => done(table(of, misread)));
    await collect(extract(offline, from(text, { rules }), new AbortController().signal));
    expect(offline.requests).toHaveLength(1);
  });
});
