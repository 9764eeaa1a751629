import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { foldSigns } from "./fold.ts";

const address =
  /^[^\s@<>"(),:;[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]{1,62}$/u;
const host = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,63}(?::\d{1,5})?(?:[/?#]|$)/u;

/** One email address, also out of `mailto:` and `Name <address>`; null for anything else. */
export function readEmail(text: string): string | null {
  const bare = text.trim().replace(/^mailto:/i, "");
  const email = /^[^<>]*<([^<>]+)>$/.exec(bare)?.[1] ?? bare;
  return address.test(email) && !/^\.|\.\.|\.@/.test(email) ? email : null;
}

/** A web address as written; null for other schemes (`javascript:`, `data:`) and anything with a space. */
export function readUrl(text: string): string | null {
  const url = text.trim();
  if (/[\s\p{Cc}<>"`\\]/u.test(url)) return null;
  if (!/^https?:\/\//i.test(url)) return host.test(url) && !url.includes("@") ? url : null;
  const parsed = URL.parse(url);
  return parsed !== null && parsed.hostname !== "" && parsed.username === "" ? url : null;
}

/** E.164, with the region's country code where the text has none; null where no such number can be. */
export function readPhone(text: string, region: string): string | null {
  const folded = foldSigns(text).replace(/^(?:tel|phone|fon)[.:]+\s*/i, "");
  if (!/^[+(\d]/.test(folded) || /[\p{L}]/u.test(folded)) return null;
  const home: CountryCode | undefined = isSupportedCountry(region) ? region : undefined;
  const number = parsePhoneNumberFromString(folded, {
    ...(home === undefined ? {} : { defaultCountry: home }),
    extract: false,
  });
  return number?.isValid() === true && number.ext === undefined ? number.number : null;
}
