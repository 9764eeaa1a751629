import type { Span } from "../../../contract/cells.ts";

/** A JSON value with its place. Numbers and words stay as they were written. */
export type JsonValue =
  | { kind: "object"; members: JsonMember[]; span: Span }
  | { kind: "array"; items: JsonValue[]; span: Span }
  | { kind: "string"; text: string; span: Span }
  | { kind: "word"; text: string; span: Span };

export interface JsonMember {
  key: string;
  value: JsonValue;
}

/** Where the text stops being JSON. */
export class BrokenJson extends Error {
  readonly at: number;

  constructor(at: number) {
    super("broken JSON");
    this.name = "BrokenJson";
    this.at = at;
  }
}

const maxDepth = 100;
const word = /[\p{L}\p{N}_$+\-.]+/uy;
const escapes: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/**
 * Reads one value that begins at or after `at`. Lenient where nothing can be misread (trailing commas, single
 * quotes, bare keys); keys keep their order and may repeat. Throws `BrokenJson`.
 */
export function readJsonValue(text: string, at: number, depth = 0): JsonValue {
  const start = skipSpace(text, at);
  const first = text[start];
  if (first === undefined || depth > maxDepth) throw new BrokenJson(start);
  if (first === "{") {
    const members: JsonMember[] = [];
    const end = readMembers(text, start, members, depth);
    return { kind: "object", members, span: { start, end } };
  }
  if (first === "[") return readArray(text, start, depth);
  if (first === '"' || first === "'") return readString(text, start);
  return readWord(text, start);
}

/** Reads an object's members into `members`, which holds what came so far when it throws. Gives its end. */
export function readMembers(text: string, start: number, members: JsonMember[], depth = 0): number {
  let at = skipSpace(text, start + 1);
  while (text[at] !== "}") {
    const key = text[at] === '"' || text[at] === "'" ? readString(text, at) : readWord(text, at);
    if (key.kind !== "string" && key.kind !== "word") throw new BrokenJson(at);
    at = skipSpace(text, key.kind === "string" ? key.span.end + 1 : key.span.end);
    if (text[at] !== ":") throw new BrokenJson(at);
    const value = readJsonValue(text, at + 1, depth + 1);
    members.push({ key: key.text, value });
    at = afterItem(text, endOf(value), "}");
  }
  return at + 1;
}

/** The offset after a value, its closing quote included. */
export function endOf(value: JsonValue): number {
  return value.kind === "string" ? value.span.end + 1 : value.span.end;
}

/** The offset of the next item after a comma, or of the closing bracket. */
export function afterItem(text: string, at: number, close: "}" | "]"): number {
  const next = skipSpace(text, at);
  if (text[next] === ",") return skipSpace(text, next + 1);
  if (text[next] === close) return next;
  throw new BrokenJson(next);
}

export function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13) || code === 0xfeff || code === 0xa0) at++;
    else return at;
  }
}

function readArray(text: string, start: number, depth: number): JsonValue {
  const items: JsonValue[] = [];
  let at = skipSpace(text, start + 1);
  while (text[at] !== "]") {
    const item = readJsonValue(text, at, depth + 1);
    items.push(item);
    at = afterItem(text, endOf(item), "]");
  }
  return { kind: "array", items, span: { start, end: at + 1 } };
}

/** The span is what stands between the quotes. */
function readString(text: string, start: number): JsonValue {
  const mark = text[start];
  let out = "";
  let from = start + 1;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === mark) {
      return { kind: "string", text: out + text.slice(from, at), span: { start: start + 1, end: at } };
    }
    if (character === "\n") break;
    if (character !== "\\") continue;
    out += text.slice(from, at);
    const escaped = text[at + 1] ?? "";
    const code = escaped === "u" ? /^[0-9a-f]{4}/i.exec(text.slice(at + 2, at + 6))?.[0] : undefined;
    out += code ? String.fromCharCode(Number.parseInt(code, 16)) : (escapes[escaped] ?? escaped);
    at += code ? 5 : 1;
    from = at + 1;
  }
  throw new BrokenJson(start);
}

function readWord(text: string, start: number): JsonValue {
  word.lastIndex = start;
  const found = word.exec(text)?.[0];
  if (found === undefined) throw new BrokenJson(start);
  return { kind: "word", text: found, span: { start, end: start + found.length } };
}
