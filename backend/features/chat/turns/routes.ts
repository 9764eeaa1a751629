import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { Message, SendChatMessageRequest, SendMessageRequest, TurnResult } from "../../../contract/chat.ts";
import { turnEvents } from "../../../contract/examples.ts";
import { Id } from "../../../contract/paging.ts";
import type { Deps } from "../../../platform/deps.ts";
import { keyedRequest } from "../../../platform/idempotency.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../../platform/openapi.ts";
import { toProblem } from "../../../platform/problem.ts";
import { explain } from "../../../platform/problem-response.ts";
import { type AppEnv, createRouter, userOf } from "../../../platform/router.ts";
import { formatEvent, type ServerSentEvent, sseResponse } from "../../../platform/sse.ts";
import { readMessage } from "../messages/service.ts";
import { type Asked, admit } from "./admission.ts";
import type { Place } from "./follow.ts";
import type { Openings } from "./openings.ts";
import type { WrittenEvent } from "./reader.ts";
import { readTurnResult } from "./result.ts";
import type { Runner } from "./runner.ts";

const tags = ["chat"];

export function turnRoutes(deps: Deps, runner: Runner, openings: Openings) {
  const app = createRouter();

  app.openapi(sendRoute, (context) =>
    answer(context, {
      conversationId: context.req.valid("param").id,
      body: context.req.valid("json"),
      opening: openings.of(context),
    }),
  );

  app.openapi(sendAnywhereRoute, (context) => {
    const { conversationId = null, spreadsheetId, ...body } = context.req.valid("json");
    return answer(context, { conversationId, spreadsheetId, body });
  });

  app.openapi(eventsRoute, async (context) => {
    const user = userOf(context);
    const { id } = context.req.valid("param");
    await readMessage(deps, user, id);
    const after = context.req.valid("query").after ?? context.req.valid("header")["last-event-id"] ?? 0;
    return stream({ userId: user.id, messageId: id, after }, context.var.requestId);
  });

  app.openapi(stopRoute, async (context) => {
    const user = userOf(context);
    const { id } = context.req.valid("param");
    await readMessage(deps, user, id);
    await runner.stop({ userId: user.id, messageId: id });
    return context.json(await readMessage(deps, user, id), 200);
  });

  async function answer(
    context: Context<AppEnv>,
    sent: Pick<Asked, "conversationId" | "spreadsheetId" | "body" | "opening">,
  ) {
    const user = userOf(context);
    const { requestId } = context.var;
    const admission = await admit(deps, { ...sent, user, requestId, keyed: await keyedRequest(context) });
    if ("turn" in admission) runner.start(admission.turn);
    const { messageId } = "turn" in admission ? admission.turn : admission;
    const place = { userId: user.id, messageId, after: 0 };
    if (context.req.header("accept")?.includes("text/event-stream")) {
      return stream(place, requestId);
    }
    for await (const _ of runner.follow(place, context.req.raw.signal));
    return context.json(await readTurnResult(deps, user, messageId), 200);
  }

  function stream(place: Place, requestId: string) {
    return sseResponse((signal) => toServerSent(runner.follow(place, signal)), {
      heartbeatMs: deps.config.limits.heartbeatMs,
      onFault(error) {
        deps.log.error({ err: error, requestId }, "a turn's events could not be read");
        const problem = toProblem(explain(error).code, requestId);
        return { event: "turn-error", data: { type: "turn-error", problem, kept: true, retryable: true } };
      },
    });
  }
  return app;
}

async function* toServerSent(batches: AsyncIterable<WrittenEvent[]>): AsyncGenerator<ServerSentEvent[]> {
  for await (const events of batches) {
    yield events.map(({ seq, event, json }) => ({ id: seq, event: event.type, json }));
  }
}

const params = z.object({ id: Id });
const Seq = z.coerce
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const told = turnEvents
  .map((event, at) => formatEvent({ id: at + 1, event: event.type, data: event }))
  .join("");
const eventStream = {
  description: "Events: `id` is the number to resume after, `event` the type, `data` a TurnEvent as JSON",
  content: { "text/event-stream": { schema: z.string(), example: told } },
};

const idempotencyKey = z.object({ "idempotency-key": z.string().optional() });
const sending = {
  method: "post" as const,
  tags,
  security: bearer,
  responses: {
    200: {
      description: "The answer",
      content: { ...jsonAnswer("", TurnResult).content, ...eventStream.content },
    },
    ...problemAnswers(
      ...(["unauthenticated", "not-found", "invalid-request", "empty-message", "binary-source"] as const),
      ...([
        "source-too-large",
        "unsupported-columns",
        "turn-running",
        "idempotency-mismatch",
        "model-not-connected",
      ] as const),
      ...(["rate-limited", "cap-reached"] as const),
      ...([
        "model-key-invalid",
        "model-unavailable",
        "model-timeout",
        "turn-interrupted",
        "internal",
      ] as const),
    ),
  },
};

const sendRoute = createRoute({
  ...sending,
  path: "/conversations/{id}/messages",
  summary: "Send a message and have it answered",
  description:
    "With `Accept: text/event-stream` the answer comes as events, else as a whole. An `Idempotency-Key` that was " +
    "used for the same message before gives the same answer. The answer goes on for a while when its reader has " +
    "gone: `GET /chat/messages/{id}/events` resumes it.",
  request: { params, headers: idempotencyKey, body: jsonBody(SendMessageRequest) },
});

/** Its address is the same for every message: a browser asks once whether it may send there. */
const sendAnywhereRoute = createRoute({
  ...sending,
  path: "/messages",
  summary: "Send a message, to a new conversation too, and have it answered",
  description:
    "As `POST /chat/conversations/{id}/messages`, which `conversationId` stands for here. Without one the message " +
    "begins a conversation: the first event and the answer name it. A refused message begins none, and an " +
    "`Idempotency-Key` that is sent again finds the one that it began.",
  request: { headers: idempotencyKey, body: jsonBody(SendChatMessageRequest) },
});

const eventsRoute = createRoute({
  method: "get",
  path: "/messages/{id}/events",
  tags,
  summary: "Follow an answer",
  description:
    "From the event after `after` (or `Last-Event-ID`) to the terminal one, `turn-end` or `turn-error`.",
  security: bearer,
  request: {
    params,
    query: z.object({ after: Seq.optional() }),
    headers: z.object({ "last-event-id": Seq.optional() }),
  },
  responses: { 200: eventStream, ...problemAnswers("unauthenticated", "not-found", "invalid-request") },
});

const stopRoute = createRoute({
  method: "post",
  path: "/messages/{id}/stop",
  tags,
  summary: "Stop an answer that is being written",
  description: "What came is kept. An answer that has ended stays as it is.",
  security: bearer,
  request: { params },
  responses: { 200: jsonAnswer("The answer", Message), ...problemAnswers("unauthenticated", "not-found") },
});
