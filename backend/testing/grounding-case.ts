import type { Column } from "../contract/cells.ts";
import { type FormName, forms } from "./grounding-forms.ts";
import { type Fact, invent } from "./grounding-inventions.ts";
import { type Script, type ScriptName, scripts } from "./grounding-scripts.ts";
import { type Chance, seeded } from "./seeded.ts";

/** A source, the rows that a model tells of it, and which of their cells it made up. */
export interface GroundingCase {
  source: string;
  locale: string;
  columns: Column[];
  rows: (string | null)[][];
  /** How each wrong cell was made, by "row/column". */
  wrong: Map<string, string>;
}

export interface CaseOptions {
  seed: number;
  rows: number;
  /** Of a hundred cells; and of those, the ones that take another row's value. */
  wrong: number;
  swapped?: number;
}

const kinds: Fact["kind"][] = ["text", "id", "date", "count", "amount", "text", "text"];
const types = { text: "text", id: "id", date: "date", count: "integer", amount: "currency" } as const;

export function groundingCase(script: ScriptName, form: FormName, options: CaseOptions): GroundingCase {
  const written = scripts[script];
  const chance = seeded(options.seed);
  const records = Array.from({ length: options.rows }, (_, at) => recordOf(written, chance, at));
  const plain = records.map((record) => record.map((fact) => write(fact, written, chance)));
  const cells = plain.map((row) =>
    row.map((text, at) => disguise(text, kinds[at] ?? "text", script, chance)),
  );
  const source = forms[form](cells, written, chance);
  const stands = standing(records, source, plain);
  const wrong = new Map<string, string>();
  const rows = records.map((record, row) =>
    record.map((fact, column) => {
      const known = { plain: plain[row]?.[column] ?? "", written: cells[row]?.[column] ?? "" };
      if (!chance.inHundred(options.wrong))
        return chance.inHundred(3) ? null : quote(fact, known, written, chance);
      const other = chance.inHundred(options.swapped ?? 0) ? anotherRows(records, row, column, chance) : null;
      const invented = other ?? invent(fact, stands, chance);
      if (invented === null) return known.written;
      wrong.set(`${row}/${column}`, `${fact.kind} ${invented.change}`);
      return write({ ...fact, value: invented.value }, written, chance);
    }),
  );
  const columns = written.labels.map((name, at) => ({ name, type: types[kinds[at] ?? "text"] }));
  return { source, locale: written.locale, columns, rows, wrong };
}

function recordOf(script: Script, chance: Chance, row: number): Fact[] {
  const cents = String(chance.below(100)).padStart(2, "0");
  const number = String(row * 7 + chance.below(7) + 100);
  const id = chance.pick([
    `INV-${number.padStart(6, "0")}`,
    number.padStart(8, "0"),
    `${number}/26-B`,
    `X${number}A`,
  ]);
  const [month, day] = [1 + chance.below(12), 1 + chance.below(28)].map((n) => String(n).padStart(2, "0"));
  const who = `${chance.pick(script.given)}${script.space}${chance.pick(script.family)}`;
  const whole = chance.below(10 ** (2 + chance.below(4)));
  return [
    { kind: "text", value: chance.inHundred(20) ? chance.pick(script.goods) : who },
    { kind: "id", value: id },
    { kind: "date", value: `20${24 + chance.below(3)}-${month}-${day}` },
    { kind: "count", value: String(1 + chance.below(chance.inHundred(80) ? 40 : 3_000)) },
    { kind: "amount", value: script.locale === "ja-JP" ? `${whole}` : `${whole}.${cents}` },
    { kind: "text", value: chance.pick(script.states) },
    { kind: "text", value: chance.pick(script.cities) },
  ];
}

function write({ kind, value }: Fact, script: Script, chance: Chance): string {
  if (kind === "date") return chance.pick(script.dates)(value);
  if (kind === "amount") return script.amount(Number(value));
  return kind === "count" ? script.count(Number(value)) : value;
}

/** The same words as another keyboard, program or page writes them. */
function disguise(text: string, kind: Fact["kind"], script: ScriptName, chance: Chance): string {
  if (!chance.inHundred(30)) return text;
  const spaced = text.replaceAll(" ", "\u00A0");
  const directed = `\u2068${text}\u2069`;
  if (kind !== "text")
    return script === "arabic" ? chance.pick([directed, `\u200F${text}`]) : chance.pick([spaced, directed]);
  const hyphenated = text.replace(/([a-zäöü]{3})([a-zäöü]{3})/u, "$1\u00AD$2");
  return chance.pick([text.normalize("NFD"), spaced, directed, hyphenated, `${text}\u200E`]);
}

/** As a model quotes: mostly word by word, at times cleaned up, at times by the value alone. */
function quote(
  fact: Fact,
  known: { plain: string; written: string },
  script: Script,
  chance: Chance,
): string {
  const way = chance.below(100);
  if (way < 60) return known.written;
  if (way < 85 || fact.kind === "id") return straight(known.plain);
  if (fact.kind === "amount") return script.locale === "de-DE" ? fact.value.replace(".", ",") : fact.value;
  return fact.kind === "text" ? straight(known.plain).normalize("NFKC") : fact.value;
}

function straight(text: string): string {
  return text
    .replace(/[‘’]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replaceAll("\u00AD", "")
    .normalize("NFC");
}

function anotherRows(records: Fact[][], row: number, column: number, chance: Chance) {
  const from = chance.below(records.length);
  const value = records[from]?.[column]?.value ?? "";
  const isOnce = records.filter((record) => record[column]?.value === value).length === 1;
  return from !== row && isOnce ? { value, change: "another row's" } : null;
}

/** Whether a value stands in the source in earnest: as a number, as a date, or as a run of letters. */
function standing(records: Fact[][], source: string, plain: string[][]) {
  const values = new Set(records.flat().map(({ kind, value }) => keyOf(kind, value)));
  for (const { kind, value } of records.flat()) {
    if (kind === "text") for (const [number] of value.matchAll(/\d+/g)) values.add(number);
  }
  const said = fold([source, ...plain.flat()].join("\n"));
  const ids = new Set(source.normalize("NFKC").match(/[\p{L}\p{N}]+(?:[-/][\p{L}\p{N}]+)*/gu));
  return (kind: Fact["kind"], value: string): boolean => {
    if (kind === "text") return said.includes(fold(value));
    return values.has(keyOf(kind, value)) || ids.has(value) || /[-/]$/.test(value);
  };
}

function keyOf(kind: Fact["kind"], value: string): string {
  return kind === "count" || kind === "amount" ? String(Number(value)) : value;
}

function fold(text: string): string {
  return straight(text)
    .normalize("NFKC")
    .replace(/[\p{Cf}\s]+/gu, "")
    .toLowerCase();
}
