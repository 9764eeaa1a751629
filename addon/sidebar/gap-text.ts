import type { Gap } from "../../backend/contract/cells.ts";
import { hasMessage, type Translate } from "./messages.ts";

/** Why a stretch gave no row, in the person's language; one that this page does not know in the server's words. */
export function gapText(t: Translate, { code, params = {}, reason }: Gap): string {
  const key = `gap.${code}`;
  const count = params.records ?? params.rows ?? 0;
  return hasMessage(key) ? t(key, { ...params, count }) : reason;
}
