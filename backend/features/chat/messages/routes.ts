import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { MessagePage, SourceText } from "../../../contract/chat.ts";
import { Id, PageQuery } from "../../../contract/paging.ts";
import type { Deps } from "../../../platform/deps.ts";
import { bearer, jsonAnswer, problemAnswers } from "../../../platform/openapi.ts";
import { createRouter, userOf } from "../../../platform/router.ts";
import * as service from "./service.ts";

const tags = ["chat"];

export function messageRoutes(deps: Deps) {
  const app = createRouter();

  app.openapi(listRoute, async (context) => {
    const { id } = context.req.valid("param");
    return context.json(
      await service.listMessages(deps, userOf(context), id, context.req.valid("query")),
      200,
    );
  });
  app.openapi(sourceRoute, async (context) => {
    const { id } = context.req.valid("param");
    return context.json(await service.readSourceText(deps, userOf(context), id), 200);
  });
  return app;
}

const params = z.object({ id: Id });

const listRoute = createRoute({
  method: "get",
  path: "/conversations/{id}/messages",
  tags,
  summary: "A conversation's messages",
  description: "Oldest first within a page; the cursor walks towards older ones.",
  security: bearer,
  request: { params, query: PageQuery },
  responses: {
    200: jsonAnswer("A page of messages", MessagePage),
    ...problemAnswers("unauthenticated", "not-found", "invalid-request", "invalid-cursor"),
  },
});

const sourceRoute = createRoute({
  method: "get",
  path: "/messages/{id}/source",
  tags,
  summary: "The text that rows were taken from",
  description: "Of a person's message its own source, of an answer the one that it read.",
  security: bearer,
  request: { params },
  responses: { 200: jsonAnswer("The source", SourceText), ...problemAnswers("unauthenticated", "not-found") },
});
