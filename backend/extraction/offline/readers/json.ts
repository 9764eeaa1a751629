import type { Span } from "../../../contract/cells.ts";
import type { SourceTable } from "../source-table.ts";
import { recordsToTable } from "./json-records.ts";
import {
  afterItem,
  BrokenJson,
  endOf,
  type JsonMember,
  type JsonValue,
  readJsonValue,
  readMembers,
  skipSpace,
} from "./json-value.ts";

/** What JSON was found at an offset, and the first offset after it. */
export interface JsonReading {
  tables: SourceTable[];
  end: number;
}

interface Items {
  items: JsonValue[];
  gaps: SourceTable["gaps"];
  end: number;
}

/** After so many broken records in one array the rest is one gap. */
const maxBrokenRecords = 1_000;
const nextRecord = /\}\s{0,50},?\s{0,50}\{/g;

/** Reads records in JSON or NDJSON that begin at `at`, broken ones as gaps; null where there is no JSON. */
export function readJson(text: string, at: number): JsonReading | null {
  const start = skipSpace(text, at);
  if (text[start] === "[") return readRootArray(text, start);
  return text[start] === "{" ? readRootObjects(text, start) : null;
}

function readRootArray(text: string, start: number): JsonReading | null {
  const inside = text[skipSpace(text, start + 1)] ?? "";
  if (!/[{["\d-]/.test(inside)) return null;
  const found = readItems(text, start);
  const plain = found.items.every((item) => item.kind !== "object" && item.kind !== "array");
  if (plain && (found.items.length < 2 || found.gaps.length > 0 || !endsLine(text, found.end))) return null;
  const table = recordsToTable(text, null, found.items, { start, end: found.end });
  if (!table) return null;
  return { tables: [withGaps(table, found.gaps)], end: found.end };
}

/** Reads an array's items; where one is broken goes on at the next that begins like a record. */
function readItems(text: string, start: number): Items {
  const items: JsonValue[] = [];
  const gaps: Items["gaps"] = [];
  let at = skipSpace(text, start + 1);
  while (at < text.length && text[at] !== "]") {
    try {
      const item = readJsonValue(text, at);
      const next = afterItem(text, endOf(item), "]");
      items.push(item);
      at = next;
    } catch (error) {
      if (!(error instanceof BrokenJson)) throw error;
      nextRecord.lastIndex = at;
      const resume = gaps.length < maxBrokenRecords ? nextRecord.exec(text) : null;
      const end = resume ? resume.index + 1 : trimmedEnd(text);
      gaps.push({ afterIndex: items.length - 1, span: { start: at, end }, reason: "broken-json" });
      at = resume ? nextRecord.lastIndex - 1 : text.length;
    }
  }
  if (at >= text.length && gaps.at(-1)?.span.end !== trimmedEnd(text)) {
    const end = trimmedEnd(text);
    gaps.push({
      afterIndex: items.length - 1,
      span: { start: Math.max(start, end - 1), end },
      reason: "broken-json",
    });
  }
  return { items, gaps, end: Math.min(at + 1, text.length) };
}

/** One object, or one after another (NDJSON): each line that is broken is a gap of its own. */
function readRootObjects(text: string, start: number): JsonReading | null {
  const items: JsonValue[] = [];
  const gaps: Items["gaps"] = [];
  let at = start;
  let end = start;
  while (text[at] === "{") {
    const members: JsonMember[] = [];
    try {
      end = readMembers(text, at, members);
      items.push({ kind: "object", members, span: { start: at, end } });
      at = skipSpace(text, text[skipSpace(text, end)] === "," ? skipSpace(text, end) + 1 : end);
    } catch (error) {
      if (!(error instanceof BrokenJson)) throw error;
      const next = text.indexOf("\n{", at + 1);
      if (items.length === 0 && next === -1) {
        const rest = readBrokenRoot(text, at, members, error.at);
        return (
          rest && { ...rest, tables: rest.tables.map((table, first) => (first ? table : after(table, gaps))) }
        );
      }
      end = next === -1 || gaps.length >= maxBrokenRecords ? trimmedEnd(text) : next;
      gaps.push({ afterIndex: items.length - 1, span: { start: at, end }, reason: "broken-json" });
      at = end === next ? next + 1 : text.length;
    }
  }
  const [only] = items;
  if (items.length === 1 && gaps.length === 0 && only?.kind === "object") {
    if (only.members.length === 0) return null;
    return { tables: readDocument(text, only.members, only.span), end };
  }
  const table = recordsToTable(text, null, items, { start, end });
  return table ? { tables: [withGaps(table, gaps)], end } : null;
}

/** A table below stretches that are none of its rows. */
function after(table: SourceTable, gaps: Items["gaps"]): SourceTable {
  return { ...table, gaps: [...gaps, ...table.gaps] };
}

/** An object that breaks off: its arrays of records as far as they go, else the members that came. */
function readBrokenRoot(
  text: string,
  start: number,
  members: JsonMember[],
  brokenAt: number,
): JsonReading | null {
  const array = /\[\s{0,1000}\{/g;
  array.lastIndex = start;
  const found = array.exec(text);
  if (members.length === 0 && !found) return null;
  const end = trimmedEnd(text);
  const tables = members.length === 0 ? [] : readDocument(text, members, { start, end: brokenAt });
  if (found && !members.some((member) => endOf(member.value) > found.index)) {
    const rest = readRootArray(text, found.index);
    return { tables: [...tables.map((table) => ({ ...table, aside: true })), ...(rest?.tables ?? [])], end };
  }
  const last = tables.at(-1);
  if (last)
    last.gaps.push({
      afterIndex: last.rows.length - 1,
      span: { start: Math.min(brokenAt, end - 1), end },
      reason: "broken-json",
    });
  return { tables, end };
}

/** Every array of records in a document is a table; the fields beside them are one more, aside. */
function readDocument(text: string, members: JsonMember[], span: Span): SourceTable[] {
  const tables: SourceTable[] = [];
  const beside = collectArrays(text, members, "", tables);
  if (tables.length === 0 && members.length > 1 && members.every(({ value }) => value.kind === "object")) {
    const keyed = recordsToTable(text, null, members.map(withKey), span);
    return keyed ? [keyed] : [];
  }
  const record = recordsToTable(text, null, [{ kind: "object", members: beside, span }], span);
  if (record && beside.length > 0) tables.push({ ...record, aside: tables.length > 0 });
  return tables;
}

/** Takes arrays of records out of nested members; gives what is left. */
function collectArrays(
  text: string,
  members: JsonMember[],
  path: string,
  tables: SourceTable[],
): JsonMember[] {
  const left: JsonMember[] = [];
  for (const { key, value } of members) {
    const title = path === "" ? key : `${path}.${key}`;
    const records = value.kind === "array" && value.items.some((item) => item.kind === "object");
    const table = records ? recordsToTable(text, title, value.items, value.span) : null;
    if (table) tables.push(table);
    else if (value.kind === "object") {
      left.push({ key, value: { ...value, members: collectArrays(text, value.members, title, tables) } });
    } else left.push({ key, value });
  }
  return left;
}

/** {"a": {…}, "b": {…}}: the keys are the records' names. They have no span of their own in the record. */
function withKey({ key, value }: JsonMember): JsonValue {
  if (value.kind !== "object") return value;
  const name: JsonValue = {
    kind: "string",
    text: key,
    span: { start: value.span.start, end: value.span.start },
  };
  return { ...value, members: [{ key: "Key", value: name }, ...value.members] };
}

function withGaps(table: SourceTable, gaps: SourceTable["gaps"]): SourceTable {
  const all = [...table.gaps, ...gaps].sort((a, b) => a.span.start - b.span.start);
  return { ...table, gaps: all };
}

function trimmedEnd(text: string): number {
  return text.trimEnd().length;
}

function endsLine(text: string, end: number): boolean {
  return /^[ \t]*(?:\r|\n|$)/.test(text.slice(end, end + 200));
}
