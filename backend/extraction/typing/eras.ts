/** Years before the first of each era; the years of Japan's emperors, and of the Republic of China. */
const eras = new Map([
  ["令和", 2018],
  ["平成", 1988],
  ["昭和", 1925],
  ["大正", 1911],
  ["明治", 1867],
  ["R", 2018],
  ["H", 1988],
  ["S", 1925],
  ["T", 1911],
  ["M", 1867],
  ["民国", 1911],
  ["民國", 1911],
]);
const spelled = /^(令和|平成|昭和|大正|明治|民[国國])\s?(\d{1,3}|元)\s?年\s?(?=\d)/u;
const lettered = /^([RHSTM])\s?(\d{1,2})(?=[./-]\d{1,2}[./-]\d{1,2}$)/;

/** A date's text with the year of its era counted as the common one: "令和6年4月3日" is "2024年4月3日". */
export function withCommonYear(text: string): string {
  const match = spelled.exec(text) ?? lettered.exec(text);
  if (!match) return text;
  const [lead, era = "", year = ""] = match;
  const common = (eras.get(era) ?? 0) + (year === "元" ? 1 : Number(year));
  return `${common}${lead.includes("年") ? "年" : ""}${text.slice(lead.length)}`;
}
