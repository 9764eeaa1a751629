/** YYYY-MM-DD, or null where the calendar has no such day. */
export function toIso(year: number, month: string | number, day: string | number): string | null {
  const [m, d] = [Number(month), Number(day)];
  if (year < 1 || m < 1 || m > 12 || d < 1 || d > daysIn(year, m)) return null;
  return `${String(year).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return 30 + ((month + Math.floor(month / 8)) % 2);
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** The year of two digits that lies at most twenty after the given one; other years as they are. */
export function fullYear(digits: string, now: number): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  const inCentury = Math.floor(now / 100) * 100 + year;
  return inCentury > now + 20 ? inCentury - 100 : inCentury <= now - 80 ? inCentury + 100 : inCentury;
}

/** The day of an ISO week, 1 being its Monday; null where the year has no such week. */
export function isoWeekDay(year: number, week: number, weekday: number): string | null {
  const monday = new Date(Date.UTC(year, 0, 4));
  monday.setUTCDate(4 - ((monday.getUTCDay() + 6) % 7) + (week - 1) * 7);
  const thursday = new Date(monday.getTime() + 3 * 86_400_000);
  if (week < 1 || weekday < 1 || weekday > 7 || thursday.getUTCFullYear() !== year) return null;
  return new Date(monday.getTime() + (weekday - 1) * 86_400_000).toISOString().slice(0, 10);
}

/** The year nearest to the given one that has the day of a month: 29 February is not in every one. */
export function nearestIso(year: number, month: string | number, day: string | number): string | null {
  for (const away of [0, -1, 1, -2, 2, -3, 3, -4, 4]) {
    const date = toIso(year + away, month, day);
    if (date !== null) return date;
  }
  return null;
}
