/**
 * JSON that PostgreSQL stores: it refuses NUL and half surrogate pairs, which a model may well write. They
 * become U+FFFD, so that nothing is lost in silence.
 */
export function toStoredJson(value: unknown): string {
  const json = JSON.stringify(value);
  return json.includes("\\u") ? json.replace(UNSTORABLE, "$1\\ufffd") : json;
}

/** NUL in a text becomes U+FFFD too. */
export function toStoredText(value: string): string {
  return value.replaceAll("\0", "\ufffd").toWellFormed();
}

/** Whole surrogate pairs are never escaped by JSON.stringify; an even run of backslashes escapes itself. */
const UNSTORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;
