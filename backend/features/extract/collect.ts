import type { TableResult, Usage } from "../../contract/chat.ts";
import { EngineError, type ExtractionEvent, unfinished } from "../../extraction/engine.ts";
import { toldBeside } from "../../extraction/ledger.ts";
import { addUsage } from "../usage/metered.ts";

/**
 * Everything that an engine tells, as a whole; `usage` is added to also where it told no whole answer, which throws
 * an `EngineError`.
 */
export async function collect(events: AsyncIterable<ExtractionEvent>, usage: Usage): Promise<TableResult[]> {
  const tables: TableResult[] = [];
  let finished = false;
  for await (const event of events) {
    const table = tables.at(-1);
    if (event.type === "table-start") {
      const { title, columns, expectedRows: expected } = event;
      tables.push({ title, columns, rows: [], ledger: { expected, got: 0, gaps: [] } });
    } else if (event.type === "row-add") table?.rows.push(event.cells);
    else if (event.type === "row-replace") table?.rows.splice(event.index, 1, event.cells);
    else if (event.type === "table-end" && table) {
      const { expected, got, gaps } = event;
      table.ledger = { expected, got, gaps, ...toldBeside(event) };
    } else if (event.type === "usage") addUsage(usage, event.usage);
    else if (event.type === "finish") {
      const code = unfinished[event.reason];
      if (code !== undefined) throw new EngineError(code, { retryable: false });
      finished = true;
    }
  }
  if (!finished) throw new EngineError("model-truncated", { retryable: true });
  return tables;
}
