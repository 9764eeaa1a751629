import type { Meta } from "../../backend/contract/meta.ts";
import type { FailureInfo } from "./failure.ts";
import { hasMessage, type Translate } from "./messages.ts";

/** What the backend alone knows and the person needs: the column, the limit, the address to add. */
const withDetail = new Set([
  "invalid-request",
  "unknown-audience",
  "unsupported-columns",
  "source-too-large",
  "body-too-large",
  "rate-limited",
]);

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
