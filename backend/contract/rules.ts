import * as z from "zod";

const ColumnName = z.string().trim().min(1).max(200);
const Tolerance = z.number().min(0).max(1_000_000_000).optional();

/**
 * What must hold between the cells of one row, by the names of its columns. `sum`: the parts add up to the total.
 * `product`: the factors multiply to it. Without a `tolerance`, half a cent for each part, or half a unit of what
 * the total is written to. A row that lacks one of the cells is not judged.
 */
export const RowRule = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("sum"),
      parts: z.array(ColumnName).min(1).max(50),
      total: ColumnName,
      tolerance: Tolerance,
    }),
    z.object({
      kind: z.literal("product"),
      factors: z.array(ColumnName).min(2).max(10),
      product: ColumnName,
      tolerance: Tolerance,
    }),
  ])
  .meta({ id: "RowRule", example: { kind: "sum", parts: ["Net", "VAT"], total: "Total", tolerance: 0.01 } });
export type RowRule = z.infer<typeof RowRule>;

/** The rules of one request or template. */
export const RowRules = z.array(RowRule).max(50);
