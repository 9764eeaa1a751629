import * as z from "zod";
import { Cell, Column, Gap, Span } from "./cells.ts";
import { Cost, FinishReason, Usage } from "./chat.ts";
import { Id } from "./paging.ts";
import { Problem } from "./problem.ts";
import { RowRule } from "./rules.ts";

/**
 * What a turn tells its readers, in order; each carries its sequence number as the SSE `id:`, from 1. A
 * terminal event (`turn-end`, `turn-error`) ends every turn: a stream without one has failed. Clients
 * ignore events and fields that they do not know.
 */
export const TurnEvent = z
  .discriminatedUnion("type", [
    z.object({
      type: z.literal("turn-start"),
      messageId: Id,
      conversationId: Id,
      engine: z.string(),
      model: z.string().nullable(),
    }),
    z.object({ type: z.literal("text-delta"), text: z.string() }),
    z.object({
      type: z.literal("table-start"),
      tableId: Id,
      title: z.string(),
      columns: z.array(Column),
      expectedRows: z.int().optional(),
      /** The version that this turn makes; above 1 when it changes an earlier table. */
      version: z.int(),
    }),
    z.object({ type: z.literal("row-add"), tableId: Id, index: z.int(), cells: z.array(Cell) }),
    z.object({
      type: z.literal("row-replace"),
      tableId: Id,
      index: z.int(),
      cells: z.array(Cell),
      reason: z.string(),
    }),
    z.object({
      type: z.literal("table-end"),
      tableId: Id,
      got: z.int(),
      expected: z.int().nullable(),
      gaps: z.array(Gap),
      flagged: z.int(),
      /** As the table's ledger has them. */
      unread: z.array(Span).optional(),
      rules: z.array(RowRule).optional(),
      /** Rules that the columns look made for, applied once a request names them. */
      offeredRules: z.array(RowRule).optional(),
    }),
    z.object({
      type: z.literal("turn-end"),
      usage: Usage,
      cost: Cost.nullable(),
      durationMs: z.int(),
      finishReason: FinishReason,
      /** The rows are those of an earlier, equal request: the model was not asked. */
      reused: z.boolean().optional(),
    }),
    z.object({ type: z.literal("turn-error"), problem: Problem, kept: z.boolean(), retryable: z.boolean() }),
  ])
  .meta({ id: "TurnEvent" });
export type TurnEvent = z.infer<typeof TurnEvent>;

/** An event with its place in the turn. */
export type NumberedEvent = { seq: number; event: TurnEvent };

export function isTerminal(event: TurnEvent): boolean {
  return event.type === "turn-end" || event.type === "turn-error";
}
