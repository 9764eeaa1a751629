import { toIso } from "./calendar.ts";
import { foldSigns, foldWord } from "./fold.ts";
import { weekdayOf } from "./month-names.ts";
import type { Notation } from "./notation.ts";

const article = /^(?:the|on|le|el|il|o|der|den|am|dia|día|op|de)\s/i;
const day = /^(\d{1,2})(?:st|nd|rd|th|er|e|[.ºª°])?$/i;
const ofMonth = /^(\d{1,2})(?:st|nd|rd|th|er|e|[.ºª°])?(?:\s(?:of|du|de|del|di|des))?\s(\D+)$/i;

/**
 * A day without its month, seen from today (YYYY-MM-DD): "the 27th", "Thursday the 21st", "20th of next month". YYYY-MM-DD,
 * in the month that the words tell, else the nearest one that fits; null for a bare number.
 */
export function readDayOfMonth(text: string, notation: Notation, today: string): string | null {
  const folded = foldSigns(text);
  const bare = folded.replace(article, "");
  const month = ofMonth.exec(bare);
  if (month) {
    const away = monthsAway(month[2] ?? "", notation);
    if (away !== null) return dayIn(today, away, month[1] ?? "");
  }
  const [, name, number = ""] =
    /^([\p{L}\p{M}]+\.?),?\s(?:(?:the|le|el|der|den|il)\s)?(\d{1,2}\S*)$/u.exec(folded) ?? [];
  const weekday = name === undefined ? null : weekdayOf(name, notation.tag);
  const given = day.exec(weekday === null ? bare : number)?.[1];
  if (given === undefined || (weekday === null && bare === folded && !/^\d+(?:st|nd|rd|th)$/.test(bare)))
    return null;
  for (const away of [0, -1, 1, -2, 2, -3, 3, -4, 4]) {
    const date = dayIn(today, away, given);
    if (date !== null && (weekday === null || new Date(`${date}T00:00:00Z`).getUTCDay() === weekday))
      return date;
  }
  return null;
}

function dayIn(today: string, away: number, given: string): string | null {
  const month = new Date(`${today.slice(0, 8)}01T00:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() + away);
  return toIso(month.getUTCFullYear(), month.getUTCMonth() + 1, given);
}

/** "next month", "mois dernier", "diesen Monat", as Intl writes them. */
function monthsAway(phrase: string, { tag }: Notation): number | null {
  const format = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  const asked = foldWord(phrase).replace(article, "");
  return (
    [0, 1, -1].find((away) => foldWord(format.format(away, "month")).replace(article, "") === asked) ?? null
  );
}
