import { type Concept, conceptOf } from "../labels.ts";
import type { Line, Lines } from "../lines.ts";
import { plainName } from "../names.ts";
import { type QuotedCell, quote } from "../source-table.ts";
import { fieldsInSentence } from "./sentence-fields.ts";

/** One labelled value. `key` is what makes two labels the same column. */
export interface Field {
  label: string;
  concept: Concept | null;
  plain: string;
  value: QuotedCell | null;
  /** The whole of it, label included. */
  start: number;
  end: number;
  /** It stood in a sentence, without a colon. */
  loose: boolean;
}

/** Lines between blank ones, with the fields that they hold. */
export interface Paragraph {
  fields: Field[];
  /** The line above the first field, where it is no field itself. */
  heading: QuotedCell | null;
  start: number;
  end: number;
  bulleted: boolean;
}

const maxLabel = 60;
const labelled =
  /^([ \t>]*(?:(?:[-*•·]|\d{1,3}[.)])[ \t]+)?)(\*\*|__|\*)?([\p{L}#№][^:=\t|\n]*?)(?:\*\*|__|\*)?[ \t]*(?:[:：](?:\*\*|__|\*)?(?=\s|$|[^/\d\s])|[:：](?=\s?\d)|\t+|\s=\s|[ \t]?\.{3,}|\s→\s)(?:\*\*|__)?/u;
const bullet = /^\s*(?:[-*•·]|\d{1,3}[.)])\s/;

/** Cuts lines into paragraphs and reads their fields; a line that is `blank` ends one. */
export function readFields(text: string, lines: Lines): Paragraph[] {
  return Array.from(lines.paragraphs(), ([from, to]) => readParagraph(text, lines.slice(from, to)));
}

function readParagraph(text: string, lines: Line[]): Paragraph {
  const start = lines[0]?.start ?? 0;
  const end = lines.at(-1)?.end ?? start;
  const fields: Field[] = [];
  let heading: QuotedCell | null = null;
  let bulleted = true;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (!line) break;
    const found = fieldsInLine(text, line);
    const only = found.at(-1);
    if (only && (found.length === 1 || only.concept === "tax")) at += carryOn(text, lines, at, only);
    if (found.length > 0) {
      fields.push(...found);
      bulleted &&= bullet.test(text.slice(line.start, line.start + 20));
      continue;
    }
    const run = sentenceLines(text, lines, at);
    const loose = fieldsInSentence(text, line.start, run.end);
    at += run.count - 1;
    const last = lines[at] ?? line;
    if (fields.length + loose.length === 0)
      heading = quote(text, last.start, Math.min(last.end, last.start + 120));
    fields.push(...loose);
  }
  return { fields, heading: fields.length > 0 ? heading : null, start, end, bulleted };
}

/** The lines from here on that hold no field with a colon: one run of sentences, unless they are a list. */
function sentenceLines(text: string, lines: Line[], from: number): { end: number; count: number } {
  let count = 1;
  while (count < 20) {
    const next = lines[from + count];
    if (!next || bullet.test(text.slice(next.start, next.start + 20)) || fieldsInLine(text, next).length > 0)
      break;
    count++;
  }
  return { end: lines[from + count - 1]?.end ?? 0, count };
}

function fieldsInLine(text: string, line: Line): Field[] {
  const pieces = splitPieces(text, line);
  if (pieces.length > 1) {
    const fields = pieces.map(([start, end]) => readField(text, start, end));
    if (fields.every((field) => field?.value)) return fields.filter((field) => field !== null);
  }
  const whole = readField(text, line.start, line.end);
  return whole ? [...rateOf(text, whole), whole] : [];
}

