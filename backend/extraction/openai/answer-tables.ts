import type { Column, WantedColumn } from "../../contract/cells.ts";
import { ColumnType } from "../../contract/cells.ts";
import type { EngineEvent, EngineRequest, RawCell } from "../engine.ts";
import { quote } from "./prompt.ts";
import type { AnswerPart } from "./row-stream.ts";
import { storable } from "./whole-text.ts";

const MAX_NAME = 200;

/**
 * Turns the parts of an answer into an engine's events: names and types made safe, rows of an earlier table
 * recognised. `fault` tells what of the answer could not be taken, once that happened.
 */
export class AnswerTables {
  fault: string | null = null;
  tables = 0;
  #request: EngineRequest;
  #open: { columns: Column[]; carried: (number | undefined)[] } | null = null;
  /** Rows that came before their columns. */
  #waiting: unknown[] = [];
  #claimed = new Set<number>();

  constructor(request: EngineRequest) {
    this.#request = request;
  }

  *take(part: AnswerPart): Generator<EngineEvent> {
    if (part.type === "reply") yield { type: "text", text: part.text };
    else if (part.type === "table-start") {
      this.#waiting = [];
      yield* this.#start(part.fields, false);
    } else if (part.type === "row") {
      if (this.#open === null) this.#waiting.push(part.row);
      else yield* this.#row(part.row);
    } else yield* this.#end(part.fields);
  }

  *#end(fields: ReadonlyMap<string, unknown>): Generator<EngineEvent> {
    if (this.#open === null) yield* this.#start(fields, true);
    if (this.#open === null) return;
    for (const row of this.#waiting) yield* this.#row(row);
    this.#waiting = [];
    this.#open = null;
    yield { type: "table-end", expectedRows: count(fields.get("expectedRows")), gaps: [] };
  }

  *#start(fields: ReadonlyMap<string, unknown>, last: boolean): Generator<EngineEvent> {
    const { columns: wanted, source, revises } = this.#request;
    const columns =
      wanted !== null && wanted.length > 0
        ? namedBy(wanted, fields.get("columnTypes"))
        : foundIn(fields.get("columns"), fields.get("derivedColumns"));
    if (columns.length === 0) {
      if (last && this.#waiting.length > 0) this.fault = "A table came without columns.";
      return;
    }
    const earlier = this.tables === 0 ? (revises?.columns ?? []) : [];
    this.tables += 1;
    this.#open = { columns, carried: carriedFrom(earlier, columns) };
    const dataType = words(fields.get("dataType"));
    yield {
      type: "table-start",
      title: words(fields.get("title")) || revises?.title || source?.title || "Table",
      ...(dataType === "" ? {} : { dataType }),
      columns,
      expectedRows: count(fields.get("expectedRows")),
      ...(fields.get("onePerRecord") === false ? { onePerRecord: false } : {}),
      ...(source === null ? { notation: "und", ungrounded: true } : {}),
    };
  }

  *#row(row: unknown): Generator<EngineEvent> {
    if (!Array.isArray(row)) {
      this.fault ??= "A row came that is not a list of cells.";
      return;
    }
    const cells: unknown[] = row;
    if (this.#request.revises === null) yield { type: "row", cells: cells.map(rawCell) };
    else yield this.#revised(cells);
  }

  #revised(row: unknown[]): EngineEvent {
    const { columns = [], carried = [] } = this.#open ?? {};
    const isNumbered = row.length !== columns.length;
    if (!isNumbered) return { type: "row", cells: row.map(rawCell) };
    const previous = this.#claim(row[0]);
    const before = previous === undefined ? undefined : this.#request.revises?.rows[previous];
    const cells = row.slice(1).map((cell, index) => {
      const place = carried[index];
      const kept = cell === "=" && place !== undefined ? before?.[place] : undefined;
      return rawCell(kept === undefined ? cell : quote(kept));
    });
    return { type: "row", cells, ...(previous === undefined ? {} : { previous }) };
  }

  /** The earlier row's index from 0; each is claimed once, in the first table. */
  #claim(number: unknown): number | undefined {
    const rows = this.tables === 1 ? (this.#request.revises?.rows.length ?? 0) : 0;
    const index = /^\d{1,7}$/.test(String(number)) ? Number(number) - 1 : -1;
    if (index < 0 || index >= rows || this.#claimed.has(index)) return undefined;
    this.#claimed.add(index);
    return index;
  }
}

function namedBy(wanted: readonly WantedColumn[], types: unknown): Column[] {
  const found: unknown[] = Array.isArray(types) ? types : [];
  return wanted.map((column, index) => ({ ...column, type: column.type ?? typeNamed(found[index]) }));
}

function foundIn(columns: unknown, derived: unknown): Column[] {
  if (!Array.isArray(columns)) return [];
  const named: unknown[] = Array.isArray(derived) ? derived : [];
  const derivedNames = new Set(named.map((name) => words(name).toLowerCase()));
  const taken = new Set<string>();
  return columns.map((column: unknown, index) => {
    const told = typeof column === "object" && column !== null ? new Map(Object.entries(column)) : new Map();
    const said = words(told.get("name"));
    const name = unique(said || `Column ${index + 1}`, taken);
    const origin = said !== "" && derivedNames.has(said.toLowerCase()) ? { origin: "derived" as const } : {};
    return { name, type: typeNamed(told.get("type")), ...origin };
  });
}

function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let copy = 2; taken.has(free.toLowerCase()); copy += 1) free = `${name} ${copy}`;
  taken.add(free.toLowerCase());
  return free;
}

function typeNamed(type: unknown): ColumnType {
  const parsed = ColumnType.safeParse(type);
  return parsed.success ? parsed.data : "text";
}

/** Each column's place in the earlier table: by name, or where it stands when it was only renamed. */
function carriedFrom(earlier: readonly Column[], columns: readonly Column[]): (number | undefined)[] {
  const before = earlier.map(({ name }) => name.toLowerCase());
  const after = columns.map(({ name }) => name.toLowerCase());
  return after.map((name, index) => {
    const place = before.indexOf(name);
    if (place !== -1) return place;
    const replaced = before[index];
    const isRenamed = before.length === after.length && replaced !== undefined && !after.includes(replaced);
    return isRenamed ? index : undefined;
  });
}

function words(value: unknown): string {
  return typeof value === "string" ? storable(value).trim().slice(0, MAX_NAME).trim() : "";
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function rawCell(cell: unknown): RawCell {
  if (cell === null || cell === undefined) return null;
  return { text: storable(typeof cell === "string" ? cell : JSON.stringify(cell)) };
}
