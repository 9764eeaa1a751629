import { asciiDigit } from "../typing/fold.ts";

/**
 * A text as words, numbers and single signs, each folded (compatibility forms, case, quotes and dashes) and
 * with its place. White space is no token, so that wrapping and padding do not matter.
 */
export interface Tokens {
  words: string[];
  /** UTF-16 offsets into the text; the end is exclusive. */
  starts: number[];
  ends: number[];
  /** The line that each stands in, from 0. */
  lines: number[];
}

const SPACE = 0;
const BREAK = 1;
const LETTER = 2;
const DIGIT = 3;
/** A letter of a script that puts no spaces between words, or hangs endings on them: a token of its own. */
const ALONE = 4;
/** Joins the token before. */
const MARK = 5;
const SIGN = 6;
const UNKNOWN = 255;

const alone =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}]/u;

/** By UTF-16 unit, filled as units are met. */
const kinds = new Uint8Array(0x1_0000).fill(UNKNOWN);

export function tokenise(text: string): Tokens {
  const tokens: Tokens = { words: [], starts: [], ends: [], lines: [] };
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const kind = kindAt(text, at);
    let end = at + widthAt(text, at);
    if (kind === LETTER || kind === DIGIT) end = endOfRun(text, end, kind);
    else if (kind === ALONE || kind === SIGN) end = endOfRun(text, end, MARK);
    if (kind === BREAK) line += 1;
    else if (kind !== SPACE) {
      for (const word of fold(text.slice(at, end), kind)) {
        tokens.words.push(word);
        tokens.starts.push(at);
        tokens.ends.push(end);
        tokens.lines.push(line);
      }
    }
    at = end;
  }
  return tokens;
}

export function isDigits(word: string | undefined): boolean {
  const code = word?.charCodeAt(0) ?? 0;
  return code >= 48 && code <= 57;
}

/** Whether a word is of letters that stand together as one. */
export function isLetters(word: string | undefined): boolean {
  return word !== undefined && word !== "" && kindAt(word, 0) === LETTER;
}

function endOfRun(text: string, from: number, kind: number): number {
  let end = from;
  while (end < text.length) {
    const next = kindAt(text, end);
    if (next !== kind && next !== MARK) break;
    end += widthAt(text, end);
  }
  return end;
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const known = kinds[unit] ?? UNKNOWN;
  if (known !== UNKNOWN) return known;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const kind = kindOf(character);
  if (character.length === 1) kinds[unit] = kind;
  return kind;
}

function kindOf(character: string): number {
  if (/[\n\u2028\u2029]/.test(character)) return BREAK;
  if (/[\s\0]/.test(character)) return SPACE;
  if (/[\p{M}\uFF9E\uFF9F]/u.test(character)) return MARK;
  if (/\p{L}/u.test(character)) return alone.test(character) ? ALONE : LETTER;
  return /\p{Nd}/u.test(character) ? DIGIT : SIGN;
}

function widthAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00 && text.charCodeAt(at + 1) >>> 10 === 0x37 ? 2 : 1;
}

const folded = new Map<string, string[]>();

/** One word; several where one sign stands for more ("…", "㈱"). */
function fold(found: string, kind: number): string[] {
  if (found.length === 1 && found < "\u0080") return [found.toLowerCase()];
  if (kind === LETTER || kind === DIGIT ? isAscii(found) : false) return [found.toLowerCase()];
  const known = folded.get(found);
  if (known) return known;
  const plain = foldSigns(found.normalize("NFKC").toLowerCase());
  const isMore = kind === SIGN && plain.length > 1 && plain !== found;
  const words = isMore ? tokenise(plain).words : plain === "" ? [] : [plain];
  if (folded.size < 50_000 && found.length < 50) folded.set(found, words);
  return words;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

function foldSigns(text: string): string {
  return text
    .replace(/[\u2018\u2019\u201B\u02BC\u2032]/g, "'")
    .replace(/[\u201C-\u201F\u00AB\u00BB]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\u2044/g, "/")
    .replace(/(?![0-9])\p{Nd}/gu, asciiDigit);
}
