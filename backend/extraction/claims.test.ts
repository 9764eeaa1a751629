import { expect, test } from "vitest";
import { blank, collect, columns, from, table } from "../testing/extraction.ts";
import { scriptedEngine } from "../testing/scripted-engine.ts";
import type { EngineEvent, EngineRequest } from "./engine.ts";
import { extract } from "./pipeline.ts";

/** What the person reads of a model's reply beside a table of two invoices. */
async function read(reply: string, request: Partial<EngineRequest> = {}, tables = 1): Promise<string> {
  const engine = scriptedEngine(function* (): Generator<EngineEvent> {
    for (const piece of reply.match(/.{1,5}/gsu) ?? []) yield { type: "text", text: piece };
    for (let at = 0; at < tables; at += 1)
      yield* table(columns("text"), [["A-1"], ["A-2"]], { dataType: "invoice" });
    yield { type: "finish", reason: "complete" };
  }, "openai");
  const events = await collect(extract(engine, from("A-1\nA-2", request), new AbortController().signal));
  expect(events.at(-1)).toEqual({ type: "finish", reason: "complete" });
  return events.flatMap((event) => (event.type === "text-delta" ? [event.text] : [])).join("");
}

test.each([
  "I added 500 rows.",
  "All 1,200 unpaid invoices are in the table.",
  "Here is 1 record.",
  "I took 3 invoices from the mail, over 2 pages.",
])("a reply that claims another number of rows is followed by what code counted: %s", async (reply) => {
  expect(await read(reply)).toBe(`${reply}\n\nCounted by the server: 2 rows.`);
});

test.each([
  "Two invoices over 500 €.",
  "I found 2 invoices of May 2026.",
  "2 rows, the second of 7 March. Invoice 500 is not paid.",
])("a reply that claims nothing false stays as it is: %s", async (reply) => {
  expect(await read(reply)).toBe(reply);
});

test("the rows of several tables count by themselves and together", async () => {
  expect(await read("Two tables of 2 rows, 4 rows in all.", {}, 2)).toMatch(/all\.$/);
  expect(await read("5 rows.", {}, 2)).toBe("5 rows.\n\nCounted by the server: 2 rows, 2 rows.");
});

test("rows that are said to be there without a table are denied, in the sheet's language", async () => {
  const said = await read("Ich habe 500 Zeilen eingefügt.", { locale: "de-DE" }, 0);
  expect(said).toContain("Vom Server gezählt: mit dieser Antwort kamen keine Zeilen.");
  expect(await read("The sheet has 500 rows.", blank, 0)).toBe("The sheet has 500 rows.");
});

test("a changed table may speak of the rows that were changed", async () => {
  const revises = { title: "t", columns: columns("text"), rows: [[{ value: "A-1" }], [{ value: "A-2" }]] };
  expect(await read("I corrected 1 row.", { revises })).toBe("I corrected 1 row.");
});
