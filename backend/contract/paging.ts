import * as z from "zod";
import { cursor } from "./examples.ts";

/** `limit` and an opaque `cursor`, as every list takes them. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: z.string().max(500).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** The answer of every list: one page and where the next begins, or null. Its example shows that of the item. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z
    .object({ items: z.array(item), nextCursor: z.string().nullable() })
    .meta({ example: { items: [item.meta()?.example], nextCursor: cursor } });
}
export type Page<T> = { items: T[]; nextCursor: string | null };

/** UUIDv7. */
export const Id = z.uuid();
/** ISO 8601 UTC. */
export const Time = z.iso.datetime();
