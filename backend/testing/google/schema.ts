import type { sheets_v4 } from "@googleapis/sheets";
import * as z from "zod";

/**
 * What the backend sends to Sheets v4, member by member: Google refuses members that it does not know, and so do these
 * schemas.
 */

const Colour = z.strictObject({ red: z.number(), green: z.number(), blue: z.number() });
const ColourStyle = z.strictObject({ rgbColor: Colour });
const SheetId = z.int().min(0);

const Value = z
  .strictObject({ numberValue: z.number(), stringValue: z.string().max(50_000), boolValue: z.boolean() })
  .partial()
  .refine((value) => Object.keys(value).length === 1, "Exactly one member of a union");

const Format = z
  .strictObject({
    numberFormat: z.strictObject({
      type: z.enum(["TEXT", "NUMBER", "PERCENT", "CURRENCY", "DATE", "TIME", "DATE_TIME", "SCIENTIFIC"]),
      pattern: z.string(),
    }),
    backgroundColorStyle: ColourStyle,
    textFormat: z
      .strictObject({ bold: z.boolean(), italic: z.boolean(), foregroundColorStyle: ColourStyle })
      .partial(),
  })
  .partial();

export const Cell = z
  .strictObject({ userEnteredValue: Value, userEnteredFormat: Format, note: z.string() })
  .partial();
export type Cell = z.infer<typeof Cell>;

const Rows = z.array(z.strictObject({ values: z.array(Cell) }));
const Index = z.int().min(0).exactOptional();
const Range = z.strictObject({
  sheetId: SheetId,
  ...{ startRowIndex: Index, endRowIndex: Index, startColumnIndex: Index, endColumnIndex: Index },
});
const Coordinate = z.strictObject({
  sheetId: SheetId,
  rowIndex: z.int().min(0),
  columnIndex: z.int().min(0),
});

const Grid = z
  .strictObject({
    rowCount: z.int().min(1),
    columnCount: z.int().min(1).max(18_278),
    frozenRowCount: z.int().min(0),
  })
  .partial();
export const SheetProperties = z
  .strictObject({ sheetId: SheetId, title: z.string().min(1).max(100), index: z.int(), gridProperties: Grid })
  .partial();
export type SheetProperties = z.infer<typeof SheetProperties>;

const SpreadsheetProperties = z
  .strictObject({ title: z.string(), locale: z.string(), timeZone: z.string() })
  .partial();

export const Metadata = z.strictObject({
  metadataId: z.int().min(1).max(2_147_483_647).exactOptional(),
  metadataKey: z.string().min(1),
  metadataValue: z.string(),
  visibility: z.enum(["DOCUMENT", "PROJECT"]),
  location: z.strictObject({ spreadsheet: z.literal(true) }).or(z.strictObject({ sheetId: SheetId })),
});
export type Metadata = z.infer<typeof Metadata>;

const MetadataFilter = z.strictObject({
  developerMetadataLookup: z
    .strictObject({ metadataId: z.int(), metadataKey: z.string(), metadataValue: z.string() })
    .partial(),
});
const Dimension = z.enum(["ROWS", "COLUMNS"]);
const Fields = z.string().min(1);

const requests = {
  addSheet: z.strictObject({ properties: SheetProperties }),
  deleteSheet: z.strictObject({ sheetId: SheetId }),
  updateSheetProperties: z.strictObject({ properties: SheetProperties, fields: Fields }),
  updateSpreadsheetProperties: z.strictObject({ properties: SpreadsheetProperties, fields: Fields }),
  appendCells: z.strictObject({ sheetId: SheetId, rows: Rows, fields: Fields }),
  updateCells: z.strictObject({
    start: Coordinate.optional(),
    range: Range.optional(),
    rows: Rows.optional(),
    fields: Fields,
  }),
  appendDimension: z.strictObject({ sheetId: SheetId, dimension: Dimension, length: z.int().min(1) }),
  updateDimensionProperties: z.strictObject({
    range: z.strictObject({ sheetId: SheetId, dimension: Dimension, startIndex: z.int(), endIndex: z.int() }),
    properties: z.strictObject({ pixelSize: z.int() }),
    fields: Fields,
  }),
  addBanding: z.strictObject({
    bandedRange: z.strictObject({
      range: Range,
      rowProperties: z.strictObject({
        headerColorStyle: ColourStyle,
        firstBandColorStyle: ColourStyle,
        secondBandColorStyle: ColourStyle,
      }),
    }),
  }),
  createDeveloperMetadata: z.strictObject({ developerMetadata: Metadata }),
  deleteDeveloperMetadata: z.strictObject({ dataFilter: MetadataFilter }),
};

export const Request = z
  .strictObject(requests)
  .partial()
  .refine((request) => Object.keys(request).length === 1, "Exactly one member of a union");
export type Request = z.infer<typeof Request>;

export const BatchUpdate = z.strictObject({
  requests: z.array(Request).min(1),
  includeSpreadsheetInResponse: z.boolean().exactOptional(),
  responseIncludeGridData: z.boolean().exactOptional(),
  responseRanges: z.array(z.string()).exactOptional(),
});

export const CreateSpreadsheet = z.strictObject({
  properties: SpreadsheetProperties,
  sheets: z.array(z.strictObject({ properties: SheetProperties })).optional(),
});

export const ValueRange = z.strictObject({
  range: z.string().optional(),
  majorDimension: z.literal("ROWS").optional(),
  values: z.array(z.array(z.union([z.string().max(50_000), z.number(), z.boolean(), z.null()]))),
});
export const NoMembers = z.strictObject({});

/** Where `T` has a member or a kind of value that `Schema` does not have. */
type Stray<T, Schema> = T extends readonly (infer Item)[]
  ? Schema extends readonly (infer Known)[]
    ? Stray<Item, Known>
    : "not a list"
  : T extends object
    ? {
        [Key in keyof T & string]-?: Key extends keyof Schema
          ? Stray<NonNullable<T[Key]>, NonNullable<Schema[Key]>>
          : Key;
      }[keyof T & string]
    : T extends Schema
      ? never
      : "another type";
type Nothing<T extends never> = T;

/** The compiler holds the schemas to the types that Google generates from the published description of the API. */
export type Checked = [
  Nothing<Stray<z.infer<typeof BatchUpdate>, sheets_v4.Schema$BatchUpdateSpreadsheetRequest>>,
  Nothing<Stray<z.infer<typeof CreateSpreadsheet>, sheets_v4.Schema$Spreadsheet>>,
  Nothing<Stray<z.infer<typeof ValueRange>, sheets_v4.Schema$ValueRange>>,
];
