import * as z from "zod";
import { Cost, Usage } from "./chat.ts";
import * as given from "./examples.ts";
import { Time } from "./paging.ts";

const Day = z.iso.date();

/** `from` and `to` are days, both included; without them the last 30, today included. */
export const UsageQuery = z.object({ from: Day.optional(), to: Day.optional() });
export type UsageQuery = z.infer<typeof UsageQuery>;

/** What one model took on one day (UTC). `cost` is null where a price was not known. */
export const UsageOfDay = Usage.extend({
  day: Day,
  engine: z.string(),
  model: z.string().nullable(),
  answers: z.int(),
  cost: Cost.nullable(),
});
export type UsageOfDay = z.infer<typeof UsageOfDay>;

/** What today has taken, running answers' reservations included, and what it may take. */
const Cap = z.object({ used: z.number(), limit: z.number() });

/** `days`: newest first. `caps.money`: null while the model has no price. */
export const UsageReport = z
  .object({
    days: z.array(UsageOfDay),
    caps: z.object({
      tokens: Cap,
      money: Cap.extend({ currency: z.string() }).nullable(),
      /** When both begin anew. */
      resetsAt: Time,
    }),
  })
  .meta({
    id: "UsageReport",
    example: {
      days: [
        {
          ...given.usage,
          day: "2026-03-02",
          engine: "openai",
          model: given.model,
          answers: 1,
          cost: given.cost,
        },
      ],
      caps: {
        tokens: { used: 508, limit: 2_000_000 },
        money: { used: given.cost.amount, limit: 5, currency: given.cost.currency },
        resetsAt: "2026-03-03T00:00:00.000Z",
      },
    },
  });
export type UsageReport = z.infer<typeof UsageReport>;
