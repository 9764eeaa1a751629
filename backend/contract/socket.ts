import * as z from "zod";
import { SendMessageRequest } from "./chat.ts";
import { TurnEvent } from "./events.ts";
import { Id } from "./paging.ts";
import { Problem } from "./problem.ts";

/** What the client names a request by; whatever answers it carries it. */
const Ref = z.string().max(64).optional();

/** What a client sends over `GET /chat/ws`, as JSON. `auth` comes first; a personal API key does too. */
export const SocketRequest = z.discriminatedUnion("type", [
  z.object({ type: z.literal("auth"), accessToken: z.string().min(1).max(8_192) }),
  z.object({
    type: z.literal("turn"),
    ref: Ref,
    conversationId: Id,
    message: SendMessageRequest,
    idempotencyKey: z.string().optional(),
  }),
  z.object({ type: z.literal("follow"), ref: Ref, messageId: Id, after: z.int().min(0).default(0) }),
  z.object({ type: z.literal("stop"), ref: Ref, messageId: Id }),
]);
export type SocketRequest = z.infer<typeof SocketRequest>;

/**
 * What it is told. `event`: as over SSE. `cut-off`: the events of a turn end here without its terminal one; `follow`
 * after `after` resumes them. `stopped`: the turn has ended.
 */
export const SocketMessage = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("ready") }),
    z.object({ type: z.literal("event"), ref: Ref, messageId: Id, seq: z.int(), event: TurnEvent }),
    z.object({ type: z.literal("cut-off"), ref: Ref, messageId: Id, after: z.int() }),
    z.object({ type: z.literal("stopped"), ref: Ref, messageId: Id }),
    z.object({ type: z.literal("problem"), ref: Ref, problem: Problem }),
  ])
  .meta({ id: "SocketMessage" });
export type SocketMessage = z.infer<typeof SocketMessage>;

/** Why the server closes: the first message was no sign-in or came too late, or the session has ended. */
export const CLOSED_SIGNED_OUT = 4401;
/** The reader was too slow, or follows too much at once. */
export const CLOSED_OVERLOADED = 1013;
