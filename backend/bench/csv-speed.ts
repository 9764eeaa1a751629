/**
 * Prints how much CPU time rows of CSV take without a model, cut into cells and to the typed and grounded event, against
 * papaparse alone. Ends with 1 where cutting is slower than the bar.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import Papa from "papaparse";
import type { ColumnType } from "../contract/cells.ts";
import { createOfflineEngine } from "../extraction/offline/engine.ts";
import { splitLines } from "../extraction/offline/lines.ts";
import { readWhole } from "../extraction/offline/readers/delimited.ts";
import { extract } from "../extraction/pipeline.ts";

const ROWS = 5_000;
const ROUNDS = 9;
const WARM_UP = 2;
/** Rows that a round cuts at the least: less is over before the clock has seen it. */
const LARGE = 100_000;
/** Cutting, against papaparse's speed. */
const BAR = 0.8;
setFlagsFromString("--expose-gc");
const clearAway = runInNewContext("gc") as (() => void) | undefined;
const cellOf: Partial<Record<ColumnType, (n: number) => string>> = {
  text: (n) => `"Row ${n}, as it was"`,
  id: (n) => `INV-${String(n).padStart(6, "0")}`,
  integer: (n) => String(n * 37),
  number: (n) => (n * 37.75).toFixed(2),
  percent: (n) => `${n % 100} %`,
  currency: (n) => `EUR ${(n * 1.37).toFixed(2)}`,
  date: (n) => new Date(Date.UTC(2020, 0, 1 + (n % 2_000))).toISOString().slice(0, 10),
  email: (n) => `name.${n}@example.com`,
  url: (n) => `https://example.com/items/${n}`,
};

async function read(text: string, types: ColumnType[]): Promise<number> {
  const columns = types.map((type, at) => ({ name: `Column ${at + 1}`, type }));
  const source = { kind: "text" as const, title: "", text };
  const request = { prompt: "", history: [], source, columns, revises: null, mode: "auto" as const };
  const when = { locale: "en-US", timeZone: "UTC", now: new Date("2026-11-23T12:00:00Z") };
  let cells = 0;
  for await (const event of extract(
    createOfflineEngine(),
    { ...request, ...when },
    new AbortController().signal,
  ))
    if (event.type === "row-add") cells += event.cells.filter(({ spans }) => spans !== undefined).length;
  return cells;
}

/** CPU time in ms, which a machine that others use does not lengthen so much as the clock's. */
async function timeOf(work: () => unknown, times: number): Promise<number> {
  // What the one before left is not cleared away at this one's cost.
  clearAway?.();
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / times;
}

/** The median of each over many rounds after a warm-up, in turns that begin with another each time. */
async function medians(works: (() => unknown)[], { rounds = ROUNDS, times = 1 }): Promise<number[]> {
  const taken = works.map((): number[] => []);
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const inTurn = round % 2 === 0 ? [...works.keys()] : [...works.keys()].reverse();
    for (const at of inTurn) {
      const ms = await timeOf(works[at] ?? (() => null), times);
      if (round >= 0) taken[at]?.push(ms);
    }
  }
  return taken.map((times) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0);
}

const csvOf = (writes: ((n: number) => string)[], rows = ROWS, delimiter = ",") => {
  const header = writes.map((_, at) => `Column ${at + 1}`).join(delimiter);
  const lines = Array.from({ length: rows }, (_, n) => writes.map((write) => write(n)).join(delimiter));
  return [header, ...lines].join("\n");
};
const kinds = Object.entries(cellOf) as [ColumnType, (n: number) => string][];

// Fresh code runs at a fraction of its speed.
const everything = csvOf(kinds.map(([, write]) => write));
for (let round = 0; round < ROUNDS; round += 1)
  await read(
    everything,
    kinds.map(([type]) => type),
  );
console.info("Cells of CSV typed and grounded a second, in thousands");
for (const [type, write] of kinds) {
  const text = csvOf([write, write, write]);
  const wanted: ColumnType[] = [type, type, type];
  const cells = await read(text, wanted);
  const [ms = 1] = await medians([() => read(text, wanted)], { rounds: 5 });
  console.info(
    `  ${type.padEnd(9)} ${Math.round(cells / ms)}${cells === ROWS * 3 ? "" : ` (of ${cells} cells)`}`,
  );
}

const few: ColumnType[] = ["id", "date", "text", "currency"];
const shapes: { title: string; types: ColumnType[]; rows: number; delimiter: string }[] = [
  { title: "all types", types: kinds.map(([type]) => type), rows: 5_000, delimiter: "," },
  { title: "a pasted table", types: [...few, ...few], rows: 2_000, delimiter: ";" },
  { title: "numbers alone", types: Array(12).fill("number"), rows: 5_000, delimiter: "\t" },
  { title: "long texts", types: Array(3).fill("text"), rows: 10_000, delimiter: "," },
  { title: "a large file", types: [...few, ...few], rows: 100_000, delimiter: "," },
];
for (const { title, types, rows, delimiter } of shapes) {
  const writes = types.map((type) => cellOf[type] ?? String);
  const text = csvOf(writes, rows, delimiter);
  const [parsed = 1, cut = 1] = await medians(
    [() => Papa.parse(text), () => readWhole(text, splitLines(text), delimiter)],
    { times: Math.ceil(LARGE / rows) },
  );
  const [own = 1] = await medians([() => read(text, types)], { rounds: rows < LARGE ? 5 : 1 });
  const speed = parsed / cut;
  if (speed < BAR) process.exitCode = 1;
  console.info(
    `CSV, ${title}: ${rows} rows of ${types.length} columns, papaparse alone ${parsed.toFixed(1)} ms`,
  );
  console.info(
    `  cut into cells with their places: ${cut.toFixed(1)} ms, ${speed.toFixed(2)} × papaparse's speed, ${speed < BAR ? "BELOW" : "within"} ${BAR}`,
  );
  console.info(
    `  typed and grounded, to the events: ${own.toFixed(0)} ms, ${(own / parsed).toFixed(1)} × papaparse's time, ${Math.round((rows * types.length) / own)} thousand cells a second`,
  );
}
