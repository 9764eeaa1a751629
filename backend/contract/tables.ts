import * as z from "zod";
import { Cell, Column, Ledger } from "./cells.ts";
import * as given from "./examples.ts";
import { Id, PageQuery, pageOf, Time } from "./paging.ts";

/** Structured data: typed columns and rows with versions. `dataType` is what one row is, as a word. */
export const Table = z
  .object({
    id: Id,
    conversationId: Id,
    messageId: Id,
    title: z.string(),
    dataType: z.string(),
    schemaVersion: z.int(),
    format: z.string(),
    columns: z.array(Column),
    version: z.int(),
    /** The template that it was made with. */
    templateId: Id.optional(),
    templateVersion: z.int().optional(),
    rowCount: z.int(),
    ledger: Ledger,
    createdAt: Time,
    updatedAt: Time,
    deletedAt: Time.nullable(),
  })
  .meta({ id: "Table", example: given.table });
export type Table = z.infer<typeof Table>;

/**
 * `q` searches titles, columns and cells: each of its words begins a word of the table, two characters at least.
 * A page of a search has at most 50 tables.
 */
export const TablesQuery = PageQuery.extend({
  conversationId: Id.optional(),
  q: z.string().trim().min(2).max(200).optional(),
});
export type TablesQuery = z.infer<typeof TablesQuery>;

export const TablePage = pageOf(Table).meta({ id: "TablePage" });

/** A row keeps its id from one version of its table to the next. */
export const TableRow = z
  .object({ id: Id, cells: z.array(Cell) })
  .meta({ id: "TableRow", example: { id: given.rowIds[0], cells: given.rows[0] } });
export type TableRow = z.infer<typeof TableRow>;

export const RowsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
  cursor: z.string().max(500).optional(),
  version: z.coerce.number().int().min(1).optional(),
});
export type RowsQuery = z.infer<typeof RowsQuery>;

/** `formulas`, of CSV: `escape` puts an apostrophe before text that a spreadsheet would run. */
export const ExportQuery = z.object({
  format: z.enum(["csv", "xlsx", "json", "ndjson"]),
  formulas: z.enum(["escape", "keep"]).default("escape"),
  version: z.coerce.number().int().min(1).optional(),
});
export type ExportQuery = z.infer<typeof ExportQuery>;

export const TableRowPage = pageOf(TableRow).meta({ id: "TableRowPage" });
