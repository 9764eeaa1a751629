import { describe, expect, it } from "vitest";
import { sampleMail } from "../../../addon/sidebar/sample-mail.ts";
import type { Cell } from "../../contract/cells.ts";
import type { EngineEvent, EngineRequest } from "../engine.ts";
import { createOfflineEngine } from "./engine.ts";

function request(prompt: string, text: string | null, more: Partial<EngineRequest> = {}): EngineRequest {
  return {
    prompt,
    history: [],
    source: text === null ? null : { kind: "text", title: "", text },
    columns: null,
    revises: null,
    mode: "auto",
    locale: "en-US",
    timeZone: "Europe/Berlin",
    now: new Date("2026-03-20T09:00:00Z"),
    ...more,
  };
}

async function run(prompt: string, text: string | null, more: Partial<EngineRequest> = {}) {
  const events: EngineEvent[] = [];
  for await (const event of createOfflineEngine().run(
    request(prompt, text, more),
    new AbortController().signal,
  ))
    events.push(event);
  const starts = events.filter((event) => event.type === "table-start");
  const rows = events.filter((event) => event.type === "row");
  return {
    events,
    reply: events.map((event) => (event.type === "text" ? event.text : "")).join(""),
    columns: starts.map((start) => start.columns.map((column) => column.name)),
    types: starts.map((start) => start.columns.map((column) => column.type)),
    words: rows.map((row) => row.cells.map((cell) => cell?.text ?? null)),
    rows,
    starts,
    ends: events.filter((event) => event.type === "table-end"),
  };
}

describe("the engine without a model", () => {
  it("reads the sample mail: three invoices, typed, every word at its place", async () => {
    const got = await run("put the invoices in this mail into the sheet", sampleMail);
    expect(got.columns).toEqual([
      ["Invoice number", "Seller", "Invoice date", "Due date", "Net amount", "Tax", "Total"],
    ]);
    expect(got.types).toEqual([["id", "text", "date", "date", "currency", "currency", "currency"]]);
    expect(got.words[0]).toEqual([
      "0004711",
      "Nordlicht Energie GmbH",
      "3 March 2026",
      "2 April 2026",
      "EUR 1,240.00",
      "EUR 235.60",
      "EUR 1,475.60",
    ]);
    expect(got.words.map((row) => row[0])).toEqual(["0004711", "0098123", "0000385"]);
    for (const { cells } of got.rows) {
      for (const cell of cells) expect(sampleMail.slice(cell?.span?.start, cell?.span?.end)).toBe(cell?.text);
    }
    expect(got.starts[0]).toMatchObject({ title: "Invoices", dataType: "invoice", expectedRows: 3 });
    expect(got.ends).toMatchObject([{ type: "table-end", expectedRows: 3, gaps: [] }]);
    const [{ unread = [] } = {}] = got.ends;
    expect(unread.map(({ start, end }) => sampleMail.slice(start, end))).toContain("Hello Jonas,");
    expect(got.events.at(-1)).toEqual({ type: "finish", reason: "complete" });
    expect(got.reply).toContain("Found 3 invoices with 7 columns. Read as labelled text.");
    expect(got.reply).toContain("Hello Jonas,");
    expect(got.reply).toMatch(/No model was asked\.$/);
  });

  it("fills the columns that were named, in their order, and says which is nowhere", async () => {
    const got = await run("number, warranty and currency and total", sampleMail);
    expect(got.columns).toEqual([["Number", "Warranty", "Currency", "Total"]]);
    expect(got.words[1]).toEqual(["0098123", null, "USD", "USD 929.34"]);
    expect(got.reply).toContain("Unknown columns: “Warranty”");
  });

  it("keeps the type and the format of a column that the request names", async () => {
    const columns = [{ name: "Total", type: "text" as const, format: "0.0" }, { name: "Seller" }];
    const got = await run("go", sampleMail, { columns });
    expect(got.starts[0]?.columns).toEqual([columns[0], { name: "Seller", type: "text" }]);
  });

  it("names columns by place where the text has no header of its own", async () => {
    const columns = [{ name: "Person" }, { name: "Town" }];
    expect((await run("x", "Anna,Rome\nBob,Oslo\nCarl,Bern", { columns })).words).toEqual([
      ["Anna", "Rome"],
      ["Bob", "Oslo"],
      ["Carl", "Bern"],
    ]);
  });

  it("says what the text has when none of the columns is in it", async () => {
    const got = await run("columns: Foo, Bar", "id,total\n1,2\n3,4");
    expect(got.starts).toEqual([]);
    expect(got.reply).toContain("It has: “id”, “total”");
  });

  it("finds addresses in prose by their shape", async () => {
    const got = await run("x", "Write to a@b.de or c@d.org.\nThanks", { columns: [{ name: "Email" }] });
    expect(got.words).toEqual([["a@b.de"], ["c@d.org"]]);
    expect(got.starts[0]?.expectedRows).toBeNull();
  });

  it("reads a table out of the prompt itself, with places in the prompt", async () => {
    const prompt = "Put this in the sheet with columns: Name, Age\nAnna,12\nBob,13";
    const got = await run(prompt, null);
    expect(got.columns).toEqual([["Name", "Age"]]);
    expect(got.words).toEqual([
      ["Anna", "12"],
      ["Bob", "13"],
    ]);
    const cell = got.rows[1]?.cells[0];
    expect(prompt.slice(cell?.span?.start, cell?.span?.end)).toBe("Bob");
    expect((await run("Into the sheet please\nAnna,12\nBob,13", null)).reply).not.toContain("gave no row");
  });

  it("answers a question with what it can do, in the person's language", async () => {
    const question = await run("What is the capital of France?", null);
    expect(question.reply).toBe(
      "No model is connected. I can still read tables, invoices and lists you paste.",
    );
    expect((await run("Was ist die Hauptstadt?", null, { locale: "de-DE" })).reply).toContain(
      "Es ist kein Modell verbunden.",
    );
    expect((await run("x", "nothing here", {})).reply).toContain("CSV and TSV");
    expect((await run("hi", sampleMail, { mode: "chat" })).starts).toEqual([]);
  });

  it("names each gap by its place and reason, and counts it as expected", async () => {
    const text = "id,total\n1,2\n3,4,5\n6,7";
    const got = await run("x", text);
    expect(got.ends).toEqual([
      {
        type: "table-end",
        expectedRows: 3,
        gaps: [
          { afterIndex: 0, start: 13, end: 18, reason: "more cells than columns", code: "too-many-cells" },
        ],
      },
    ]);
    expect(got.reply).toContain("“3,4,5” (more cells than columns)");
  });

  it("says where JSON cannot be read at all", async () => {
    const got = await run("x", '{"a": [[[');
    expect(got.starts).toEqual([]);
    expect(got.reply).toContain("no rows");
  });

  it("does not let the text's marks become Markdown", async () => {
    expect((await run("x", "<b>[x](javascript:alert(1))\n\nid,total\n1,2\n3,4")).reply).toContain(
      "\\<b\\>\\[x\\]",
    );
  });

  it("stops where it is told to", async () => {
    const stop = new AbortController();
    const text = `id,total\n${"1,2\n".repeat(3_000)}`;
    let rows = 0;
    let finished = false;
    for await (const event of createOfflineEngine().run(request("x", text), stop.signal)) {
      if (event.type === "row" && ++rows === 10) stop.abort();
      finished ||= event.type === "finish";
    }
    expect(rows).toBe(10);
    expect(finished).toBe(false);
  });
});

