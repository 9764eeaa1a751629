import type * as z from "zod";
import { Problem, type ProblemCode, problems } from "../contract/problem.ts";

/** `security: bearer` on every route behind `authenticate`. */
export const bearer: Record<string, string[]>[] = [{ bearer: [] }];

/** A required JSON body. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { "application/json": { schema } } } as const;
}

export function jsonAnswer<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { "application/json": { schema } } } as const;
}

/**
 * The problems that a route may answer with, one entry a status. Handlers throw them, so the type leaves
 * them out of what a handler returns.
 */
export function problemAnswers(...codes: ProblemCode[]): Record<never, never> {
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `\`${code}\`: ${problems[code].title}`).join("; "),
        content: { "application/problem+json": { schema: Problem } },
      },
    ]),
  );
}
