import type { Column, ColumnType } from "../../backend/contract/cells.ts";
import type { TableOperation } from "../../backend/contract/table-edits.ts";

/** A column as the person wants it; `notation` decides what its texts leave open. */
export interface ColumnDraft {
  name: string;
  type: ColumnType;
  notation: Notation;
  /** Of `enum`, one a line. */
  options: string;
}

export type Notation = "as-found" | "day-first" | "month-first" | "comma" | "point";

/** In the order in which they are offered. */
export const columnTypes: readonly ColumnType[] = [
  ...(["text", "id", "number", "integer", "currency", "percent", "date", "datetime", "time"] as const),
  ...(["duration", "boolean", "enum", "email", "url", "phone"] as const),
];

const dated = new Set<ColumnType>(["date", "datetime"]);
const numeric = new Set<ColumnType>(["number", "integer", "currency", "percent", "duration"]);

/** What a person can decide of how a type's texts are read. */
export function notationsOf(type: ColumnType): Notation[] {
  if (dated.has(type)) return ["as-found", "day-first", "month-first"];
  return numeric.has(type) ? ["as-found", "comma", "point"] : [];
}

export function draftOf(column: Column): ColumnDraft {
  const { name, type } = column;
  return { name, type, notation: "as-found", options: (column.enum ?? []).join("\n") };
}

/** What makes the column at this place the wanted one; empty where it is that already. */
export function changesTo(column: Column, at: number, draft: ColumnDraft): TableOperation[] {
  const before = draftOf(column);
  const name = draft.name.trim();
  const options = draft.options.split("\n").flatMap((line) => line.trim() || []);
  const hasOptions = draft.type === "enum" && draft.options !== before.options;
  const isRetyped = draft.type !== before.type || draft.notation !== "as-found" || hasOptions;
  return [
    ...(name === "" || name === before.name ? [] : [{ op: "rename-column" as const, column: at, name }]),
    ...(isRetyped
      ? [
          {
            ...{ op: "retype-column" as const, column: at, type: draft.type },
            ...(hasOptions ? { enum: [...new Set(options)] } : {}),
            ...decisions[draft.notation],
          },
        ]
      : []),
  ];
}

const decisions = {
  "as-found": {},
  "day-first": { dateOrder: "day-first" },
  "month-first": { dateOrder: "month-first" },
  comma: { decimal: "," },
  point: { decimal: "." },
} as const satisfies Record<Notation, object>;
