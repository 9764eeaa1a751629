import * as z from "zod";
import { ColumnType } from "./cells.ts";
import { Cost, Place, Usage } from "./chat.ts";
import * as given from "./examples.ts";
import { Id } from "./paging.ts";
import { RowRules } from "./rules.ts";
import { Table } from "./tables.ts";

const Name = z.string().trim().min(1).max(200);

/** A column by its name, or by its place from 0 where names repeat: as it stands when the operation's turn comes. */
export const ColumnRef = z.union([Name, z.int().min(0).max(10_000)]);
export type ColumnRef = z.infer<typeof ColumnRef>;

/** One change of a table. An id of a row that is not there, or a column that is not there, is refused. */
export const TableOperation = z
  .discriminatedUnion("op", [
    z.object({ op: z.literal("rename-column"), column: ColumnRef, name: Name }),
    z.object({ op: z.literal("drop-column"), column: ColumnRef }),
    z.object({ op: z.literal("move-column"), column: ColumnRef, to: z.int().min(0).max(10_000) }),
    /** Reads what the text said once more, without a model. `dateOrder` and `decimal` decide what it leaves open. */
    z.object({
      op: z.literal("retype-column"),
      column: ColumnRef,
      type: ColumnType,
      format: z.string().max(100).optional(),
      enum: z.array(z.string().max(200)).max(1_000).optional(),
      dateOrder: z.enum(["day-first", "month-first"]).optional(),
      decimal: z.enum([",", "."]).optional(),
    }),
    /** Text is read by the column's type and the locale; null blanks the cell. */
    z.object({
      op: z.literal("set-cell"),
      rowId: Id,
      column: ColumnRef,
      value: z.union([z.string().max(50_000), z.number(), z.boolean(), z.null()]),
    }),
    z.object({ op: z.literal("confirm-cell"), rowId: Id, column: ColumnRef }),
    z.object({ op: z.literal("leave-out-rows"), rowIds: z.array(Id).min(1).max(10_000) }),
  ])
  .meta({ id: "TableOperation", example: { op: "rename-column", column: "Total", name: "Amount" } });
export type TableOperation = z.infer<typeof TableOperation>;

/**
 * Makes one new version, or none where nothing changes. `baseVersion`: the version that the person saw. `rules`: what
 * the rows are to be held against from then on, which makes no version of its own.
 */
export const UpdateTableRequest = Place.extend({
  baseVersion: z.int().min(1),
  title: z.string().trim().min(1).max(200).optional(),
  operations: z.array(TableOperation).max(1_000).default([]),
  rules: RowRules.optional(),
})
  .refine(({ title, operations, rules }) => title !== undefined || rules || operations.length > 0, {
    message: "Name a title, rules or an operation",
  })
  .meta({
    id: "UpdateTableRequest",
    example: {
      ...{ baseVersion: 1, title: "Invoices", ...given.place },
      operations: [
        { op: "retype-column", column: "Due", type: "date", dateOrder: "day-first" },
        {
          op: "set-cell",
          rowId: given.rowIds[0],
          column: "Total",
          value: "1.300,50 €",
        },
      ],
    },
  });
export type UpdateTableRequest = z.infer<typeof UpdateTableRequest>;
/** What a client may send: fields with a default are optional. */
export type UpdateTableInput = z.input<typeof UpdateTableRequest>;

/** Rows that are read from their source once more; all columns where none are named. A person's cells stay, unless named. */
export const RedoRequest = Place.extend({
  baseVersion: z.int().min(1).optional(),
  rowIds: z.array(Id).min(1).max(50),
  columns: z.array(ColumnRef).min(1).max(200).optional(),
}).meta({
  id: "RedoRequest",
  example: { baseVersion: 1, rowIds: [given.rowIds[1]], columns: ["Total"], ...given.place },
});
export type RedoRequest = z.infer<typeof RedoRequest>;

/**
 * The table as it stands: at a new version where rows say something else now. `changed` are those; of the `unread` the
 * source gave nothing, or nothing that stands in it, so they stay as they were.
 */
export const RedoResult = z
  .object({ table: Table, changed: z.array(Id), unread: z.array(Id), usage: Usage, cost: Cost.nullable() })
  .meta({
    id: "RedoResult",
    example: {
      table: { ...given.table, version: 2, updatedAt: given.changedAt },
      ...{ changed: [given.rowIds[1]], unread: [], usage: given.usage, cost: given.cost },
    },
  });
export type RedoResult = z.infer<typeof RedoResult>;

/** An earlier version's title, columns and rows as a new version; without one, undeletes. */
export const RestoreTableRequest = z
  .strictObject({ version: z.int().min(1).optional(), baseVersion: z.int().min(1).optional() })
  .meta({ id: "RestoreTableRequest", example: { version: 1, baseVersion: 2 } });
export type RestoreTableRequest = z.infer<typeof RestoreTableRequest>;
