import type { Meta } from "../../backend/contract/meta.ts";
import type { FailureInfo } from "./failure.ts";
import { hasMessage, type Language, type Translate } from "./messages.ts";

/** What the backend alone knows and the person needs: the column, the limit, the address to add. */
const withDetail = new Set([
  "invalid-request",
  "unknown-audience",
  "unsupported-columns",
  "source-too-large",
  "unknown-column",
  "too-many-rows",
  "cell-too-large",
  "body-too-large",
]);

/** Waits that a person would otherwise guess; the others are over before the sentence is read. */
const waits = new Set(["rate-limited", "cap-reached", "model-rate-limited"]);

/** From when on a retry may help, to the next full minute; with its day where that is another one. Else "". */
export function waitSentence(
  t: Translate,
  { code, retryAt }: FailureInfo,
  language: Language,
  now: Date,
): string {
  if (!waits.has(code) || retryAt === undefined) return "";
  const at = new Date(Math.ceil(retryAt / 60_000) * 60_000);
  const isToday = at.toDateString() === now.toDateString();
  const day = isToday ? {} : ({ dateStyle: "medium" } as const);
  const time = new Intl.DateTimeFormat(language, { ...day, timeStyle: "short" }).format(at);
  return t("problem.goOnAt", { time });
}

/** A failure as a sentence and what to do, in the person's language. */
export function sentence(t: Translate, failure: FailureInfo, meta: Meta | null): string {
  const { code, origin, params, title, detail } = failure;
  const google = `google.${code}`;
  // Where Google refused by itself nothing is known but its own words, which name the cell.
  const sheet = params ? [`sheet.${code}`] : [google, `sheet.${code}`];
  const key = (origin === "sheet" ? sheet : [`fault.${code}`, `problem.${code}`]).find(hasMessage);
  if (!key) return detail ?? title ?? t("problem.internal");
  const said = t(key, { contact: t("problem.administrator"), ...params });
  const told = (withDetail.has(code) || key === google) && detail ? `${said} ${detail}` : said;
  return code === "model-out-of-credit" && meta?.adminContact
    ? `${told} ${t("settings.admin", { contact: meta.adminContact })}`
    : told;
}
