import * as z from "zod";
import * as given from "./examples.ts";
import { SpreadsheetId } from "./google.ts";
import { Id, PageQuery, pageOf, Time } from "./paging.ts";
import { Problem, ProblemSummary } from "./problem.ts";

/**
 * `append`: under what stands in the sheet. `replace`: in place of it. `upsert`: rows with the same values in the
 * `keys` columns are brought up to date, the others appended.
 */
export const ExportMode = z.enum(["append", "replace", "upsert"]);
export type ExportMode = z.infer<typeof ExportMode>;

/** Which cells get a note: those with a flag, or all, each with what the source said. */
export const ExportNotes = z.enum(["off", "flags", "all"]);
export type ExportNotes = z.infer<typeof ExportNotes>;

const Title = z.string().trim().min(1).max(100);

/** What goes where, and how it looks there. */
export const exportFields = {
  tableId: Id,
  spreadsheetId: SpreadsheetId.optional(),
  title: Title.optional(),
  sheet: Title.optional(),
  keys: z.array(z.string().min(1).max(200)).min(1).max(10).optional(),
  templateId: Id.optional(),
  notes: ExportNotes.default("flags"),
};

export function namesItsKeys({ mode, keys }: { mode: ExportMode; keys?: string[] | undefined }): boolean {
  return (mode === "upsert") === (keys !== undefined);
}

export const keysProblem = {
  message: "An upsert names its key columns, and nothing else does",
  path: ["keys"],
};

/**
 * A table's version, the current one unless named, into a sheet: of the spreadsheet `spreadsheetId`, or of a new one
 * called `title`, the table's title unless given. The sheet `sheet` is made where there is none; without it, the
 * first one. Columns find theirs by their headers in the first row, new ones come to the right. `templateId` says how
 * it looks; without it, the template that the table was made with.
 */
export const CreateExportRequest = z
  .object({ ...exportFields, version: z.int().min(1).optional(), mode: ExportMode.default("append") })
  .refine(namesItsKeys, keysProblem)
  .meta({
    id: "CreateExportRequest",
    example: {
      tableId: given.tableId,
      ...{ sheet: "Invoices", mode: "upsert", keys: ["Number"], notes: "flags" },
    },
  });
export type CreateExportRequest = z.infer<typeof CreateExportRequest>;

/** `waiting` and `running` go on by themselves, whoever looks; the others are over. */
export const ExportStatus = z.enum(["waiting", "running", "complete", "failed", "stopped"]);

export const Export = z
  .object({
    id: Id,
    tableId: Id,
    version: z.int(),
    mode: ExportMode,
    status: ExportStatus,
    /** Null until the new spreadsheet is made. */
    spreadsheetId: SpreadsheetId.nullable(),
    url: z.url().nullable(),
    sheet: z.string().nullable(),
    rowsDone: z.int(),
    rowsTotal: z.int(),
    partsDone: z.int(),
    /** Null until it is known. */
    partsTotal: z.int().nullable(),
    /** Of a failed one; `retryable` says whether `resume` may help as things are. */
    problem: ProblemSummary.nullable(),
    retryable: z.boolean(),
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({
    id: "Export",
    example: {
      ...{ id: "019cae02-1ce0-7d5e-8a3f-2c4b6d8e0f91", tableId: given.tableId, version: 1, mode: "upsert" },
      ...{
        status: "complete",
        spreadsheetId: given.spreadsheetId,
        url: given.spreadsheetUrl,
        sheet: "Invoices",
      },
      ...{ rowsDone: given.rows.length, rowsTotal: given.rows.length, partsDone: 1, partsTotal: 1 },
      ...{ problem: null, retryable: false, createdAt: given.changedAt, updatedAt: given.changedAt },
    },
  });
export type Export = z.infer<typeof Export>;

export const ExportsQuery = PageQuery.extend({ tableId: Id.optional() });
export type ExportsQuery = z.infer<typeof ExportsQuery>;
export const ExportPage = pageOf(Export).meta({ id: "ExportPage" });

export const ExportEventsQuery = z.object({ after: z.coerce.number().int().min(0).default(0) });

/** `id:` is the number of the change; the last event of a stream that was not cut off is `export-end` or `export-error`. */
export const ExportEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("export-progress"), export: Export }),
  z.object({ type: z.literal("export-end"), export: Export }),
  z.object({ type: z.literal("export-error"), export: Export.nullable(), problem: Problem }),
]);
export type ExportEvent = z.infer<typeof ExportEvent>;
