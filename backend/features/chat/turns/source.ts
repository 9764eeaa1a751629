import type { Source, SourceText } from "../../../contract/chat.ts";
import type { EngineSource, SourceSection } from "../../../extraction/engine.ts";
import type { Sql } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import { joinFiles } from "../../files/join-files.ts";
import { loadFiles } from "../../files/service.ts";
import { findEngineSource, findSourceMessage } from "./queries.ts";

/** A source as it is stored beside its message. `bytes`: UTF-8. */
export interface ReadSource extends SourceText {
  bytes: number;
  sections?: SourceSection[] | null;
  a1?: string;
}

const TITLE_CHARACTERS = 80;
const SAMPLE_CHARACTERS = 8_192;
/** A text has hardly any control or replacement characters; a file that was decoded as text is full of them. */
const BINARY_SHARE = 0.05;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const NOT_TEXT = /[\u0001-\u0008\u000e-\u001f\ufffd]/g;

/** A source as it came, or what was kept of the files that it names. Throws as `readSource` does, and `not-found`. */
export async function resolveSource(deps: Deps, userId: string, source: Source): Promise<ReadSource | null> {
  const { maxSourceBytes } = deps.config.limits;
  const ids = source.fileIds ?? (source.fileId === undefined ? [] : [source.fileId]);
  if (ids.length === 0) return readSource(source, maxSourceBytes);
  const { title, text, sections } = joinFiles(await loadFiles(deps, userId, ids));
  const read = readSource({ kind: "file", title: title.slice(0, TITLE_CHARACTERS), text }, maxSourceBytes);
  return read && { ...read, ...(sections ? { sections } : {}) };
}

/**
 * A source's text, a range's values as tab-separated text; null where it holds nothing. Throws
 * `source-too-large`, which names the limit in bytes, and `binary-source`.
 */
export function readSource(source: Source, maxBytes: number): ReadSource | null {
  const text = source.values === undefined ? (source.text ?? "") : toTabSeparated(source.values);
  if (text.trim() === "") return null;
  const bytes = Buffer.byteLength(text);
  requireSize(bytes, maxBytes);
  requireText(text);
  const title = source.title?.trim() || source.a1 || firstLine(text);
  return {
    kind: source.kind,
    title: title.slice(0, TITLE_CHARACTERS),
    text,
    bytes,
    ...(source.a1 ? { a1: source.a1 } : {}),
  };
}

/** The source that a message of this conversation holds, or that its rows were taken from. Null where there is none. */
export async function loadSourceOf(
  sql: Sql,
  userId: string,
  of: { conversationId: string; messageId: string },
): Promise<EngineSource | null> {
  const message = await findSourceMessage(sql, userId, of);
  return message === null ? null : ((await findEngineSource(sql, userId, message.id)) ?? null);
}

export function requireSize(bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  throw new ProblemError("source-too-large", {
    detail: `The source has ${bytes} bytes; at most ${maxBytes} bytes (MAX_SOURCE_BYTES) are read at once.`,
  });
}

export function requireText(text: string): void {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const strange = sample.match(NOT_TEXT)?.length ?? 0;
  if (!text.includes("\0") && strange <= sample.length * BINARY_SHARE) return;
  throw new ProblemError("binary-source", {
    detail: "The source holds bytes that are not text. Paste its text instead.",
  });
}

/** The first line that says something, short enough for a title. */
export function firstLine(text: string): string {
  const line = text.split(/\r\n|\r|\n/, 50).find((candidate) => candidate.trim() !== "") ?? "";
  return line.replace(/\s+/g, " ").trim().slice(0, TITLE_CHARACTERS);
}

function toTabSeparated(values: string[][]): string {
  return values.map((row) => row.map(quoteField).join("\t")).join("\n");
}

function quoteField(field: string): string {
  return /["\t\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
