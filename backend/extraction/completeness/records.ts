import type { Span } from "../../contract/cells.ts";
import type { EngineSource } from "../engine.ts";
import { detect } from "../offline/detect.ts";
import type { Form, SourceRow, SourceTable } from "../offline/source-table.ts";

/** One record of a source that code can count. */
export interface SourceRecord extends Span {
  cells: { text: string; span: Span }[];
  /** Records of tables with the same columns are of one kind. */
  kind: string;
  /** It may be the head of its table: taken where a row comes of it, missed by nobody. */
  optional: boolean;
  /** One line, item or row each: nobody makes two rows of it. */
  flat: boolean;
}

const nested = new Set<Form>(["json", "labelled"]);

/**
 * The records of a source, in order and apart from each other, where its form marks them up; empty where code
 * cannot count them.
 */
export function countRecords({ text, kind, title }: EngineSource): SourceRecord[] {
  const tables = detect(text, { kind, title }).tables.filter(
    (table) => !table.aside && table.form !== "sentences" && table.rows.length > 1,
  );
  const found = tables.flatMap(recordsOf).sort((a, b) => a.start - b.start || b.end - a.end);
  let reached = 0;
  return found.flatMap((record) => {
    if (record.start < reached || record.end <= record.start) return [];
    // A list's mark or a table's bar in front belongs to the record.
    const start = Math.max(reached, text.lastIndexOf("\n", record.start - 1) + 1);
    reached = record.end;
    return [{ ...record, start }];
  });
}

function recordsOf(table: SourceTable): SourceRecord[] {
  const kind = `${table.form} ${JSON.stringify(table.columns)}`;
  const flat = !nested.has(table.form);
  const record = ({ cells, span }: SourceRow, optional: boolean): SourceRecord => ({
    ...span,
    ...{ kind, flat, optional },
    cells: cells.filter((cell) => cell !== null),
  });
  const head = table.header === "guessed" && table.headerRow ? [record(table.headerRow, true)] : [];
  return [...head, ...table.rows.map((row) => record(row, false))];
}
