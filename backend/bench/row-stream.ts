/** Prints how the row reader compares with `JSON.parse` a row over a plain scanner, in pieces of 20 characters. */
import { RowStream } from "../extraction/openai/row-stream.ts";

const PIECE = 20;
const ROUNDS = 5;

function answerOf(megabytes: number): string {
  const rows: string[] = [];
  for (let size = 0, n = 1; size < megabytes * 1_000_000; n += 1) {
    const row = JSON.stringify([
      `INV-${n}`,
      "2026-03-04",
      `Firma Nr. ${n} "Süd"`,
      "1.250,00 €",
      null,
      "paid",
    ]);
    rows.push(row);
    size += row.length + 1;
  }
  return `{"reply":"Rows.","tables":[{"title":"T","columns":[],"expectedRows":${rows.length},"rows":[${rows.join()}]}]}`;
}

function pieces(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += PIECE) parts.push(text.slice(at, at + PIECE));
  return parts;
}

function throughStream(parts: string[]): number {
  const stream = new RowStream();
  let rows = 0;
  for (const part of parts) for (const { type } of stream.write(part)) if (type === "row") rows += 1;
  return rows;
}

/** The least that any reader must do: watch strings and brackets, parse what closes at a row's depth. */
function throughScanner(parts: string[]): number {
  let [rows, depth, inString, escaped, row] = [0, 0, false, false, ""];
  for (const part of parts) {
    let from = 0;
    for (let at = 0; at < part.length; at += 1) {
      const code = part.charCodeAt(at);
      if (escaped) escaped = false;
      else if (inString) {
        if (code === 92) escaped = true;
        else if (code === 34) inString = false;
      } else if (code === 34) inString = true;
      else if (code === 91 || code === 123) {
        depth += 1;
        if (depth === 5) [row, from] = ["", at];
      } else if (code === 93 || code === 125) {
        if (depth === 5 && Array.isArray(JSON.parse(row + part.slice(from, at + 1)))) rows += 1;
        depth -= 1;
      }
    }
    if (depth >= 5) row += part.slice(from);
  }
  return rows;
}

function fastest(work: () => number): { ms: number; rows: number } {
  let best = { ms: Number.POSITIVE_INFINITY, rows: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const rows = work();
    const ms = performance.now() - start;
    if (ms < best.ms) best = { ms, rows };
  }
  return best;
}

// Fresh code runs at a fraction of its speed.
const warmUp = pieces(answerOf(0.5));
fastest(() => throughScanner(warmUp));
fastest(() => throughStream(warmUp));

for (const megabytes of [0.5, 1, 2, 5]) {
  const parts = pieces(answerOf(megabytes));
  const scanner = fastest(() => throughScanner(parts));
  const stream = fastest(() => throughStream(parts));
  const perMegabyte = (stream.ms / megabytes).toFixed(1);
  console.log(
    `${megabytes} MB, ${stream.rows} rows (scanner ${scanner.rows}): ${stream.ms.toFixed(0)} ms, ${perMegabyte} ms/MB, ` +
      `${(stream.ms / scanner.ms).toFixed(2)} x the scanner's ${scanner.ms.toFixed(0)} ms`,
  );
}