describe("a table that is changed", () => {
  const at = (word: string) => ({
    start: sampleMail.indexOf(word),
    end: sampleMail.indexOf(word) + word.length,
  });
  const row = (number: string, total: string): Cell[] => [
    { value: number, spans: [at(number)] },
    { value: 1, raw: total, currency: "EUR", spans: [at(total)] },
  ];
  const revises = {
    title: "Invoices",
    columns: [
      { name: "Number", type: "id" as const },
      { name: "Total", type: "currency" as const, format: "0.00" },
    ],
    // One row was dropped by the person and the other two stand the other way round.
    rows: [row("0000385", "EUR 2,418.90"), row("0004711", "EUR 1,475.60")],
  };

  it("grows a column from the source, each row its own, and keeps every cell that was there", async () => {
    const got = await run("also add the due date", sampleMail, { revises });
    expect(got.columns).toEqual([["Number", "Total", "Due date"]]);
    expect(got.types).toEqual([["id", "currency", "date"]]);
    expect(got.words).toEqual([
      ["0000385", "EUR 2,418.90", "11 April 2026"],
      ["0004711", "EUR 1,475.60", "2 April 2026"],
    ]);
    expect(got.rows.map((event) => event.previous)).toEqual([0, 1]);
    expect(got.starts[0]?.columns[1]).toEqual(revises.columns[1]);
    expect(got.reply).toBe("Added: “Due date”. No model was asked.");
  });

  it("adds a column whose name says more than one that is there", async () => {
    const dated = {
      ...revises,
      columns: [...revises.columns, { name: "Date", type: "date" as const }],
      rows: revises.rows.map((cells) => [...cells, { value: "2026-03-03", raw: "3 March 2026" }]),
    };
    const got = await run("also add the due date", sampleMail, { revises: dated });
    expect(got.columns).toEqual([["Number", "Total", "Date", "Due date"]]);
    expect(got.words.map((words) => words.slice(2))).toEqual([
      ["3 March 2026", "11 April 2026"],
      ["3 March 2026", "2 April 2026"],
    ]);
  });

  it("renames, drops and reorders without a source", async () => {
    expect((await run("rename Total to Amount", null, { revises })).columns).toEqual([["Number", "Amount"]]);
    expect((await run("entferne die Spalte Total", null, { revises })).columns).toEqual([["Number"]]);
    expect((await run("only total and number", null, { revises })).words[0]).toEqual([
      "EUR 2,418.90",
      "0000385",
    ]);
  });

  it("keeps a column that the request names though the text does not have it", async () => {
    const columns = [{ name: "Number" }, { name: "Warranty" }];
    const got = await run("", sampleMail, { revises, columns });
    expect(got.columns).toEqual([["Number", "Warranty"]]);
    expect(got.words[0]).toEqual(["0000385", null]);
    expect(got.reply).toContain("Unknown columns: “Warranty”");
  });

  it("changes nothing that it does not understand, and says what it can do", async () => {
    for (const prompt of ["make it nicer", "add the shoe size", "thanks"]) {
      const got = await run(prompt, sampleMail, { revises });
      expect(got.starts).toEqual([]);
      expect(got.reply).toContain("Nothing was changed.");
    }
    expect((await run("also add the due date", null, { revises })).reply).toContain("source is not there");
  });
});
