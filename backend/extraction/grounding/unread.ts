import type { Span } from "../../contract/cells.ts";
import { blankMarkup, isMarkup } from "./markup.ts";

export interface UnreadOptions {
  /** Letters and digits that make a stretch worth telling; one of a script without spaces counts for three. */
  minCharacters?: number;
}

/** A line as long as this may go on in the next one. */
const WRAPPED = 50;
const LONGEST_GREETING = 100;
const paragraph = /[^\r\n]+/g;
const sentenceEnd = /[.!?\u061F\u06D4\u2026]["'”’»)\]]*(?=\s+\S)|[。！？｡।]["”’」』）]*/gu;
/** "Dr. Meier", "J. Smith", "No. 5", "am 3. März": no sentence ends there. */
const abbreviated = /(?:^|[\s(.])(?:\p{L}{1,2}|Mrs|Prof|Inc|Ltd|Rech|Tel|Art|Abs|bzw|usw|etc|zzgl|inkl)\.$/u;
const monthBehind = /^\s+(?:jan|feb|mär|mar|apr|ma[ijy]|jun|jul|aug|sep|okt|oct|nov|de[cz])/i;
const goesOn = /^\s+[\p{Ll}\d]/u;
const opening =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|moin|liebe[rs]?|sehr geehrte[rs]?|السلام عليكم|مرحبا|عزيزي|السيد)(?: (?:[^\d,.!?:;،]|\.(?= )){1,40})?[,.!:،]?$/iu;
const closing =
  /^(?:(?:kind|best|warm)(?: regards| wishes)?|regards|(?:yours )?(?:sincerely|truly|faithfully)|cheers|thanks(?: a lot| again| in advance)?|(?:thank you|many thanks)(?: very much| in advance)?|(?:mit )?(?:freundlichen?|besten?|herzlichen?|vielen?|lieben?) (?:gr(?:ü|ue)(?:ß|ss)en?|dank)(?: im voraus)?|danke|[lmv]f?g|(?:مع )?(?:أطيب|خالص) التحيات|شكرا(?: جزيلا)?)[,.!،]*$/iu;
const japanese =
  /^(?:(?:いつも|大変)?お世話になって[いお]ります|(?:どうぞ)?よろしくお願い(?:い?た?し|致し|申し上げ)ます|以上|敬具|拝啓|こんにちは)[。、！]*$/u;
const letters = /[\p{L}\p{N}]/gu;
const unspacedLetters = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

/**
 * The stretches of a source that no row touches, in order, by UTF-16 offsets: sentences and lines that no span
 * lies in, neighbours joined. Blank ones, greetings and markup are none. `spans` in any order. Linear in both,
 * but for sorting the spans.
 */
export function unreadStretches(
  source: string,
  spans: readonly Span[],
  { minCharacters = 12 }: UnreadOptions = {},
): Span[] {
  const text = isMarkup(source) ? blankMarkup(source) : source;
  const touching = spans.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
  const stretches: Span[] = [];
  let at = 0;
  let reached = 0;
  let open: Span | null = null;
  for (const unit of unitsOf(text)) {
    for (; at < touching.length && (touching[at]?.start ?? 0) < unit.end; at += 1) {
      reached = Math.max(reached, touching[at]?.end ?? 0);
    }
    if (reached > unit.start) open = null;
    else if (!saysSomething(text.slice(unit.start, unit.end))) continue;
    else if (open) open.end = unit.end;
    else {
      open = { ...unit };
      stretches.push(open);
    }
  }
  return stretches.filter(({ start, end }) => weigh(text.slice(start, end)) >= minCharacters);
}

/** Sentences, where lines hold some, else lines; without the white space around them. */
function* unitsOf(text: string): Generator<Span> {
  let from: number | null = null;
  for (const { 0: line, index } of text.matchAll(paragraph)) {
    from ??= index;
    const end = index + line.length;
    for (const cut of cutsOf(text.slice(index, end))) {
      yield* trimmed(text, from, index + cut);
      from = index + cut;
    }
    if (isWrapped(line, text.slice(end, end + 3))) continue;
    yield* trimmed(text, from, end);
    from = null;
  }
  if (from !== null) yield* trimmed(text, from, text.length);
}

/** Where the sentences of a line end. */
function cutsOf(line: string): number[] {
  return Array.from(line.matchAll(sentenceEnd)).flatMap(({ 0: sign, index }) => {
    const end = index + sign.length;
    if (!sign.startsWith(".")) return [end];
    const behind = line.slice(end, end + 8);
    const before = line.slice(Math.max(0, index - 6), index + 1);
    const ordinal = /\d\.$/.test(before) && monthBehind.test(behind);
    return goesOn.test(behind) || ordinal || abbreviated.test(before) ? [] : [end];
  });
}

function isWrapped(line: string, behind: string): boolean {
  return line.length >= WRAPPED && /^\r?\n\p{Ll}/u.test(behind) && !/[.!?:;]\s*$/.test(line);
}

function* trimmed(text: string, start: number, end: number): Generator<Span> {
  const said = text.slice(start, end);
  const from = start + said.length - said.trimStart().length;
  if (from < end) yield { start: from, end: from + said.trim().length };
}

/** Not a rule, a greeting or a closing. */
function saysSomething(unit: string): boolean {
  const said = unit.length > LONGEST_GREETING ? unit : unit.replace(/\s+/g, " ");
  return /[\p{L}\p{N}]/u.test(said) && ![opening, closing, japanese].some((form) => form.test(said));
}

function weigh(stretch: string): number {
  return (stretch.match(letters)?.length ?? 0) + 2 * (stretch.match(unspacedLetters)?.length ?? 0);
}
