import type { Chance } from "./seeded.ts";

/** A cell as the record has it: typed, so that what is invented can be told from what stands somewhere. */
export interface Fact {
  kind: "text" | "id" | "date" | "count" | "amount";
  /** Text and ids; YYYY-MM-DD; a plain decimal. */
  value: string;
}

type Change = (value: string, chance: Chance) => string;

/** Ways to be wrong, each close to what stands there. */
const changes: Record<Fact["kind"], Record<string, Change>> = {
  text: { letter: changeLetter, doubled: doubleLetter },
  id: { digit: changeDigit, truncated: truncate, transposed: transpose, "no-zeros": withoutZeros },
  date: { digit: changeDay, "day-month": swapDayMonth, year: changeYear },
  count: { digit: changeDigit, appended: (value, chance) => `${value}${chance.below(10)}` },
  amount: { digit: changeDigit, transposed: transpose, shifted: shift, negated: (value) => `-${value}` },
};

/** A value that is nearly the fact's, and which change made it; null where none of them is new to the source. */
export function invent(
  fact: Fact,
  stands: (kind: Fact["kind"], value: string) => boolean,
  chance: Chance,
): { value: string; change: string } | null {
  const names = Object.keys(changes[fact.kind]);
  for (let round = 0; round < 12; round += 1) {
    const change = chance.pick(names);
    const value = changes[fact.kind][change]?.(fact.value, chance) ?? fact.value;
    if (value !== "" && value !== fact.value && !stands(fact.kind, value)) return { value, change };
  }
  return null;
}

function changeLetter(value: string, chance: Chance): string {
  const letters = [...value];
  const places = letters.flatMap((letter, at) => (/\p{L}/u.test(letter) ? [at] : []));
  if (places.length === 0) return value;
  const at = chance.pick(places);
  const others = letters.filter((letter) => /\p{L}/u.test(letter) && letter !== letters[at]);
  letters[at] = chance.pick(others.length > 0 ? others : ["x"]);
  return letters.join("");
}

function doubleLetter(value: string, chance: Chance): string {
  const letters = [...value];
  const places = letters.flatMap((letter, at) => (/\p{L}/u.test(letter) ? [at] : []));
  const at = places.length === 0 ? 0 : chance.pick(places);
  return [...letters.slice(0, at), letters[at] ?? "", ...letters.slice(at)].join("");
}

function changeDigit(value: string, chance: Chance): string {
  const places = [...value].flatMap((sign, at) => (/\d/.test(sign) ? [at] : []));
  const at = chance.pick(places);
  const digit = (Number(value[at]) + 1 + chance.below(9)) % 10;
  return value.slice(0, at) + digit + value.slice(at + 1);
}

function truncate(value: string, chance: Chance): string {
  return chance.inHundred(50) ? value.slice(0, -1) : value.slice(1);
}

function transpose(value: string, chance: Chance): string {
  const at = chance.below(Math.max(1, value.length - 1));
  if (!/^\d\d$/.test(value.slice(at, at + 2))) return value;
  return value.slice(0, at) + value[at + 1] + value[at] + value.slice(at + 2);
}

function withoutZeros(value: string): string {
  return value.replace(/(^|\D)0+(?=\d)/, "$1");
}

function changeDay(value: string, chance: Chance): string {
  return `${value.slice(0, 8)}${String(1 + chance.below(28)).padStart(2, "0")}`;
}

function swapDayMonth(value: string): string {
  const [year, month, day = ""] = value.split("-");
  return Number(day) > 12 ? value : `${year}-${day}-${month}`;
}

function changeYear(value: string, chance: Chance): string {
  return `${2010 + chance.below(15)}${value.slice(4)}`;
}

function shift(value: string, chance: Chance): string {
  return (Number(value) * (chance.inHundred(50) ? 10 : 100)).toFixed(2);
}
