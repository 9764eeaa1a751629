import type { Column } from "../contract/cells.ts";
import type { TurnResult } from "../contract/chat.ts";
import type { TableRow } from "../contract/tables.ts";
import type { Person } from "./app.ts";
import { beginConversation, json, type playableEngine, send } from "./chat.ts";

/** A table "T" of these quotes, made by a turn whose source is `source`, or the quotes in order. */
export async function makeTable(
  person: Person,
  engine: ReturnType<typeof playableEngine>,
  columns: Column[],
  rows: string[][],
  source = rows.map((row) => row.join("\t")).join("\n"),
): Promise<{ conversation: string; id: string }> {
  engine.play(function* () {
    yield { type: "table-start", title: "T", columns, expectedRows: rows.length };
    for (const row of rows) yield { type: "row", cells: row.map((text) => ({ text })) };
    yield { type: "table-end", expectedRows: rows.length, gaps: [] };
    yield { type: "finish", reason: "complete" };
  });
  const conversation = await beginConversation(person);
  const response = await send(person, conversation, { source: { kind: "text", text: source } });
  const { tables } = await json<TurnResult>(response);
  return { conversation, id: tables[0]?.id ?? "" };
}

/** The first page of a version's rows, the current one's where none is named. */
export async function rowsOf(person: Person, tableId: string, version?: number): Promise<TableRow[]> {
  const query = version === undefined ? "" : `?version=${version}`;
  const response = await person.request("GET", `/api/v1/tables/${tableId}/rows${query}`);
  return (await json<{ items: TableRow[] }>(response)).items;
}
