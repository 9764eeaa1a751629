import type { ColumnType, WantedColumn } from "../../../contract/cells.ts";
import { conceptOf, conceptType } from "../labels.ts";
import { splitLines } from "../lines.ts";
import { emptyTable, type SourceTable } from "../source-table.ts";
import { hasShape, valuesIn } from "./value-shapes.ts";

const telling = new Set<ColumnType>(["email", "url", "phone", "date", "percent"]);

/**
 * Running text without labels: the wanted columns whose values can be told by their shape (addresses, dates).
 * With one such column every value is a row, with several every line that holds one. Null without any.
 */
export function readProse(text: string, wanted: WantedColumn[]): SourceTable | null {
  const types = wanted.map(typeOf);
  const shaped = types.filter((type) => type !== null);
  if (shaped.length === 0) return null;
  const table = { ...emptyTable("sentences", { start: 0, end: text.length }), header: "named" as const };
  table.columns = wanted.map((column) => column.name);
  for (const line of splitLines(text)) {
    if (line.blank) continue;
    const values = types.map((type) => (type ? valuesIn(text, line, type) : []));
    const most = shaped.length === 1 ? Math.max(...values.map((it) => it.length)) : 1;
    for (let at = 0; at < most; at++) {
      const cells = values.map((spans) => {
        const span = spans[at];
        return span ? { text: text.slice(span.start, span.end), span } : null;
      });
      if (cells.some((cell) => cell !== null))
        table.rows.push({ cells, span: { start: line.start, end: line.end } });
    }
  }
  return table.rows.length > 0 ? table : null;
}

function typeOf(column: WantedColumn): ColumnType | null {
  const concept = conceptOf(column.name);
  const type = column.type ?? (concept ? conceptType(concept) : null);
  return type && telling.has(type) && hasShape(type) ? type : null;
}
