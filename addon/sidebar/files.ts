import { Failure } from "./failure.ts";

export const readableExtensions = [".txt", ".csv", ".tsv", ".html", ".htm", ".md", ".json", ".ndjson"];
/** What the server reads. */
const uploadExtensions = [".pdf", ".eml", ".xlsx", ".docx"];
export const fileExtensions = [...uploadExtensions, ...readableExtensions];

/** Whether the page leaves the reading of the file to the server. */
export function isUpload({ name }: Pick<File, "name">): boolean {
  return uploadExtensions.includes(extensionOf(name));
}

/** Throws `file-kind` for the first file that nobody reads, with its name. */
export function requireKinds(files: readonly Pick<File, "name">[]): void {
  const other = files.find(({ name }) => !fileExtensions.includes(extensionOf(name)));
  if (other) throw new Failure({ code: "file-kind", params: { name: other.name } });
}

function extensionOf(name: string): string {
  return /\.[^.]+$/.exec(name.toLowerCase())?.[0] ?? "";
}

/** A file's text. Rejects with `file-kind`, `file-binary`, `file-unreadable` or `source-over-limit`. */
export async function readTextFile(
  file: Pick<File, "name" | "size" | "arrayBuffer">,
  maxBytes: number,
): Promise<string> {
  const params = { name: file.name };
  if (!readableExtensions.includes(extensionOf(file.name))) throw new Failure({ code: "file-kind", params });
  if (file.size > maxBytes) throw overLimit(file.size, maxBytes);
  const buffer = await file.arrayBuffer().catch((error: unknown) => {
    throw new Failure({ code: "file-unreadable", params }, error);
  });
  const text = decode(new Uint8Array(buffer));
  if (text === null) throw new Failure({ code: "file-binary", params });
  requireWithin(text, maxBytes);
  return text;
}

/** Throws `source-over-limit` for a text that the server would refuse. */
export function requireWithin(text: string, maxBytes: number): void {
  // No character of UTF-16 takes more than three bytes of UTF-8.
  if (text.length * 3 <= maxBytes) return;
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > maxBytes) throw overLimit(bytes, maxBytes);
}

function overLimit(bytes: number, maxBytes: number): Failure {
  return new Failure({
    code: "source-over-limit",
    params: { size: megabytes(bytes), limit: megabytes(maxBytes) },
  });
}

function megabytes(bytes: number): string {
  const mib = bytes / 2 ** 20;
  return mib < 0.1 ? `${bytes} B` : `${Number(mib.toFixed(mib < 10 ? 1 : 0))} MB`;
}

/** By byte order mark, else UTF-8 where it is valid, else windows-1252; null for what is not text. */
export function decode(bytes: Uint8Array): string | null {
  const marked = encodingByMark(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  if (isBinary(bytes)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function encodingByMark([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  return null;
}

/** A NUL, or control characters that no text has, among the first bytes. */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 64 * 1024);
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  }
  return controls > head.length / 100;
}
