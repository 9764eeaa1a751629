import * as z from "zod";
import { model } from "./examples.ts";

/** What a sidebar asks first: is this a Rowsmith server, and one that it can work with? */
export const Meta = z
  .object({
    product: z.literal("rowsmith"),
    version: z.string(),
    oldestSidebar: z.string(),
    engine: z.enum(["openai", "offline"]),
    model: z.string().nullable(),
    /** The host that messages are sent on to, or null when they stay on this server. */
    modelHost: z.string().nullable(),
    limits: z.object({
      maxSourceBytes: z.int(),
      maxMessageCharacters: z.int(),
      maxColumns: z.int(),
      maxRangeCells: z.int(),
    }),
    signIn: z.array(z.enum(["google", "password"])),
    signUp: z.enum(["open", "closed", "listed"]),
    adminContact: z.string().nullable(),
    /** Days until what was deleted is erased. */
    eraseAfterDays: z.int(),
    playground: z.boolean(),
  })
  .meta({
    id: "Meta",
    example: {
      ...{ product: "rowsmith", version: "0.1.0", oldestSidebar: "0.1.0" },
      ...{ engine: "openai", model, modelHost: "api.openai.com" },
      limits: {
        ...{ maxSourceBytes: 5_242_880, maxMessageCharacters: 100_000 },
        ...{ maxColumns: 200, maxRangeCells: 20_000 },
      },
      ...{ signIn: ["google", "password"], signUp: "listed", adminContact: "it@example.org" },
      ...{ eraseAfterDays: 30, playground: false },
    },
  });
export type Meta = z.infer<typeof Meta>;
