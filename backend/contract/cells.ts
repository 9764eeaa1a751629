import * as z from "zod";
import * as given from "./examples.ts";
import { RowRules } from "./rules.ts";

export const ColumnType = z.enum([
  "text",
  "id",
  "integer",
  "number",
  "percent",
  "currency",
  "date",
  "datetime",
  "time",
  "duration",
  "boolean",
  "enum",
  "email",
  "url",
  "phone",
]);
export type ColumnType = z.infer<typeof ColumnType>;

/** `quoted`: the text's own words. `derived`: a class, a summary, a sum. */
export const ColumnOrigin = z.enum(["quoted", "derived"]);

const Name = z.string().trim().min(1).max(200);

/** A number, or a date or time as a cell's value writes it, whichever the column holds. */
const Bound = z.union([z.number(), z.string().min(1).max(40)]);

/**
 * A column of a table. `format` is a number format pattern as Sheets writes it. `min` and `max` are inclusive;
 * `pattern` is a regular expression that a cell's text matches as a whole. A cell that breaks `required`,
 * `unique`, `min`, `max` or `pattern` is flagged `failed-rule`.
 */
export const Column = z
  .object({
    name: Name,
    type: ColumnType,
    origin: ColumnOrigin.optional(),
    description: z.string().max(1_000).optional(),
    format: z.string().max(100).optional(),
    enum: z.array(z.string().max(200)).max(1_000).optional(),
    required: z.boolean().optional(),
    unique: z.boolean().optional(),
    min: Bound.optional(),
    max: Bound.optional(),
    pattern: z.string().min(1).max(200).optional(),
  })
  .meta({ id: "Column", example: { ...given.columns[2], format: "#,##0.00 €", required: true } });
export type Column = z.infer<typeof Column>;

/** A column as a person asks for it: without a type, the engine finds one. */
export const WantedColumn = Column.partial({ type: true }).meta({
  id: "WantedColumn",
  example: { name: "Total", required: true },
});
export type WantedColumn = z.infer<typeof WantedColumn>;

/**
 * Where a cell's raw text stands. `exact`: a substring of the source. `normalised`: the span reads as the
 * same value. `inferred`: the quote stands there, the value is derived. `not-found`: nowhere. `model`: there
 * was no source.
 */
export const CellStatus = z.enum(["exact", "normalised", "inferred", "not-found", "model"]);
export type CellStatus = z.infer<typeof CellStatus>;

export const CellFlag = z.enum([
  "ambiguous-date",
  "ambiguous-number",
  "out-of-enum",
  "not-typed",
  "failed-rule",
  /** The value stands in the source, but among the words of another row. */
  "other-row",
]);
export type CellFlag = z.infer<typeof CellFlag>;

/** UTF-16 offsets into the source, end exclusive. `page`, from 1, where the source is a file that has pages. */
export const Span = z.object({ start: z.int(), end: z.int(), page: z.int().optional() });
export type Span = z.infer<typeof Span>;

/**
 * One cell. `raw` is what the text said, `value` what code made of it. Defaults are left off the wire:
 * `status` is `exact`, `raw` is `value` when that is a string, `flags` and `spans` are empty. An empty cell
 * is `{"value": null}`.
 *
 * Values by type: `date` YYYY-MM-DD; `datetime` ISO 8601, with an offset where the text gives one; `time`
 * HH:MM:SS; `duration` seconds; `percent` a fraction (0.19); `currency` a number, its ISO 4217 code in
 * `currency`; `id`, `phone` (E.164), `email`, `url`, `text`, `enum` strings. What could not be typed is the
 * text it was, flagged `not-typed`. A cell that is `edited` or `confirmed` is a person's word: it is written
 * whatever its status.
 */
export const Cell = z
  .object({
    value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
    raw: z.string().optional(),
    status: CellStatus.optional(),
    currency: z.string().length(3).optional(),
    spans: z.array(Span).optional(),
    flags: z.array(CellFlag).optional(),
    /** A person wrote this value; `raw`, `status` and `spans` still say what the text said. */
    edited: z.literal(true).optional(),
    /** A person looked at this value and holds it to be right. */
    confirmed: z.literal(true).optional(),
  })
  .meta({ id: "Cell", example: given.rows[0]?.[2] });
export type Cell = z.infer<typeof Cell>;

/** Why a stretch gave no row. */
export const GapCode = z.enum([
  ...(["missing-records", "model-short", "rows-short", "row-width", "broken-off"] as const),
  ...(["earlier-rows", "unread", "further-unread"] as const),
  ...(["too-many-cells", "not-a-row", "unclosed-quote", "too-many-columns"] as const),
  ...(["broken-json", "not-a-record", "unclosed-markup"] as const),
]);
export type GapCode = z.infer<typeof GapCode>;

/**
 * A stretch of the source that gave no row though it should have, by UTF-16 offsets. `reason` is a sentence in the
 * sheet's language; `code` and the counts in `params` are for a client to say it in its own.
 */
export const Gap = z.object({
  afterIndex: z.int(),
  start: z.int(),
  end: z.int(),
  reason: z.string(),
  code: GapCode.optional(),
  params: z.record(z.string(), z.number()).optional(),
});
export type Gap = z.infer<typeof Gap>;

/**
 * Rows expected against rows got; `expected` is null where code cannot count. `unread`: stretches beside a table that
 * was counted which gave no row, the first fifty. `rules`: what its rows are held against. `offeredRules`: rules that
 * the columns look made for; they were not applied.
 */
export const Ledger = z
  .object({
    expected: z.int().nullable(),
    got: z.int(),
    gaps: z.array(Gap),
    unread: z.array(Span).optional(),
    rules: RowRules.optional(),
    offeredRules: RowRules.optional(),
  })
  .meta({ id: "Ledger" });
export type Ledger = z.infer<typeof Ledger>;
