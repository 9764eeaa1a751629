import * as z from "zod";
import { WantedColumn } from "./cells.ts";
import { Place } from "./chat.ts";
import * as given from "./examples.ts";
import { Id, PageQuery, pageOf, Time } from "./paging.ts";
import { RowRules } from "./rules.ts";

const Name = z.string().trim().min(1).max(200);
const Colour = z.string().regex(/^#[0-9a-f]{6}$/i, "A colour as #rrggbb");

/** A column that a template asks for. `width` in pixels, `format` a number format pattern as Sheets writes it. */
export const TemplateColumn = WantedColumn.extend({ width: z.int().min(20).max(1_000).optional() }).meta({
  id: "TemplateColumn",
});
export type TemplateColumn = z.infer<typeof TemplateColumn>;

/** How the rows look in the sheet; what is left off stays as the sheet has it. */
export const TemplateFormatting = z
  .object({
    header: z
      .object({
        bold: z.boolean().optional(),
        italic: z.boolean().optional(),
        background: Colour.optional(),
        color: Colour.optional(),
        frozen: z.boolean().optional(),
      })
      .optional(),
    /** The names of Sheets' own banding themes. */
    banding: z
      .enum(["light-grey", "cyan", "green", "yellow", "orange", "blue", "teal", "grey", "brown"])
      .optional(),
  })
  .meta({ id: "TemplateFormatting" });
export type TemplateFormatting = z.infer<typeof TemplateFormatting>;

/** A saved set of columns. Each change is a version of its own; a table remembers the one it was made with. */
export const Template = z
  .object({
    id: Id,
    version: z.int(),
    name: z.string(),
    description: z.string(),
    /** What the model is told beside the columns. */
    instructions: z.string(),
    columns: z.array(TemplateColumn),
    rules: RowRules,
    formatting: TemplateFormatting,
    createdAt: Time,
    updatedAt: Time,
    deletedAt: Time.nullable(),
  })
  .meta({
    id: "Template",
    example: {
      ...{ id: given.templateId, version: 1, name: "Invoices", description: "What customers owe us" },
      ...{ instructions: "One row for each invoice, none for reminders.", columns: given.columns, rules: [] },
      formatting: { header: { bold: true, frozen: true }, banding: "light-grey" },
      ...{ createdAt: given.joinedAt, updatedAt: given.joinedAt, deletedAt: null },
    },
  });
export type Template = z.infer<typeof Template>;

export const TemplatesQuery = PageQuery.extend({ q: z.string().max(200).optional() });
export type TemplatesQuery = z.infer<typeof TemplatesQuery>;
export const TemplatePage = pageOf(Template).meta({ id: "TemplatePage" });

const fields = {
  name: Name,
  description: z.string().max(2_000),
  instructions: z.string().max(10_000),
  columns: z.array(TemplateColumn).min(1).max(200),
  rules: RowRules,
  formatting: TemplateFormatting,
};

/**
 * From columns, or from a sheet's `headers`, whose types are found in `samples` (rows as shown, by the given
 * locale).
 */
export const CreateTemplateRequest = z
  .object({
    name: fields.name,
    description: fields.description.default(""),
    instructions: fields.instructions.default(""),
    columns: fields.columns.optional(),
    headers: z.array(Name).min(1).max(200).optional(),
    samples: z
      .array(z.array(z.string().max(2_000)).max(200))
      .max(100)
      .optional(),
    rules: fields.rules.default([]),
    formatting: fields.formatting.default({}),
    ...Place.partial().shape,
  })
  .refine(({ columns, headers }) => (columns === undefined) !== (headers === undefined), {
    message: "Give either columns or headers",
    path: ["columns"],
  })
  .meta({
    id: "CreateTemplateRequest",
    example: {
      ...{ name: "Invoices", instructions: "One row for each invoice, none for reminders." },
      ...{ headers: ["Number", "Due", "Total"], samples: [["A-1", "3.4.2026", "1.250,50 €"]] },
      ...{ ...given.place, formatting: { header: { bold: true } } },
    },
  });
export type CreateTemplateRequest = z.infer<typeof CreateTemplateRequest>;
/** What a client may send: fields with a default are optional. */
export type CreateTemplateInput = z.input<typeof CreateTemplateRequest>;

/** Makes a new version; fields that are left off stay. With a `baseVersion`, only of that one. */
export const UpdateTemplateRequest = z
  .object({ ...z.object(fields).partial().shape, baseVersion: z.int().min(1).optional() })
  .refine((body) => Object.keys(body).some((key) => key !== "baseVersion"), "Name at least one field")
  .meta({ id: "UpdateTemplateRequest", example: { baseVersion: 1, formatting: { banding: "green" } } });
export type UpdateTemplateRequest = z.infer<typeof UpdateTemplateRequest>;
