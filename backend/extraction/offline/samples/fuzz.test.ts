import { describe, expect, it } from "vitest";
import type { Span } from "../../../contract/cells.ts";
import { detect } from "../detect.ts";
import { splitLines } from "../lines.ts";
import type { SourceTable } from "../source-table.ts";
import { bills } from "./bills.testing.ts";
import { broken } from "./broken.testing.ts";
import { notes } from "./notes.testing.ts";
import { readSample } from "./sample.testing.ts";
import { tables } from "./tables.testing.ts";

const samples = [...bills, ...tables, ...broken, ...notes];
const ROUNDS = 30;
const strays = [
  '"',
  "'",
  ",",
  ";",
  "|",
  "\t",
  "\n",
  "\r\n",
  ":",
  " ",
  ">",
  "{",
  "[",
  "<",
  "-",
  "0",
  "é",
  "😀",
];

/** A small linear congruential generator: the same texts on every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

/** The text with one to four things amiss: characters or lines that are lost, doubled, moved or put in. */
function mutated(text: string, next: (below: number) => number): string {
  let changed = text;
  for (let left = 1 + next(4); left > 0; left--) {
    const at = next(changed.length + 1);
    const lines = changed.split("\n");
    const line = next(lines.length);
    const kind = next(7);
    if (kind === 0) changed = changed.slice(0, at) + changed.slice(at + 1 + next(3));
    else if (kind === 1)
      changed = changed.slice(0, at) + (strays[next(strays.length)] ?? "") + changed.slice(at);
    else if (kind === 2) changed = lines.toSpliced(line, 1).join("\n");
    else if (kind === 3) changed = lines.toSpliced(next(lines.length + 1), 0, lines[line] ?? "").join("\n");
    else if (kind === 4) changed = lines.toSpliced(line, 0, "").join("\n");
    else if (kind === 5) changed = lines.toSpliced(line, 2, lines.slice(line, line + 2).join(" ")).join("\n");
    else changed = changed.slice(0, Math.max(1, at));
  }
  return changed;
}

/** Lines with words that are in no row, header, total, title, gap or stretch told as unread. */
function droppedLines(text: string): string[] {
  const { tables: found, unread } = detect(text, { kind: "text", title: "" });
  const told = [...unread, ...found.flatMap(placesOf)];
  // A header that comes again is told as the header, a title by the table's name.
  const names = found.flatMap(({ title, headerRow }) => [
    title ?? "",
    headerRow?.cells.map((cell) => cell?.text ?? "").join("") ?? "",
  ]);
  const again = new Set(names.map(lettersOf));
  return [...splitLines(text)]
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)))
    .filter(({ start, end }) => !told.some((span) => span.start < end && start < span.end))
    .map(({ start, end }) => text.slice(start, end))
    .filter((line) => !again.has(lettersOf(line)));
}

function lettersOf(words: string): string {
  return words.replace(/[^\p{L}\p{N}]+/gu, "");
}

function placesOf({ form, span, headerRow, rows, totals, gaps }: SourceTable): Span[] {
  const all = [...(headerRow ? [headerRow] : []), ...rows, ...totals, ...gaps].map((part) => part.span);
  // A JSON text is one value: what is in it and no record is a column of each.
  return form === "json" ? [span, ...all] : all;
}

describe("a text with something amiss", () => {
  it.each(
    samples.filter(({ text }) => !text.startsWith("<")).map(({ title, text }, at) => ({ title, text, at })),
  )("loses no line in silence: $title", ({ text, at }) => {
    const next = seeded(at + 1);
    for (let round = 0; round < ROUNDS; round++) {
      const changed = mutated(text, next);
      expect({ changed, dropped: droppedLines(changed) }).toEqual({ changed, dropped: [] });
    }
  });

  it("is read to the end by the whole pipeline, markup included", async () => {
    const next = seeded(7);
    for (const { text } of samples) {
      for (let round = 0; round < 2; round++) {
        const changed = mutated(text, next);
        const { reply, tables: read } = await readSample({ text: changed });
        expect({ changed, told: reply.length > 0 || read.length > 0 }).toEqual({ changed, told: true });
      }
    }
  });
});
