import { JsonCapture } from "./json-capture.ts";
import { WholeText } from "./whole-text.ts";

/** A part of the answer. `fields` are the table's members but its rows, as parsed JSON, so far. */
export type AnswerPart =
  | { type: "reply"; text: string }
  | { type: "table-start"; fields: ReadonlyMap<string, unknown> }
  | { type: "row"; row: unknown }
  | { type: "table-end"; fields: ReadonlyMap<string, unknown> };

/** `prose`: the answer is no JSON object, all of it is reply. `broken`: it is not JSON any more. */
export type AnswerState = "start" | "open" | "closed" | "prose" | "broken";

type Place = "root" | "tables" | "table" | "rows";

const parents: Record<Place, Place | null> = { root: null, tables: "root", table: "tables", rows: "table" };

/** Models that are not held to a schema like to fence their JSON as Markdown. */
const PREAMBLE = /^[\s\uFEFF]*(?:```\w*\s+)?(?=[^\s`])/;
const LONGEST_PREAMBLE = 100;

/**
 * Reads `{reply, tables: [{…, rows: [row, …]}]}` in one pass, in pieces of any size: the reply as it comes,
 * each row as it closes. A table starts where its rows do; members that come later are in its end's
 * `fields`. Never throws, `state` tells. A repeated key adds to `reply`, `tables` and `rows` and replaces
 * others.
 */
export class RowStream {
  state: AnswerState = "start";
  #place: Place = "root";
  #expect: "member" | "colon" | "value" | "comma" = "member";
  /** Nothing has come since the opening bracket. */
  #empty = true;
  #reading: "structure" | "key" | "value" | "reply" = "structure";
  #key = "";
  #fields = new Map<string, unknown>();
  #tableOpen = false;
  #preamble = "";
  #escape = "";
  #reply = new WholeText();
  #capture = new JsonCapture();
  #parts: AnswerPart[] = [];

  /** The parts that this piece of the answer completes, in order. */
  write(text: string): AnswerPart[] {
    const input = this.state === "start" ? this.#begin(text) : text;
    if (this.state === "prose") this.#say(input);
    for (let at = 0; this.state === "open" && at < input.length; ) {
      if (this.#reading === "structure") at = this.#readStructure(input, at);
      else if (this.#reading === "reply") at = this.#readReply(input, at);
      else at = this.#readCaptured(input, at);
    }
    return this.#take();
  }

  /** Call once when nothing more comes: closes a table that was left open. */
  end(): AnswerPart[] {
    if (this.state === "start" && this.#preamble.trim() !== "") {
      this.state = "prose";
      this.#say(this.#preamble);
    }
    const rest = this.#reply.flush();
    if (rest !== "") this.#parts.push({ type: "reply", text: rest });
    if (this.#tableOpen) this.#endTable();
    return this.#take();
  }

  #take(): AnswerPart[] {
    const parts = this.#parts;
    if (parts.length > 0) this.#parts = [];
    return parts;
  }

  #say(text: string): void {
    const whole = this.#reply.push(text);
    if (whole !== "") this.#parts.push({ type: "reply", text: whole });
  }

  #begin(text: string): string {
    const seen = this.#preamble + text;
    const match = PREAMBLE.exec(seen);
    if (match === null && seen.length < LONGEST_PREAMBLE) {
      this.#preamble = seen;
      return "";
    }
    const rest = seen.slice(match?.[0].length ?? 0);
    this.state = rest.startsWith("{") ? "open" : "prose";
    return this.state === "open" ? rest.slice(1) : seen;
  }

  #readStructure(input: string, at: number): number {
    const char = input.charAt(at);
    if (char === " " || char === "\n" || char === "\r" || char === "\t") return at + 1;
    if (char === "}" || char === "]") this.#close(char === "}");
    else if (this.#expect === "comma" && char === ",") this.#expect = "member";
    else if (this.#expect === "colon" && char === ":") this.#expect = "value";
    else if (this.#expect === "value" || (this.#expect === "member" && !this.#inObject())) {
      return this.#beginValue(char, at);
    } else if (this.#expect === "member" && char === '"') return this.#beginCapture("key", char, at);
    else this.state = "broken";
    return at + 1;
  }

  #inObject(): boolean {
    return this.#place === "root" || this.#place === "table";
  }

  #enter(place: Place, at: number): number {
    this.#place = place;
    this.#expect = "member";
    this.#empty = true;
    return at + 1;
  }