/** Several fields may share a line, set apart by bars or wide gaps. */
function splitPieces(text: string, line: Line): [number, number][] {
  if (line.end - line.start > 1_000) return [];
  const pieces: [number, number][] = [];
  let start = line.start;
  for (const gap of text.slice(line.start, line.end).matchAll(/ {3,}|[ \t]+[|·•][ \t]+/g)) {
    if (gap.index === 0) continue;
    pieces.push([start, line.start + gap.index]);
    start = line.start + gap.index + gap[0].length;
  }
  pieces.push([start, line.end]);
  return pieces.filter(([from, to]) => text.slice(from, to).includes(":") || pieces.length > 1);
}

function readField(text: string, start: number, end: number): Field | null {
  const match = labelled.exec(text.slice(start, Math.min(end, start + maxLabel + 40)));
  const label = match?.[3]?.trim() ?? "";
  if (!match || !isLabel(label)) return null;
  const labelStart = start + (match[1]?.length ?? 0) + (match[2]?.length ?? 0);
  const value = quote(text, start + match[0].length, end);
  const plain = plainName(label);
  const field = {
    label: withoutRate(label),
    concept: conceptOf(label),
    plain,
    start: labelStart,
    end,
    loose: false,
  };
  return { ...field, value: value && withoutMarks(value) };
}

/** Words that name something: short, and neither a sentence nor a greeting. */
function isLabel(label: string): boolean {
  if (label === "" || label.length > maxLabel || /^https?$/i.test(label)) return false;
  if (conceptOf(label) !== null) return true;
  return label.split(/\s+/).length <= 5 && !/[,;!?"„“]|[.]\s\p{L}{4,}/u.test(label);
}

/** "VAT (19 %): 228.00" says two things. */
function rateOf(text: string, field: Field): Field[] {
  const head = text.slice(
    field.start,
    Math.min(field.start + maxLabel, field.value?.span.start ?? field.end),
  );
  const rate = field.concept === "tax" ? /\d{1,2}(?:[.,]\d{1,2})?\s?%/.exec(head) : null;
  if (!rate) return [];
  const start = field.start + rate.index;
  const value = { text: rate[0], span: { start, end: start + rate[0].length } };
  return [{ ...field, label: `${field.label} %`, concept: "taxRate", plain: `${field.plain} rate`, value }];
}

/** "VAT (19 %)" as a name of amounts: a percentage in it would speak of them. */
export function withoutRate(label: string): string {
  return (
    label
      .replace(/\s*\(?\d+(?:[.,]\d+)?\s*%\)?\s*/g, " ")
      .replace(/\s+/g, " ")
      .trim() || label
  );
}

function withoutMarks(value: QuotedCell): QuotedCell | null {
  const marks = /^(\*\*|__|\*|`)?([\s\S]*?)(?:\*\*|__|`)?$/.exec(value.text);
  const text = marks?.[2]?.trim() ?? "";
  if (text === value.text) return value;
  const start = value.span.start + (marks?.[1]?.length ?? 0);
  return text === "" ? null : { text, span: { start, end: start + text.length } };
}

/** Takes the value from the next line where the label stands alone, and lines that are set in under it. */
function carryOn(text: string, lines: Line[], at: number, field: Field): number {
  let taken = 0;
  const own = indent(text, lines[at]);
  for (let next = lines[at + 1]; next; next = lines[at + 1 + taken]) {
    const deeper = indent(text, next) > own;
    const first = field.value === null && taken === 0 && (deeper || field.concept !== null);
    if (
      !(deeper || first) ||
      bullet.test(text.slice(next.start, next.end)) ||
      readField(text, next.start, next.end)
    )
      break;
    const more = quote(text, next.start, next.end);
    if (!more) break;
    const start = field.value?.span.start ?? more.span.start;
    field.value = {
      text: text.slice(start, more.span.end).replace(/\s*[\r\n]+\s*/g, "\n"),
      span: { start, end: more.span.end },
    };
    field.end = next.end;
    taken++;
  }
  return taken;
}

function indent(text: string, line: Line | undefined): number {
  let at = line?.start ?? 0;
  const start = at;
  while (text[at] === " " || text[at] === "\t") at++;
  return at - start;
}
