import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type AnswerPart, RowStream } from "./row-stream.ts";

function readAll(text: string, size = text.length || 1): { parts: AnswerPart[]; state: string } {
  const stream = new RowStream();
  const parts: AnswerPart[] = [];
  for (let at = 0; at < text.length; at += size) parts.push(...stream.write(text.slice(at, at + size)));
  parts.push(...stream.end());
  return { parts, state: stream.state };
}

const rowsOf = (parts: AnswerPart[]) => parts.flatMap((part) => (part.type === "row" ? [part.row] : []));
const replyOf = (parts: AnswerPart[]) =>
  parts.flatMap((part) => (part.type === "reply" ? [part.text] : [])).join("");

const answer = {
  reply: 'Two "rows" \\ with 😀, é and a\nline.',
  tables: [
    {
      title: "A",
      columns: [{ name: "x] y", type: "text" }],
      expectedRows: 2,
      rows: [
        [']}"\\', null],
        ["2", "😀"],
      ],
    },
    { title: "B", columns: [], expectedRows: null, rows: [] },
  ],
};

describe("RowStream", () => {
  it.each([1, 2, 3, 7, 20, 10_000])("reads the same answer in pieces of %i characters", (size) => {
    for (const text of [JSON.stringify(answer), JSON.stringify(answer, null, 2), escaped(answer)]) {
      const { parts, state } = readAll(text, size);
      expect(state).toBe("closed");
      expect(replyOf(parts)).toBe(answer.reply);
      expect(rowsOf(parts)).toEqual(answer.tables[0]?.rows);
      expect(parts.map(({ type }) => type).filter((type) => type !== "reply")).toEqual([
        "table-start",
        "row",
        "row",
        "table-end",
        "table-start",
        "table-end",
      ]);
    }
  });

  it("tells a row with its closing bracket and the reply with each piece", () => {
    const stream = new RowStream();
    expect(stream.write('{"reply":"Hel')).toEqual([{ type: "reply", text: "Hel" }]);
    expect(stream.write('lo","tables":[{"expectedRows":1,"rows":[["a"')).toEqual([
      { type: "reply", text: "lo" },
      { type: "table-start", fields: new Map([["expectedRows", 1]]) },
    ]);
    expect(stream.write("]")).toEqual([{ type: "row", row: ["a"] }]);
  });

  it("never shows half a surrogate pair", () => {
    const { parts } = readAll('{"reply":"a😀\\ud83d\\ude00b","tables":[]}', 1);
    for (const part of parts) if (part.type === "reply") expect(part.text.isWellFormed()).toBe(true);
    expect(replyOf(parts)).toBe("a😀😀b");
  });

  it("keeps the digits of bare numbers", () => {
    const { parts } = readAll('{"tables":[{"rows":[[1.10, 12345678901234567890, null, "x", 1E400]]}]}');
    expect(rowsOf(parts)).toEqual([["1.10", "12345678901234567890", null, "x", "1E400"]]);
  });

  it("gives a table's later members with its end", () => {
    const { parts } = readAll('{"tables":[{"rows":[["a"]],"columns":["n"]}]}');
    expect(parts.at(-1)).toEqual({ type: "table-end", fields: new Map([["columns", ["n"]]]) });
  });

  it("takes a JSON answer out of its Markdown fence", () => {
    const { parts, state } = readAll(`\n\`\`\`json\n${JSON.stringify(answer)}\n\`\`\`\n`, 1);
    expect(state).toBe("closed");
    expect(rowsOf(parts)).toHaveLength(2);
  });

  it.each(["I cannot do that.", "`x` is a name", "```\ncode", "  [1, 2]", "😀"])(
    "keeps prose: %s",
    (text) => {
      const { parts, state } = readAll(text, 1);
      expect(state).toBe("prose");
      expect(replyOf(parts)).toBe(text);
    },
  );

  it("closes the table of an answer that was cut off", () => {
    const { parts, state } = readAll('{"tables":[{"columns":[],"rows":[["a"],["b');
    expect(state).toBe("open");
    expect(parts.map(({ type }) => type)).toEqual(["table-start", "row", "table-end"]);
  });

  it.each([
    '{"reply" "x"}',
    '{"reply":"x"]',
    '{"tables":[{"rows":[["a"],]}]}',
    '{"tables":[{"rows":[["a" "b"]]}]}',
    '{"tables":[{"rows":[["a\nb"]]}]}',
    '{"reply":"\\x"}',
    "{nothing}",
    '{"a":,}',
    `{"a":${"[".repeat(100_000)}`,
    `{"a":${'{"b":'.repeat(50)}1${"}".repeat(50)}}`,
  ])("calls broken what is not JSON: %.40s", (text) => {
    for (const size of [1, text.length]) expect(readAll(text, size).state).toBe("broken");
  });

  it("adds to the rows when a key repeats and keeps the later of other members", () => {
    const { parts, state } = readAll('{"tables":[{"title":"a","title":"b","rows":[["1"]],"rows":[["2"]]}]}');
    expect(state).toBe("closed");
    expect(rowsOf(parts)).toEqual([["1"], ["2"]]);
    expect(parts.at(-1)).toMatchObject({ fields: new Map([["title", "b"]]) });
  });
});

const samples = new URL("../../../../shared/data/json-parsing/", import.meta.url);

describe.skipIf(!existsSync(samples))("RowStream over JSONTestSuite (skipped without ../shared/data)", () => {
  const names = existsSync(samples) ? readdirSync(samples).filter((name) => name.endsWith(".json")) : [];

  it("finds the files", () => {
    expect(names.length).toBeGreaterThan(300);
  });

  it.each(names)("%s", (name) => {
    const text = readFileSync(new URL(encodeURIComponent(name), samples), "utf8").replace(/^\uFEFF/, "");
    const pieces = [text.length > 10_000 ? 1_000 : 1, 1_000_000];
    for (const size of pieces) {
      const alone = readAll(text, size);
      if (name.startsWith("y_") && text.trimStart().startsWith("{")) expect(alone.state).toBe("closed");
      const cell = readAll(`{"reply":"r","tables":[{"title":${text},"rows":[[${text}]]}]}`, size);
      if (name.startsWith("y_")) expect(cell.state).toBe("closed");
      expect(["closed", "open", "broken"]).toContain(cell.state);
    }
  });
});

/** As a server may write it: every character outside ASCII as an escape. */
function escaped(value: object): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