  #close(isBrace: boolean): void {
    const mayClose = this.#expect === "comma" || (this.#expect === "member" && this.#empty);
    if (!mayClose || isBrace !== this.#inObject()) {
      this.state = "broken";
      return;
    }
    if (this.#place === "table") this.#endTable();
    const parent = parents[this.#place];
    if (parent === null) this.state = "closed";
    else this.#place = parent;
    this.#expect = "comma";
  }

  #beginValue(char: string, at: number): number {
    const member = this.#inObject() ? this.#key : null;
    if (this.#place === "root" && member === "tables" && char === "[") return this.#enter("tables", at);
    if (this.#place === "tables" && char === "{") {
      this.#fields = new Map();
      return this.#enter("table", at);
    }
    if (this.#place === "table" && member === "rows" && char === "[") {
      this.#startTable();
      return this.#enter("rows", at);
    }
    if (this.#place === "root" && member === "reply" && char === '"') {
      this.#reading = "reply";
      return at + 1;
    }
    return this.#beginCapture("value", char, at);
  }

  #startTable(): void {
    if (!this.#tableOpen) this.#parts.push({ type: "table-start", fields: this.#fields });
    this.#tableOpen = true;
  }

  #endTable(): void {
    this.#startTable();
    this.#tableOpen = false;
    this.#parts.push({ type: "table-end", fields: this.#fields });
  }

  #beginCapture(what: "key" | "value", first: string, at: number): number {
    this.#empty = false;
    this.#reading = what;
    this.#capture.begin(first);
    return at;
  }

  #readCaptured(input: string, from: number): number {
    const end = this.#capture.read(input, from);
    if (this.#capture.tooDeep) this.state = "broken";
    if (end === -1) return input.length;
    const isKey = this.#reading === "key";
    this.#reading = "structure";
    try {
      if (isKey) this.#setKey(JSON.parse(this.#capture.text));
      else this.#setValue(JSON.parse(this.#capture.text));
    } catch {
      this.state = "broken";
    }
    return end;
  }

  #setKey(key: unknown): void {
    this.#key = String(key);
    this.#expect = "colon";
  }

  #setValue(value: unknown): void {
    this.#expect = "comma";
    if (this.#place === "table") this.#fields.set(this.#key, value);
    else if (this.#place === "rows") {
      this.#parts.push({ type: "row", row: hasNumber(value) ? literal(this.#capture.text) : value });
    }
  }

  #readReply(input: string, from: number): number {
    let text = "";
    let at = from;
    while (at < input.length) {
      if (this.#escape !== "") {
        this.#escape += input.charAt(at);
        at += 1;
        if (this.#escape.length === 6 || (this.#escape.length === 2 && this.#escape !== "\\u")) {
          text += this.#unescape();
        }
        continue;
      }
      const end = plainEnd(input, at);
      text += input.slice(at, end);
      at = end + 1;
      if (input.charAt(end) === "\\") this.#escape = "\\";
      else if (end < input.length) {
        this.#reading = "structure";
        this.#expect = "comma";
        break;
      }
    }
    this.#say(text);
    return at;
  }

  #unescape(): string {
    const escaped = this.#escape;
    this.#escape = "";
    try {
      return String(JSON.parse(`"${escaped}"`));
    } catch {
      this.state = "broken";
      return "";
    }
  }
}

function plainEnd(input: string, from: number): number {
  let at = from;
  while (at < input.length && input.charCodeAt(at) !== 34 && input.charCodeAt(at) !== 92) at += 1;
  return at;
}

function hasNumber(row: unknown): boolean {
  return Array.isArray(row) && row.some((cell) => typeof cell === "number");
}

/** A bare number keeps its digits: 1.10 must not become 1.1, nor a long one lose its end. */
function literal(json: string): unknown {
  const keep = (_key: string, value: unknown, ...[context]: { source?: string }[]) =>
    typeof value === "number" ? (context?.source ?? String(value)) : value;
  return JSON.parse(json, keep);
}
