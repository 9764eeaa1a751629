import * as z from "zod";
import * as given from "./examples.ts";
import { SpreadsheetId } from "./google.ts";
import { pageOf, Time } from "./paging.ts";

/** What Sheets takes for a sheet's or a spreadsheet's name. */
const Title = z.string().trim().min(1).max(100);
const A1 = z.string().trim().min(1).max(200);

export const SpreadsheetSheet = z.object({
  id: z.int(),
  title: z.string(),
  rowCount: z.int(),
  columnCount: z.int(),
  frozenRows: z.int(),
});

/** `locale` as Sheets names it (`de_DE`), `timeZone` an IANA name. */
export const Spreadsheet = z
  .object({
    id: SpreadsheetId,
    title: z.string(),
    url: z.url(),
    locale: z.string(),
    timeZone: z.string(),
    sheets: z.array(SpreadsheetSheet),
  })
  .meta({
    id: "Spreadsheet",
    example: {
      ...{ id: given.spreadsheetId, title: "Invoices 2026", url: given.spreadsheetUrl },
      ...{ locale: "de_DE", timeZone: given.place.timeZone },
      sheets: [{ id: 0, title: "March", rowCount: 1_000, columnCount: 26, frozenRows: 1 }],
    },
  });
export type Spreadsheet = z.infer<typeof Spreadsheet>;

export const SpreadsheetSummary = z
  .object({
    id: SpreadsheetId,
    title: z.string(),
    url: z.url(),
    modifiedAt: Time,
  })
  .meta({
    example: {
      ...{ id: given.spreadsheetId, title: "Invoices 2026", url: given.spreadsheetUrl },
      modifiedAt: given.changedAt,
    },
  });

/** Those that this server made, or that the person opened with it: the newest change first. */
export const SpreadsheetPage = pageOf(SpreadsheetSummary).meta({ id: "SpreadsheetPage" });
export type SpreadsheetPage = z.infer<typeof SpreadsheetPage>;

export const SpreadsheetsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: z.string().max(2_000).optional(),
});
export type SpreadsheetsQuery = z.infer<typeof SpreadsheetsQuery>;

export const CreateSpreadsheetRequest = z
  .object({
    title: Title,
    locale: z.string().max(20).optional(),
    timeZone: z.string().max(60).optional(),
    sheets: z.array(Title).min(1).max(50).optional(),
  })
  .meta({
    id: "CreateSpreadsheetRequest",
    example: { title: "Invoices 2026", locale: "de_DE", timeZone: given.place.timeZone, sheets: ["March"] },
  });
export type CreateSpreadsheetRequest = z.infer<typeof CreateSpreadsheetRequest>;

export const RenameRequest = z
  .object({ title: Title })
  .meta({ id: "RenameRequest", example: { title: "Invoices 2026, paid" } });
export const AddSheetRequest = z
  .object({ title: Title })
  .meta({ id: "AddSheetRequest", example: { title: "April" } });

/** A cell as a number, a text or a truth; null leaves it blank. A text is never run as a formula. */
const Value = z.union([z.string().max(50_000), z.number(), z.boolean(), z.null()]);

/** A date is its serial number. */
const values = [
  ["Number", "Due", "Total"],
  ["A-1", 46_115, 1250.5],
];

export const ValuesQuery = z.object({ range: A1 });

/** `values` row by row. Dates are serial numbers, in the spreadsheet's time zone. */
export const SheetValues = z
  .object({ range: z.string(), values: z.array(z.array(Value)) })
  .meta({ id: "SheetValues", example: { range: "March!A1:C2", values } });
export type SheetValues = z.infer<typeof SheetValues>;

export const WriteValuesRequest = z
  .object({ range: A1, values: z.array(z.array(Value).max(18_278)).min(1).max(10_000) })
  .meta({
    id: "WriteValuesRequest",
    example: {
      range: "March!A1",
      values,
    },
  });
export type WriteValuesRequest = z.infer<typeof WriteValuesRequest>;

export const ClearValuesRequest = z
  .object({ range: A1 })
  .meta({ id: "ClearValuesRequest", example: { range: "March!A2:C4" } });

/** Where cells were written or cleared. */
export const ChangedRange = z
  .object({ range: z.string() })
  .meta({ id: "ChangedRange", example: { range: "March!A1:C2" } });
export type ChangedRange = z.infer<typeof ChangedRange>;
