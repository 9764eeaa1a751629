import * as z from "zod";
import { Cell, Column, Ledger } from "./cells.ts";
import * as given from "./examples.ts";
import { Id, PageQuery, pageOf, Time } from "./paging.ts";
import { TableOperation } from "./table-edits.ts";
import { TableRow } from "./tables.ts";

const making = {
  ...{ by: "turn", engine: "openai", model: given.model, promptHash: given.promptHash },
  ...{ templateId: null, templateVersion: null },
};
const firstVersion = {
  ...{ version: 1, messageId: given.messageId, title: "Invoices", schemaVersion: 1 },
  ...{ columns: given.columns, rowCount: given.rows.length, making, createdAt: given.answeredAt },
};
const invoice = given.rows[0] ?? [];
const corrected = { ...invoice[2], value: 1300.5, edited: true };

/** How a version came to be. */
export const VersionMaking = z
  .object({
    by: z.enum(["turn", "edit", "redo", "restore"]),
    /** Of a turn or a redo. */
    engine: z.string().nullable(),
    model: z.string().nullable(),
    /** SHA-256, hexadecimal, of all that the model was told beside the source: equal hashes, equal instructions. */
    promptHash: z.string().nullable(),
    templateId: Id.nullable(),
    templateVersion: z.int().nullable(),
    /** What a person changed. */
    operations: z.array(TableOperation).optional(),
    /** The rows of a redo. */
    rowIds: z.array(Id).optional(),
    /** The version that was restored. */
    restored: z.int().optional(),
  })
  .meta({ id: "VersionMaking", example: making });
export type VersionMaking = z.infer<typeof VersionMaking>;

export const TableVersion = z
  .object({
    version: z.int(),
    messageId: Id,
    title: z.string(),
    schemaVersion: z.int(),
    columns: z.array(Column),
    rowCount: z.int(),
    making: VersionMaking,
    createdAt: Time,
  })
  .meta({ id: "TableVersion", example: firstVersion });
export type TableVersion = z.infer<typeof TableVersion>;

/** A version as a JSON file: each row's `values` by its columns' names, beside its cells with their quotes and spans. */
export const ExportedTable = z
  .object({
    table: TableVersion.extend({ id: Id, dataType: z.string(), format: z.string(), ledger: Ledger }),
    rows: z.array(TableRow.extend({ values: z.record(z.string(), Cell.shape.value) })),
  })
  .meta({
    id: "ExportedTable",
    example: {
      table: {
        ...{ id: given.tableId, dataType: given.table.dataType, format: given.table.format },
        ...{ ledger: given.ledger, ...firstVersion },
      },
      rows: given.rows.map((cells, at) => ({
        id: given.rowIds[at],
        values: { Number: cells[0]?.value, Due: cells[1]?.value, Total: cells[2]?.value },
        cells,
      })),
    },
  });

export const VersionsQuery = PageQuery;
export const TableVersionPage = pageOf(TableVersion).meta({ id: "TableVersionPage" });

/** Rows are the same by their ids, or, where `key` names a column, by what stands in it. */
export const DiffQuery = PageQuery.extend({
  from: z.coerce.number().int().min(1),
  to: z.coerce.number().int().min(1),
  key: z.string().trim().min(1).max(200).optional(),
});
export type DiffQuery = z.infer<typeof DiffQuery>;

/** One cell that says something else, by its column's name in `to`, or in `from` where it was dropped. */
export const CellChange = z.object({ column: z.string(), from: Cell.nullable(), to: Cell.nullable() });
export type CellChange = z.infer<typeof CellChange>;

/** One row that is new, gone or changed. `cells` names those of a changed row that differ. */
export const RowChange = z
  .object({
    kind: z.enum(["added", "removed", "changed"]),
    rowId: Id,
    from: z.array(Cell).nullable(),
    to: z.array(Cell).nullable(),
    cells: z.array(CellChange),
  })
  .meta({ id: "RowChange" });
export type RowChange = z.infer<typeof RowChange>;

/** What happened to the columns between two versions; a column is the same by its name. */
export const ColumnChange = z
  .object({
    kind: z.enum(["added", "removed", "changed"]),
    name: z.string(),
    from: Column.nullable(),
    to: Column.nullable(),
  })
  .meta({ id: "ColumnChange" });
export type ColumnChange = z.infer<typeof ColumnChange>;

/** A page of what differs between two versions. */
export const TableDiff = pageOf(RowChange)
  .extend({
    from: z.int(),
    to: z.int(),
    title: z.object({ from: z.string(), to: z.string() }).nullable(),
    columns: z.array(ColumnChange),
  })
  .meta({
    id: "TableDiff",
    example: {
      items: [
        {
          ...{
            kind: "changed",
            rowId: given.rowIds[0],
            from: invoice,
            to: [...invoice.slice(0, 2), corrected],
          },
          cells: [{ column: "Total", from: invoice[2], to: corrected }],
        },
      ],
      ...{ nextCursor: null, from: 1, to: 2, title: null, columns: [] },
    },
  });
export type TableDiff = z.infer<typeof TableDiff>;
