import { foldWord } from "./fold.ts";

/** Languages whose names are known in every text, beside the cell's own. */
const languages = "en de fr es it pt nl sv pl da fi ja zh ar hi".split(" ");
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
  const folded = foldWord(word);
  return namesOf(tag).months.get(folded) ?? sharedNames().months.get(folded) ?? null;
}

/** The weekday (0 is Sunday) that a word names; null where it names none, or several by language. */
export function weekdayOf(word: string, tag: string): number | null {
  const folded = foldWord(word);
  return namesOf(tag).weekdays.get(folded) ?? sharedNames().weekdays.get(folded) ?? null;
}

function namesOf(tag: string): Names {
  const found = known.get(tag);
  if (found) return found;
  const names: Names = { months: new Map(), weekdays: new Map() };
  for (let month = 0; month < 12; month += 1) {
    const date = new Date(Date.UTC(2024, month, 15));
    for (const name of formsOf(tag, date, "month")) names.months.set(name, month + 1);
  }
  for (let day = 0; day < 7; day += 1) {
    const date = new Date(Date.UTC(2024, 8, 1 + day));
    for (const name of formsOf(tag, date, "weekday")) names.weekdays.set(name, day);
  }
  if (names.months.has("sep")) names.months.set("sept", 9);
  if (known.size < 200) known.set(tag, names);
  return names;
}

/** A name alone and beside a day: Polish has "marzec", but "3 marca". */
function formsOf(tag: string, date: Date, part: "month" | "weekday"): string[] {
  return widths.flatMap((width) =>
    [{}, { day: "numeric" as const }].flatMap((company) => {
      const options = { [part]: width, ...company, timeZone: "UTC", calendar: "gregory" } as const;
      const parts = new Intl.DateTimeFormat(tag, options).formatToParts(date);
      const name = foldWord(parts.find(({ type }) => type === part)?.value ?? "");
      return name === "" || /^\d+$/.test(name) ? [] : [name];
    }),
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
