import { foldSigns, foldWord } from "./fold.ts";
import type { Notation } from "./notation.ts";
import { readNumber } from "./number.ts";

const seconds = { week: 604_800, day: 86_400, hour: 3_600, minute: 60, second: 1, millisecond: 0.001 };
type Unit = keyof typeof seconds;
const units = Object.keys(seconds) as Unit[];
const languages = "en de fr es it pt nl sv pl da ja zh ar hi".split(" ");

const iso =
  /^P(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/i;
const clock =
  /^(\d{1,5})(?::|\s?(h)\s?)([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(?:\s?([\p{L}\p{M}]+)\.?)?$/u;

export interface DurationReading {
  seconds: number;
  /** "1:30" may be hours or minutes. */
  ambiguous: boolean;
}

/** Seconds of "1h 30m", "1:30:00", "PT1H30M", "1,5 Std."; null for months and years, which have no length. */
export function readDuration(text: string, notation: Notation, header = ""): DurationReading | null {
  const folded = foldSigns(text);
  const sign = folded.startsWith("-") ? -1 : 1;
  const body = folded.replace(/^[-+]\s?/, "");
  const reading = readIso(body) ?? readClockForm(body, notation) ?? readUnits(body, notation, header);
  if (reading === null || !Number.isFinite(reading.seconds)) return null;
  return { ...reading, seconds: reading.seconds === 0 ? 0 : sign * reading.seconds };
}

function readIso(text: string): DurationReading | null {
  const match = iso.exec(text);
  const given = match?.slice(1) ?? [];
  if (!given.some((part) => part !== undefined) || /T$/i.test(text)) return null;
  return exact(total(given.map((part, at) => [part?.replace(",", ".") ?? "0", units[at] ?? "second"])));
}

/** "1:30:00", "1h30"; a word after it is the unit of its first part: "1:30 h", "1:30 min". */
function readClockForm(text: string, notation: Notation): DurationReading | null {
  const match = clock.exec(text);
  if (!match) return null;
  const [, first = "0", letter, second = "0", third, fraction, word] = match;
  const unit = word === undefined ? null : unitOf(word, notation);
  const inMinutes = unit === "minute" && third === undefined && letter === undefined;
  if (inMinutes)
    return exact(
      total([
        [first, "minute"],
        [second, "second"],
      ]),
    );
  if (word !== undefined && (unit !== "hour" || letter !== undefined)) return null;
  const parts: [string, Unit][] = [
    [first, "hour"],
    [second, "minute"],
    [`${third ?? "0"}.${fraction ?? "0"}`, "second"],
  ];
  return { seconds: total(parts), ambiguous: third === undefined && letter === undefined && unit === null };
}

function readUnits(text: string, notation: Notation, header: string): DurationReading | null {
  const parts: [string, Unit][] = [];
  const rest = text.replace(
    /(\d[\d.,' ]*)\s?([\p{L}\p{M}]+)\.?(?:\s(?:and|und|et|y|e|en|och|i)(?=\s\d))?[\s,]*/gu,
    (whole, digits: string, word: string) => {
      const unit = unitOf(word, notation);
      const number = readNumber(digits, notation);
      if (unit === null || number === null || number.ambiguous) return whole;
      parts.push([String(number.value), unit]);
      return "";
    },
  );
  if (parts.length === 0) return readBare(text, notation, header);
  const falling = parts.every(
    ([, unit], at) => at === 0 || seconds[unit] < seconds[parts[at - 1]?.[1] ?? unit],
  );
  return rest === "" && falling ? exact(total(parts)) : null;
}

/** A number whose unit stands in the header: "Minutes", "Dauer (h)". */
function readBare(text: string, notation: Notation, header: string): DurationReading | null {
  const named = new Set(
    (header.match(/[\p{L}\p{M}]+/gu) ?? []).flatMap((word) => unitOf(word, notation) ?? []),
  );
  const [unit] = named;
  const number = readNumber(text, notation);
  if (unit === undefined || named.size > 1 || !number || number.percent || number.currency !== null)
    return null;
  return { seconds: total([[String(number.value), unit]]), ambiguous: number.ambiguous };
}

/** Summed in milliseconds, where decimals of the usual units are whole. */
function total(parts: [string, Unit][]): number {
  const milliseconds = parts.reduce(
    (sum, [amount, unit]) => sum + Number(amount) * (seconds[unit] * 1_000),
    0,
  );
  return Math.round(milliseconds * 1_000) / 1_000_000;
}

function exact(inSeconds: number): DurationReading {
  return { seconds: inSeconds, ambiguous: false };
}

const wordsByTag = new Map<string, Map<string, Unit>>();

function unitOf(word: string, { tag }: Notation): Unit | null {
  const folded = foldWord(word);
  return [tag, ...languages].reduce<Unit | null>(
    (found, each) => found ?? wordsOf(each).get(folded) ?? null,
    null,
  );
}

/** Intl's own words for each unit, and the short forms it does not have. */
function wordsOf(tag: string): Map<string, Unit> {
  const found = wordsByTag.get(tag);
  if (found) return found;
  const words = new Map<string, Unit>();
  if (tag === "en") for (const [word, unit] of Object.entries(shortForms)) words.set(word, unit);
  for (const unit of units) {
    for (const unitDisplay of ["long", "short", "narrow"] as const) {
      const format = new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay });
      for (const amount of [1, 2, 5, 22, 1.5]) {
        const name = format.formatToParts(amount).find(({ type }) => type === "unit")?.value;
        if (name !== undefined && !words.has(foldWord(name))) words.set(foldWord(name), unit);
      }
    }
  }
  if (wordsByTag.size < 200) wordsByTag.set(tag, words);
  return words;
}

const shortForms: Record<string, Unit> = {
  h: "hour",
  hrs: "hour",
  std: "hour",
  stdn: "hour",
  heures: "hour",
  m: "minute",
  mins: "minute",
  secs: "second",
  s: "second",
  sek: "second",
  d: "day",
};
