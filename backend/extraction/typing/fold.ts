const spaces = /[\s\u00A0\u2000-\u200A\u202F\u205F\u3000]+/g;
const unseen = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const fullWidth = /[\uFF01-\uFF5E]/g;
const otherDigit = /(?![0-9])\p{Nd}/gu;
/** Printable ASCII with lone spaces: nothing of it is written in more than one way. */
const plainText = /^(?:[!-~]| (?! ))*$/;
/** The same with Latin letters and the euro sign, whose signs are none of those that are folded. */
const plainSigns = /^(?:[!-~\u00A1-\u00AC\u00AE-\u00B3\u00B5-\u024F€]| (?! ))*$/;
const minus = /[\u2010-\u2015\u2212\uFE58\uFE63]/g;

/**
 * A cell's text in one spelling, for reading numbers and dates: ASCII digits, signs and plain spaces. Letters
 * keep their case and accents.
 */
export function foldSigns(text: string): string {
  if (plainSigns.test(text)) return (text.includes("`") ? text.replaceAll("`", "'") : text).trim();
  return text
    .replace(unseen, "")
    .replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[￠￡￥￦]/g, (character) => character.normalize("NFKC"))
    .replace(otherDigit, asciiDigit)
    .replace(minus, "-")
    .replace(/[`\u00B4\u2018\u2019\u02BC]/g, "'")
    .replace(/\u066A/g, "%")
    .replace(spaces, " ")
    .trim();
}

/** A word in one spelling, for comparing: without case, accents and a closing point. */
export function foldWord(word: string): string {
  if (plainText.test(word)) return word.toLowerCase().trim().replace(/\.$/, "");
  return word
    .normalize("NFKD")
    .replace(/[\u0300-\u036F]/g, "")
    .toLowerCase()
    .replace(/ł/g, "l")
    .replace(/ø/g, "o")
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    .replace(spaces, " ")
    .trim()
    .replace(/[.॰]$/, "");
}

/** The ASCII digit for one of another script: Unicode keeps each script's ten in a row, nought first. */
export function asciiDigit(character: string): string {
  let zero = character.codePointAt(0) ?? 0;
  const point = zero;
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(point - zero);
}
