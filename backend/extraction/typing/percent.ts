import { foldWord } from "./fold.ts";

/** Signs and words of shares, with their power of ten. Folded: no case, no accents. */
const shares = new Map(
  Object.entries({
    "-2":
      "%,percent,percentage,per cent,pct,prozent,prozentpunkte,v.h,pour cent,pour-cent,pourcent,pourcents,pourcentage," +
      "por ciento,por cien,por cento,per cento,percento,percentuale,procent,procenta,percentage points," +
      "パーセント,प्रतिशत,بالمئة,في المئة,في المائة,백분율",
    "-3": "‰,promille,per mille,pour mille,por mil",
    "-4": "‱,bp,bps,basis points,basis point,basispunkte",
  }).flatMap(([power, words]) =>
    words.split(",").map((word): [string, number] => [foldWord(word), Number(power)]),
  ),
);

/** The power of ten of a percent, a per mille or a basis point; null for other words. */
export function percentOf(phrase: string): number | null {
  return shares.get(foldWord(phrase)) ?? null;
}
