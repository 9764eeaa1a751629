import type { TurnEvent } from "../../../contract/events.ts";
import type { ExtractionEvent } from "../../../extraction/engine.ts";
import { toldBeside } from "../../../extraction/ledger.ts";
import type { Sql } from "../../../platform/database.ts";
import { dataTypesOf } from "../../tables/service.ts";
import { listEvents, type MessageOwner } from "./queries.ts";

const PAGE = 500;

/** What an earlier turn told its readers, as its engine would tell it again. It has no usage: that was paid then. */
export async function* replay(sql: Sql, of: MessageOwner): AsyncGenerator<ExtractionEvent> {
  const dataTypes = await dataTypesOf(sql, of.userId, of.messageId);
  let after = 0;
  while (true) {
    const page = await listEvents(sql, of, { after, limit: PAGE });
    for (const { event } of page) {
      const told = asExtracted(event, dataTypes);
      if (told !== null) yield told;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.seq;
  }
}

function asExtracted(event: TurnEvent, dataTypes: ReadonlyMap<string, string>): ExtractionEvent | null {
  switch (event.type) {
    case "text-delta":
      return event;
    case "table-start": {
      const { type, tableId, title, columns, expectedRows = null } = event;
      return { type, title, columns, expectedRows, dataType: dataTypes.get(tableId) ?? "record" };
    }
    case "row-add":
      return { type: event.type, index: event.index, cells: event.cells };
    case "row-replace":
      return { type: event.type, index: event.index, cells: event.cells, reason: event.reason };
    case "table-end": {
      const { type, got, expected, gaps, flagged } = event;
      return { type, got, expected, gaps, flagged, ...toldBeside(event) };
    }
    case "turn-end":
      return { type: "finish", reason: event.finishReason };
    default:
      return null;
  }
}
