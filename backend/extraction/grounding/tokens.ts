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

const unspaced = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}";
const word = `[${unspaced}]|(?:(?![${unspaced}])[\\p{L}\\p{M}])+|\\p{N}+|\\n|[^\\s\\p{Cf}]`;
const plainWord = new RegExp(word, "gu");
const markupWord = new RegExp(`<!--[^]*?-->|</?[a-zA-Z][^<>]*>|&#?\\w{2,8};|${word}`, "gu");
const markup = /<(?:!doctype|html|body|table|tr|td|div|p|span|ul|li|br|h[1-6])\b[^<>]*>/i;

/** Whether tags and character references are not part of what the text says. */
export function isMarkup(text: string): boolean {
  return markup.test(text);
}

export function tokenise(text: string, skipMarkup = false): Tokens {
  const tokens: Tokens = { words: [], starts: [], ends: [], lines: [] };
  let line = 0;
  for (const match of text.matchAll(skipMarkup ? markupWord : plainWord)) {
    const [found] = match;
    if (found === "\n") line += 1;
    else for (const folded of fold(found, skipMarkup)) push(tokens, folded, match.index, found.length, line);
  }
  return tokens;
}

function push(tokens: Tokens, folded: string, start: number, length: number, line: number): void {
  tokens.words.push(folded);
  tokens.starts.push(start);
  tokens.ends.push(start + length);
  tokens.lines.push(line);
}

/** One token mostly; none for what is not seen, several where one sign stands for more ("…", "㈱"). */
function fold(found: string, inMarkup: boolean): string[] {
  if (/^[\x21-\x7E]+$/.test(found)) {
    if (!inMarkup || found.length === 1) return [found.toLowerCase()];
    if (found.startsWith("<")) return [];
    return found.startsWith("&") ? foldReference(found) : [found.toLowerCase()];
  }
  if (inMarkup && found.startsWith("<")) return [];
  const folded = foldSign(
    found
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\uFE00-\uFE0F]/g, ""),
  );
  if (folded.length === found.length) return [folded];
  return folded.match(plainWord) ?? [];
}

function foldSign(text: string): string {
  return text
    .replace(/[\u2018\u2019\u201B\u02BC\u2032]/g, "'")
    .replace(/[\u201C\u201D\u201E\u201F\u00AB\u00BB]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\p{Nd}/gu, (digit) => (digit < "\u0080" ? digit : asciiDigit(digit)));
}

const named = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["euro", "€"],
]);

function foldReference(reference: string): string[] {
  const name = reference.slice(1, -1);
  const point = /^#x[\da-f]+$/i.test(name) ? Number(`0${name.slice(1)}`) : Number(name.slice(1));
  const isNumbered = name.startsWith("#") && point > 0 && point <= 0x10ffff;
  const character = isNumbered ? String.fromCodePoint(point) : named.get(name);
  return (
    foldSign(character ?? reference)
      .toLowerCase()
      .match(plainWord) ?? []
  );
}
