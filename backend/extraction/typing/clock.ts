import { foldSigns, foldWord } from "./fold.ts";

const pm = new Set("pm p.m nachm nachmittags 午後 下午 م अपराह्न".split(" ").map(foldWord));
const am = new Set("am a.m vorm vormittags 午前 上午 ص पूर्वाह्न".split(" ").map(foldWord));
const spelled =
  /^(?:(am|pm|午前|午後|上午|下午)\s?)?(\d{1,2})(?:\s?(?:[:.]|h|時|时|点|點)\s?(\d{2})\s?分?(?:\s?[:.]?\s?(\d{2})\s?秒?(?:[.,](\d{1,9}))?)?)?\s?(h|uhr|klo|kl|時|时|点|點)?\s?(a\.?m\.?|p\.?m\.?|ص|م|पूर्वाह्न|अपराह्न|vorm\.?|nachm\.?)?(?:\sबजे)?$/iu;
const zones: Record<string, string> = {
  Z: "Z",
  UTC: "Z",
  GMT: "Z",
  WET: "+00:00",
  BST: "+01:00",
  CET: "+01:00",
  MEZ: "+01:00",
  CEST: "+02:00",
  MESZ: "+02:00",
  EET: "+02:00",
  EEST: "+03:00",
  JST: "+09:00",
  EST: "-05:00",
  EDT: "-04:00",
  MST: "-07:00",
  MDT: "-06:00",
  PST: "-08:00",
  PDT: "-07:00",
};

/** HH:MM:SS, with the fraction that the text gives, of a time of day: "14:30", "2.30 pm", "14h30", "14 Uhr", "午後2時30分". A bare number is none. */
export function readClock(text: string): string | null {
  const match = spelled.exec(foldSigns(text).replace(/^kl\.?\s/i, ""));
  if (!match) return null;
  const [, lead, hourText = "", minute, second, fraction, unit, trail] = match;
  const half = foldWord(lead ?? trail ?? "");
  if (minute === undefined && unit === undefined && half === "" && !/[h時时点點]/i.test(text)) return null;
  const hour = toHour(Number(hourText), half);
  if (hour === null || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null;
  const clock = [String(hour).padStart(2, "0"), minute ?? "00", second ?? "00"].join(":");
  return fraction === undefined ? clock : `${clock}.${fraction}`;
}

function toHour(hour: number, half: string): number | null {
  if (half === "") return hour > 23 ? null : hour;
  if (hour < 1 || hour > 12) return pm.has(half) && hour > 12 && hour < 24 ? hour : null;
  if (pm.has(half)) return (hour % 12) + 12;
  return am.has(half) ? hour % 12 : null;
}

/** Takes a zone off a text's end, as an offset: "+01:00", "Z", "CET"; null where there is none. */
export function takeZone(text: string): { rest: string; offset: string } | null {
  const match = /^(.*?\d.*?)\s?(?:(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?|\(?(Z|[A-Z]{3,4})\)?)$/u.exec(text);
  if (!match) return null;
  const [, rest = "", sign, hours, minutes = "00", name = ""] = match;
  if (sign !== undefined) {
    const valid = Number(hours) <= 14 && Number(minutes) <= 59;
    return valid ? { rest, offset: `${sign}${hours?.padStart(2, "0")}:${minutes}` } : null;
  }
  const offset = zones[name];
  return offset === undefined ? null : { rest, offset };
}

/** Splits a date from the time that follows or leads it. */
export function splitDateTime(text: string): { date: string; time: string; offset: string }[] {
  const folded = foldSigns(text).replace(/^(\d{4}-\d{2}-\d{2})[Tt](?=\d)/, "$1 ");
  const candidates = [{ rest: folded, offset: "" }];
  const zoned = takeZone(folded);
  if (zoned) candidates.push(zoned);
  return candidates.flatMap(({ rest, offset }) =>
    [
      ...rest.matchAll(/,?\s(?:(?:at|um|à|a las|alle ore|alle|ore|को|às|om|o|kl\.?|klo|-)\s)?|日\s?/giu),
    ].flatMap(({ index, 0: gap }) => {
      const cut = gap.startsWith("日") ? index + 1 : index;
      const [left, right] = [rest.slice(0, cut).trim(), rest.slice(index + gap.length).trim()];
      return left === "" || right === ""
        ? []
        : [
            { date: left, time: right, offset },
            { date: right, time: left, offset },
          ];
    }),
  );
}
