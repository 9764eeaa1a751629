import { conceptOf } from "../labels.ts";
import { plainName, singular } from "../names.ts";

/** For each wanted name the place of the column that it means, or -1. A column serves one name only. */
export function matchColumns(wanted: readonly string[], have: readonly string[]): number[] {
  const places = wanted.map(() => -1);
  const free = new Set(have.keys());
  for (const means of [sameName, sameNumberless, sameConcept, partOf]) {
    for (const [index, name] of wanted.entries()) {
      if (places[index] !== -1) continue;
      const found = [...free].filter((place) => means(name, have[place] ?? ""));
      // A part of a name must point to one column; two would be a guess.
      const [place] = found;
      if (place === undefined || (means === partOf && found.length > 1)) continue;
      places[index] = place;
      free.delete(place);
    }
  }
  return places;
}

/** The known name that a word means, told strictly: as the column itself or its synonym. */
export function isNameOf(name: string, known: readonly string[]): boolean {
  return known.some((it) => sameName(name, it) || sameNumberless(name, it) || sameConcept(name, it));
}

function sameName(wanted: string, name: string): boolean {
  return plainName(wanted) === plainName(name);
}

function sameNumberless(wanted: string, name: string): boolean {
  return singular(plainName(wanted)) === singular(plainName(name));
}

function sameConcept(wanted: string, name: string): boolean {
  const concept = conceptOf(wanted) ?? conceptOf(singular(wanted));
  // "customer.name" and "a.b" end in what they are.
  return (
    concept !== null && (conceptOf(name) === concept || conceptOf(name.split(".").at(-1) ?? "") === concept)
  );
}

function partOf(wanted: string, name: string): boolean {
  const asked = plainName(wanted).split(" ");
  const words = plainName(name).split(" ");
  const [few, many] = asked.length <= words.length ? [asked, words] : [words, asked];
  // "Due date" says more than "Date", and something else.
  const differs = asked.length > words.length && conceptOf(wanted) !== null && conceptOf(name) !== null;
  return !differs && few.join("").length > 2 && few.every((word) => many.includes(word));
}
