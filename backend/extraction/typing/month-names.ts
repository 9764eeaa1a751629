import { foldWord } from "./fold.ts";

/** Languages whose names are known in every text, beside the cell's own. */
const languages = "en de fr es it pt nl sv pl da fi ja zh ar ar-SY ar-DZ ar-MA hi".split(" ");
const widths = ["long", "short"] as const;

interface Names {
  months: Map<string, number>;
  /** 0 is Sunday. */
  weekdays: Map<string, number>;
}

const known = new Map<string, Names>();
let shared: Names | null = null;

/** The month (1 to 12) that a word names in the language or, where they agree, in any known one; or null. */
export function monthOf(word: string, tag: string): number | null {
  return lookUp("months", word, tag);
}

/** The weekday (0 is Sunday) that a word names; null where it names none, or several by language. */
export function weekdayOf(word: string, tag: string): number | null {
  return lookUp("weekdays", word, tag);
}

const asked = { months: new Map<string, number | null>(), weekdays: new Map<string, number | null>() };

function lookUp(kind: keyof Names, word: string, tag: string): number | null {
  const key = `${tag} ${word}`;
  const found = asked[kind].get(key);
  if (found !== undefined) return found;
  const folded = foldWord(word);
  const meaning = namesOf(tag)[kind].get(folded) ?? sharedNames()[kind].get(folded) ?? null;
  if (asked[kind].size >= 5_000) asked[kind].clear();
  asked[kind].set(key, meaning);
  return meaning;
}

function namesOf(tag: string): Names {
  const found = known.get(tag);
  if (found) return found;
  const months = formsOf(tag, "month", (at) => Date.UTC(2024, at, 15), 12);
  const weekdays = formsOf(tag, "weekday", (at) => Date.UTC(2024, 8, 1 + at), 7);
  const names = { months: new Map(months.map(([name, at]) => [name, at + 1])), weekdays: new Map(weekdays) };
  if (names.months.has("sep")) names.months.set("sept", 9);
  if (known.size < 200) known.set(tag, names);
  return names;
}

/** Each name alone and beside a day (Polish has "marzec", but "3 marca"), with its place in the year or week. */
function formsOf(
  tag: string,
  part: "month" | "weekday",
  timeOf: (at: number) => number,
  count: number,
): [string, number][] {
  const shapes = widths.flatMap((width) => [{ [part]: width }, { [part]: width, day: "numeric" as const }]);
  const formats = shapes.map(
    (shape) => new Intl.DateTimeFormat(tag, { ...shape, timeZone: "UTC", calendar: "gregory" }),
  );
  return formats.flatMap((format) =>
    Array.from({ length: count }, (_, at): [string, number] => {
      const parts = format.formatToParts(timeOf(at));
      return [foldWord(parts.find(({ type }) => type === part)?.value ?? ""), at];
    }).filter(([name]) => name !== "" && !/^\d+$/.test(name)),
  );
}

function sharedNames(): Names {
  shared ??= {
    months: agreed(languages.map((language) => namesOf(language).months)),
    weekdays: agreed(languages.map((language) => namesOf(language).weekdays)),
  };
  return shared;
}

function agreed(maps: Map<string, number>[]): Map<string, number> {
  const meanings = new Map<string, Set<number>>();
  for (const [name, meaning] of maps.flatMap((map) => [...map])) {
    meanings.set(name, (meanings.get(name) ?? new Set()).add(meaning));
  }
  return new Map(
    [...meanings].flatMap(([name, [only, other]]) =>
      only === undefined || other !== undefined ? [] : [[name, only]],
    ),
  );
}
