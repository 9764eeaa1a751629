import type { ModelAnswer } from "./model-answer.ts";
import type { ModelFault, ModelRequest, ModelStandInOptions } from "./model-stand-in.ts";

/** Records written into a source, each found again by its own text. */
export interface RecordSource {
  text: string;
  columns: { name: string; type: string }[];
  /** Cells, in the order in which they stand. */
  rows: string[][];
  /** Each record's text, and what stands between two. */
  written: string[];
  separator: string;
}

export type Form = "csv" | "markdown" | "list" | "blocks";
export const forms: Form[] = ["csv", "markdown", "list", "blocks"];

export const losses = [
  ...["truncates", "hits the length limit", "stops early", "skips", "repeats", "says and so on"],
  ...["breaks its JSON", "writes rows of another width", "never sees some", "all of it"],
] as const;
export type Loss = (typeof losses)[number];

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const names = ["Müller GmbH", "Ödön Kft", "Smith & Co", "東京商事", "Naïve SARL", "Firma 😀"];

/** So many records in a form that code can count; some of them are the same line again. */
export function recordSource(form: Form, count: number, random: () => number): RecordSource {
  const rows: string[][] = [];
  for (let n = 1; n <= count; n += 1) {
    const again = rows[Math.floor(random() * rows.length)];
    const name = names[Math.floor(random() * names.length)] ?? "";
    const amount = `${Math.floor(random() * 900) + 100}.${random() < 0.5 ? "00" : "50"}`;
    rows.push(again && random() < 0.05 ? again : [`R-${String(n).padStart(5, "0")}`, name, amount]);
  }
  const written = rows.map((cells) => write(form, cells));
  const { head, separator } = frames[form];
  const columns = [
    { name: "Number", type: "id" },
    { name: "Name", type: "text" },
    { name: "Amount", type: "number" },
  ];
  return { text: `${head}${written.join(separator)}\n`, columns, rows, written, separator };
}

const frames: Record<Form, { head: string; separator: string }> = {
  csv: { head: "Number,Name,Amount\n", separator: "\n" },
  markdown: { head: "| Number | Name | Amount |\n|---|---|---|\n", separator: "\n" },
  list: { head: "", separator: "\n" },
  blocks: { head: "", separator: "\n\n" },
};

function write(form: Form, [number = "", name = "", amount = ""]: string[]): string {
  if (form === "csv") return `${number},${name},${amount}`;
  if (form === "markdown") return `| ${number} | ${name} | ${amount} |`;
  if (form === "list") return `- ${number}, ${name}, ${amount}`;
  return `Number: ${number}\nName: ${name}\nAmount: ${amount}`;
}

/** A model that reads the source it is shown rightly, and then loses some of it in its own way. */
export function lossyModel(source: RecordSource, loss: Loss, random: () => number): ModelStandInOptions {
  const byText = new Map(source.written.map((text, at) => [text, source.rows[at] ?? []]));
  const blind = new Set(loss === "never sees some" ? source.written.filter(() => random() < 0.02) : []);
  const pick = (): Loss =>
    loss === "all of it" ? (losses[Math.floor(random() * (losses.length - 2))] ?? "skips") : loss;
  return {
    deltaCharacters: 5_000,
    answer: (request) => {
      const shown = sourceOf(request).split(source.separator);
      const rows = shown.flatMap((line) => {
        const text = line.trim();
        const row = byText.get(text);
        return row && !blind.has(text) ? [row] : [];
      });
      return lose(rows, pick(), source, random);
    },
    faultFor: (_request, text) => cut(pick(), text, random),
  };
}

function lose(rows: string[][], loss: Loss, source: RecordSource, random: () => number): ModelAnswer {
  const kept = lossOf(rows, loss, random);
  const lies = loss === "stops early" && random() < 0.5;
  const expectedRows = lies ? kept.length : rows.length;
  const table = { title: "Records", columns: source.columns, expectedRows, rows: kept };
  const answer = { reply: `Here are all ${rows.length} records.`, tables: [table] };
  if (loss !== "breaks its JSON") return answer;
  const types = source.columns.map(({ type }) => type);
  const text = JSON.stringify({
    reply: answer.reply,
    tables: [{ ...table, derivedColumns: [], columnTypes: types, dataType: "record", rows: kept }],
  });
  const at = text.indexOf("],[", Math.floor(random() * text.length));
  return at < 0 ? `${text.slice(0, -3)},,` : `${text.slice(0, at)}],,[${text.slice(at + 3)}`;
}

function lossOf(rows: string[][], loss: Loss, random: () => number): (string | null)[][] {
  const share = 0.2 + random() * 0.7;
  const start = rows.slice(0, Math.ceil(rows.length * share));
  if (loss === "stops early") return start;
  if (loss === "says and so on") return [...start, [random() < 0.5 ? "and so on" : "…", null, null]];
  if (loss === "skips") return rows.filter(() => random() > 0.15);
  if (loss === "repeats") return rows.flatMap((row) => (random() < 0.1 ? [row, row] : [row]));
  if (loss !== "writes rows of another width") return rows;
  return rows.map((row) => (random() < 0.1 ? [...row, "extra"] : row));
}

function cut(loss: Loss, text: string, random: () => number): ModelFault | undefined {
  const characters = Math.floor((0.1 + random() * 0.85) * text.length);
  if (loss === "truncates") return { kind: "end", end: { kind: "none" }, characters };
  if (loss === "hits the length limit") return { kind: "end", end: { kind: "length" }, characters };
  return undefined;
}

/** The source as the request shows it to the model. */
export function sourceOf({ prompt }: Pick<ModelRequest, "prompt">): string {
  const shown = /BEGIN SOURCE (\S+)\n.*\n([\s\S]*)\nEND SOURCE \1/.exec(prompt);
  return shown?.[2] ?? "";
}
