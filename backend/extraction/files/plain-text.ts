import { FileError } from "./file-text.ts";

export interface Decoded {
  text: string;
  /** Null where a mark or the bytes themselves leave no doubt. */
  guessed: string | null;
}

const HEAD = 64 * 1024;

/**
 * A text file's text: by its byte order mark, else as UTF-8 where it is valid, else as UTF-16 where every other
 * byte is a NUL, else as windows-1252. Throws `binary-source`, and `file-encoding-unknown` where none of them fits.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked = encodingByMark(bytes);
  if (marked) return { text: decode(bytes, marked, false) ?? "", guessed: null };
  const wide = wideEncoding(bytes);
  const text16 = wide === null ? null : decode(bytes, wide, true);
  if (text16 !== null && wide !== null) return { text: text16, guessed: wide };
  const unmarked = bytes.indexOf(0) === -1 ? decode(bytes, "utf-8", true) : null;
  if (unmarked !== null && !isBinary(bytes)) return { text: unmarked, guessed: null };
  if (isBinary(bytes)) throw new FileError("binary-source");
  const text = decode(bytes, "windows-1252", true);
  // Its five unused bytes come out as control characters: the text was written in something else.
  if (text === null || /[\u0080-\u009f]/.test(text)) throw new FileError("file-encoding-unknown");
  return { text, guessed: "windows-1252" };
}

function decode(bytes: Uint8Array, encoding: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes);
  } catch {
    return null;
  }
}

function encodingByMark([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  return null;
}

/** Text of Latin letters in two bytes each has a NUL in nearly every pair, always on the same side. */
function wideEncoding(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, HEAD & ~1);
  if (head.length < 4 || bytes.length % 2 === 1) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0) even++;
    if (head[at + 1] === 0) odd++;
  }
  const pairs = head.length / 2;
  if (odd > pairs * 0.6 && even < pairs * 0.05) return "utf-16le";
  return even > pairs * 0.6 && odd < pairs * 0.05 ? "utf-16be" : null;
}

/** A NUL, or control characters that no text has, among the first bytes. */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, HEAD);
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  }
  return controls > head.length / 100;
}
