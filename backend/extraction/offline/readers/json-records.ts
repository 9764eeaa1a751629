import type { Span } from "../../../contract/cells.ts";
import { emptyTable, maxColumns, type SourceCell, type SourceTable } from "../source-table.ts";
import { withHeader } from "./delimited.ts";
import { freeName } from "./header.ts";
import type { JsonMember, JsonValue } from "./json-value.ts";

/**
 * Values of one array as rows: objects by their keys (nested ones with dotted names), arrays by place,
 * single values as one column. What is of another kind than most is a gap. Null without rows.
 */
export function recordsToTable(
  text: string,
  title: string | null,
  items: JsonValue[],
  span: Span,
): SourceTable | null {
  if (items.length === 0) return null;
  const table = { ...emptyTable("json", span), title, notation: hasNumbers(items) ? "und" : null };
  const objects = items.filter((item) => item.kind === "object").length;
  if (objects > 0) return fromObjects(text, table, items);
  return fromArrays(text, table, items);
}

function fromObjects(text: string, table: SourceTable, items: JsonValue[]): SourceTable | null {
  const places = new Map<string, number>();
  const flat: { cells: [number, SourceCell][]; span: Span }[] = [];
  for (const item of items) {
    if (item.kind !== "object") {
      table.gaps.push({ afterIndex: flat.length - 1, span: item.span, reason: "not-a-record" });
      continue;
    }
    const cells: [number, SourceCell][] = [];
    const taken = new Set<string>();
    for (const [name, cell] of flatten(text, item.members, "")) {
      // Keys differ by case; a key that repeats in one record gets a number.
      const unique = taken.has(name) ? freeName(name, new Set([...taken].map(lower))) : name;
      taken.add(unique);
      if (!places.has(unique)) places.set(unique, places.size);
      cells.push([places.get(unique) ?? 0, cell]);
    }
    flat.push({ cells, span: item.span });
  }
  if (places.size > maxColumns) {
    return { ...table, gaps: [{ afterIndex: -1, span: table.span, reason: "too-many-columns" }] };
  }
  if (places.size === 0) return null;
  const names = new Set<string>();
  table.columns = [...places.keys()].map((name) => freeName(columnName(name), names));
  table.header = "named";
  for (const { cells, span } of flat) {
    const row: SourceCell[] = new Array(places.size).fill(null);
    for (const [place, cell] of cells) row[place] = cell;
    table.rows.push({ cells: row, span });
  }
  return table;
}

function fromArrays(text: string, table: SourceTable, items: JsonValue[]): SourceTable {
  const rows = items.map((item) => ({
    cells: item.kind === "array" ? item.items.map((cell) => cellOf(text, cell)) : [cellOf(text, item)],
    span: item.span,
  }));
  const width = rows.reduce((widest, row) => Math.max(widest, row.cells.length), 1);
  if (width > maxColumns) {
    return { ...table, gaps: [{ afterIndex: -1, span: table.span, reason: "too-many-columns" }] };
  }
  for (const row of rows) while (row.cells.length < width) row.cells.push(null);
  if (items.some((item) => item.kind === "array")) return withHeader(table, rows, width);
  return { ...table, columns: ["Value"], header: "none", rows };
}

function* flatten(text: string, members: JsonMember[], path: string): Generator<[string, SourceCell]> {
  for (const { key, value } of members) {
    const name = path === "" ? key : `${path}.${key}`;
    if (value.kind === "object" && value.members.length > 0) yield* flatten(text, value.members, name);
    else yield [name, cellOf(text, value)];
  }
}

function cellOf(text: string, value: JsonValue): SourceCell {
  if (value.kind === "object") {
    return value.members.length === 0 ? null : { text: sliceOf(text, value.span), span: value.span };
  }
  if (value.kind === "string")
    return value.text.trim() === "" ? null : { text: value.text, span: value.span };
  if (value.kind === "word") return value.text === "null" ? null : { text: value.text, span: value.span };
  if (value.items.length === 0) return null;
  const plain = value.items.every((item) => item.kind === "string" || item.kind === "word");
  const joined = value.items.map((item) => ("text" in item ? item.text : "")).join(", ");
  return { text: plain ? joined : sliceOf(text, value.span), span: value.span };
}

function sliceOf(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

function hasNumbers(items: JsonValue[]): boolean {
  return items.slice(0, 50).some((item) => {
    if (item.kind === "object") return hasNumbers(item.members.map((member) => member.value));
    if (item.kind === "array") return hasNumbers(item.items);
    return item.kind === "word" && /^-?\d/.test(item.text);
  });
}

function columnName(key: string): string {
  return key.replace(/\s+/g, " ").trim().slice(0, 180).trim() || "Column";
}

function lower(name: string): string {
  return name.toLowerCase();
}
