import type * as z from "zod";
import { ProblemError } from "./problem.ts";

/** A place in a list, as its sort keys, in a form that clients hand back as it is. */
export function encodeCursor(keys: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString("base64url");
}

/** The sort keys in a cursor, checked by `schema` (a tuple). Throws `invalid-cursor`. */
export function decodeCursor<Schema extends z.ZodType>(cursor: string, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new ProblemError("invalid-cursor", { cause });
  }
}
