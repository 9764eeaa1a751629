import { describe, expect, it } from "vitest";
import type { EngineEvent, EngineRequest } from "../engine.ts";
import { AnswerReader } from "./answer-reader.ts";

const request: EngineRequest = {
  prompt: "p",
  history: [],
  source: { kind: "text", title: "mail", text: "s" },
  columns: null,
  revises: null,
  mode: "auto",
  locale: "en-US",
  timeZone: "UTC",
  now: new Date(0),
};

function read(
  answer: object,
  asked: Partial<EngineRequest> = {},
): { events: EngineEvent[]; fault: string | null } {
  const reader = new AnswerReader({ ...request, ...asked }, true);
  const events = [...reader.write(JSON.stringify(answer)), ...reader.end()];
  return { events, fault: reader.fault };
}

const startOf = (events: EngineEvent[]) => events.find((event) => event.type === "table-start");
const rowsOf = (events: EngineEvent[]) => events.filter((event) => event.type === "row");
const texts = (events: EngineEvent[]) =>
  rowsOf(events).map(({ cells }) => cells.map((cell) => cell?.text ?? null));

describe("an answer's tables", () => {
  it("keep the person's columns and take from the model only the types they lack", () => {
    const columns = [{ name: "No", type: "id" as const, required: true }, { name: "When" }];
    const table = { title: "T", columnTypes: ["date", "date"], expectedRows: 1, rows: [["1", null]] };
    const { events } = read({ tables: [table] }, { columns });
    expect(startOf(events)).toMatchObject({
      columns: [
        { name: "No", type: "id", required: true },
        { name: "When", type: "date" },
      ],
    });
  });

  it("have safe names and types, whatever the model says", () => {
    const columns = [{ name: " A ", type: "date" }, { name: "a", type: "nonsense" }, { type: "id" }, 7];
    const { events } = read({ tables: [{ columns, rows: [] }] });
    expect(startOf(events)).toMatchObject({
      title: "mail",
      columns: [
        { name: "A", type: "date" },
        { name: "a 2", type: "text" },
        { name: "Column 3", type: "id" },
        { name: "Column 4", type: "text" },
      ],
      expectedRows: null,
    });
  });

  it("know a derived column by its name, however it is written", () => {
    const columns = [{ name: "Text" }, { name: "Mood " }, {}];
    const { events } = read({ tables: [{ columns, derivedColumns: ["mood", "gone", 7], rows: [] }] });
    expect(startOf(events)).toMatchObject({
      columns: [
        { name: "Text", type: "text" },
        { name: "Mood", type: "text", origin: "derived" },
        { name: "Column 3", type: "text" },
      ],
    });
    expect(startOf(events)?.columns.map(({ origin }) => origin)).toEqual([undefined, "derived", undefined]);
  });

  it("say that there was no source, and that their notation is ISO", () => {
    const { events } = read({ tables: [{ columns: [{ name: "A" }], rows: [] }] }, { source: null });
    expect(startOf(events)).toMatchObject({ notation: "und", ungrounded: true });
  });

  it("pass rows of another width on as they are", () => {
    const { events } = read({
      tables: [{ columns: [{ name: "A" }, { name: "B" }], rows: [["1"], ["1", "2", "3"]] }],
    });
    expect(texts(events)).toEqual([["1"], ["1", "2", "3"]]);
  });

  it("wait for columns that come behind their rows", () => {
    const { events, fault } = read({ reply: "r", tables: [{ rows: [["1"]], columns: [{ name: "A" }] }] });
    expect(events.map(({ type }) => type)).toEqual(["text", "table-start", "row", "table-end"]);
    expect(fault).toBeNull();
  });

  it("say so when rows have no columns, or are no lists", () => {
    expect(read({ tables: [{ columns: [], rows: [["1"]] }] }).fault).not.toBeNull();
    expect(read({ tables: [{ columns: [{ name: "A" }], rows: [{ A: "1" }] }] }).fault).toContain(
      "not a list",
    );
  });

  it("replace what a database cannot store", () => {
    const { events } = read({ tables: [{ columns: [{ name: "A" }], rows: [["a\u0000b\ud800"]] }] });
    expect(texts(events)).toEqual([["a\uFFFDb\uFFFD"]]);
  });
});

describe("a changed table", () => {
  const revises = {
    title: "Invoices",
    columns: [
      { name: "No", type: "id" as const },
      { name: "Amount", type: "number" as const },
    ],
    rows: [
      [{ value: "007" }, { value: 1250, raw: "1.250,00" }],
      [{ value: "008" }, { value: null }],
    ],
  };
  const changed = (columns: string[], rows: (string | null)[][]) =>
    read({ tables: [{ columns: columns.map((name) => ({ name, type: "text" })), rows }] }, { revises })
      .events;

  it("finds each row's place in the earlier one and the cells that stay", () => {
    const events = changed(
      ["No", "Amount", "Due"],
      [
        ["2", "=", "=", "May"],
        ["1", "=", "=", null],
        [null, "009", "3", "June"],
      ],
    );
    expect(rowsOf(events).map(({ previous }) => previous)).toEqual([1, 0, undefined]);
    expect(texts(events)).toEqual([
      ["008", null, "May"],
      ["007", "1.250,00", null],
      ["009", "3", "June"],
    ]);
  });

  it("carries the cells of a renamed column", () => {
    expect(texts(changed(["No", "Total"], [["1", "=", "="]]))).toEqual([["007", "1.250,00"]]);
  });

  it("gives an earlier row to one row only, and none to a number out of its range", () => {
    const events = changed(
      ["No", "Amount"],
      [
        ["1", "a", "b"],
        ["1", "c", "d"],
        ["9", "e", "f"],
      ],
    );
    expect(rowsOf(events).map(({ previous }) => previous)).toEqual([0, undefined, undefined]);
  });
});
