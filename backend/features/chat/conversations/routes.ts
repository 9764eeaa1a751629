import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  Conversation,
  ConversationPage,
  ConversationsQuery,
  CreateConversationRequest,
  UpdateConversationRequest,
} from "../../../contract/chat.ts";
import { Id } from "../../../contract/paging.ts";
import type { Deps } from "../../../platform/deps.ts";
import { once } from "../../../platform/idempotency.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../../platform/openapi.ts";
import { createRouter, userOf } from "../../../platform/router.ts";
import type { Runner } from "../turns/runner.ts";
import * as service from "./service.ts";

const tags = ["chat"];

export function conversationRoutes(deps: Deps, runner: Runner) {
  const app = createRouter();

  app.openapi(createConversationRoute, async (context) => {
    const body = context.req.valid("json");
    const conversation = await once(deps, context, (sql) =>
      service.createConversation({ ...deps, sql }, userOf(context), body),
    );
    return context.json(conversation, 201);
  });
  app.openapi(listRoute, async (context) =>
    context.json(await service.listConversations(deps, userOf(context), context.req.valid("query")), 200),
  );
  app.openapi(readRoute, async (context) => {
    const { id } = context.req.valid("param");
    return context.json(await service.readConversation(deps, userOf(context), id), 200);
  });
  app.openapi(changeRoute, async (context) => {
    const { id } = context.req.valid("param");
    const body = context.req.valid("json");
    const conversation = await once(deps, context, (sql) =>
      service.changeConversation({ ...deps, sql }, userOf(context), id, body),
    );
    return context.json(conversation, 200);
  });
  app.openapi(deleteRoute, async (context) => {
    const { id } = context.req.valid("param");
    await once(deps, context, (sql) => service.deleteConversation({ ...deps, sql }, userOf(context), id));
    runner.stopConversation(id);
    return context.body(null, 204);
  });
  app.openapi(restoreRoute, async (context) => {
    const { id } = context.req.valid("param");
    const conversation = await once(deps, context, (sql) =>
      service.restoreConversation({ ...deps, sql }, userOf(context), id),
    );
    return context.json(conversation, 200);
  });
  return app;
}

const params = z.object({ id: Id });

const createConversationRoute = createRoute({
  method: "post",
  path: "/conversations",
  tags,
  summary: "Begin a conversation",
  description: "Without a title it gets one from its first message.",
  security: bearer,
  request: { body: jsonBody(CreateConversationRequest) },
  responses: {
    201: jsonAnswer("The conversation", Conversation),
    ...problemAnswers("unauthenticated", "invalid-request"),
  },
});

const listRoute = createRoute({
  method: "get",
  path: "/conversations",
  tags,
  summary: "List the conversations, newest change first",
  security: bearer,
  request: { query: ConversationsQuery },
  responses: {
    200: jsonAnswer("A page of conversations", ConversationPage),
    ...problemAnswers("unauthenticated", "invalid-request", "invalid-cursor"),
  },
});

const readRoute = createRoute({
  method: "get",
  path: "/conversations/{id}",
  tags,
  summary: "A conversation",
  security: bearer,
  request: { params },
  responses: {
    200: jsonAnswer("The conversation", Conversation),
    ...problemAnswers("unauthenticated", "not-found"),
  },
});

const changeRoute = createRoute({
  method: "patch",
  path: "/conversations/{id}",
  tags,
  summary: "Rename or describe a conversation",
  security: bearer,
  request: { params, body: jsonBody(UpdateConversationRequest) },
  responses: {
    200: jsonAnswer("The conversation", Conversation),
    ...problemAnswers("unauthenticated", "not-found", "invalid-request"),
  },
});

const deleteRoute = createRoute({
  method: "delete",
  path: "/conversations/{id}",
  tags,
  summary: "Delete a conversation",
  description: "An answer that is being written in it stops. It can be restored until it is erased.",
  security: bearer,
  request: { params },
  responses: { 204: { description: "Deleted" }, ...problemAnswers("unauthenticated", "not-found") },
});

const restoreRoute = createRoute({
  method: "post",
  path: "/conversations/{id}/restore",
  tags,
  summary: "Undelete a conversation",
  security: bearer,
  request: { params },
  responses: {
    200: jsonAnswer("The conversation", Conversation),
    ...problemAnswers("unauthenticated", "not-found"),
  },
});
