/** Prints how long rows of CSV take without a model, to the typed and grounded event, against papaparse alone. */
import Papa from "papaparse";
import type { ColumnType } from "../contract/cells.ts";
import { createOfflineEngine } from "../extraction/offline/engine.ts";
import { splitLines } from "../extraction/offline/lines.ts";
import { readWhole } from "../extraction/offline/readers/delimited.ts";
import { extract } from "../extraction/pipeline.ts";

const ROWS = 5_000;
const ROUNDS = 3;
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

async function fastest(work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const csvOf = (writes: ((n: number) => string)[]) => {
  const header = writes.map((_, at) => `Column ${at + 1}`).join(",");
  return [header, ...Array.from({ length: ROWS }, (_, n) => writes.map((write) => write(n)).join(","))].join(
    "\n",
  );
};
const kinds = Object.entries(cellOf) as [ColumnType, (n: number) => string][];

console.info("Cells of CSV typed and grounded a second, in thousands");
for (const [type, write] of kinds) {
  const text = csvOf([write, write, write]);
  const wanted: ColumnType[] = [type, type, type];
  const cells = await read(text, wanted);
  const ms = await fastest(() => read(text, wanted));
  console.info(
    `  ${type.padEnd(9)} ${Math.round(cells / ms)}${cells === ROWS * 3 ? "" : ` (of ${cells} cells)`}`,
  );
}
const whole = csvOf(kinds.map(([, write]) => write));
const own = await fastest(() =>
  read(
    whole,
    kinds.map(([type]) => type),
  ),
);
const parsed = await fastest(() => Papa.parse(whole));
const cut = await fastest(() => readWhole(whole, splitLines(whole), ","));
console.info(`CSV of ${ROWS} rows and ${kinds.length} columns`);
console.info(`  papaparse alone, neither typed nor placed: ${parsed.toFixed(1)} ms`);
console.info(
  `  cut into cells with their places: ${cut.toFixed(1)} ms, ${(parsed / cut).toFixed(2)} × papaparse's speed`,
);
console.info(
  `  typed and grounded, to the events: ${own.toFixed(0)} ms, ${(parsed / own).toFixed(2)} × papaparse's speed`,
);
