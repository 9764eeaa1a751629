import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Id } from "../../contract/paging.ts";
import {
  CreateTemplateRequest,
  Template,
  TemplatePage,
  TemplatesQuery,
  UpdateTemplateRequest,
} from "../../contract/templates.ts";
import type { Deps } from "../../platform/deps.ts";
import { once } from "../../platform/idempotency.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../platform/openapi.ts";
import { createRouter, userOf } from "../../platform/router.ts";
import { authenticate } from "../auth/authenticate.ts";
import * as service from "./service.ts";

const tags = ["templates"];

export function templateRoutes(deps: Deps) {
  const app = createRouter();
  app.use(authenticate(deps));

  app.openapi(listRoute, async (context) =>
    context.json(await service.listTemplates(deps, userOf(context), context.req.valid("query")), 200),
  );
  app.openapi(createTemplateRoute, async (context) => {
    const body = context.req.valid("json");
    const template = await once(deps, context, (sql) =>
      service.createTemplate({ ...deps, sql }, userOf(context), body),
    );
    return context.json(template, 201);
  });
  app.openapi(readRoute, async (context) => {
    const { id } = context.req.valid("param");
    const { version = null } = context.req.valid("query");
    return context.json(await service.readTemplate(deps, userOf(context).id, id, version), 200);
  });
  app.openapi(changeRoute, async (context) => {
    const { id } = context.req.valid("param");
    const body = context.req.valid("json");
    const template = await once(deps, context, (sql) =>
      service.changeTemplate({ ...deps, sql }, userOf(context), id, body),
    );
    return context.json(template, 200);
  });
  app.openapi(deleteRoute, async (context) => {
    const { id } = context.req.valid("param");
    await once(deps, context, (sql) => service.deleteTemplate({ ...deps, sql }, userOf(context), id));
    return context.body(null, 204);
  });
  return app;
}

const params = z.object({ id: Id });

const listRoute = createRoute({
  method: "get",
  path: "/",
  tags,
  summary: "List the templates, newest first",
  description: "`q` searches their names.",
  security: bearer,
  request: { query: TemplatesQuery },
  responses: {
    200: jsonAnswer("A page of templates", TemplatePage),
    ...problemAnswers("unauthenticated", "invalid-request", "invalid-cursor"),
  },
});

const createTemplateRoute = createRoute({
  method: "post",
  path: "/",
  tags,
  summary: "Save a set of columns",
  description: "From columns, or from a sheet's headers and some of its rows, in which the types are found.",
  security: bearer,
  request: { body: jsonBody(CreateTemplateRequest) },
  responses: {
    201: jsonAnswer("The template", Template),
    ...problemAnswers("unauthenticated", "invalid-request"),
  },
});

const readRoute = createRoute({
  method: "get",
  path: "/{id}",
  tags,
  summary: "A template, as it stands or as a version had it",
  security: bearer,
  request: { params, query: z.object({ version: z.coerce.number().int().min(1).optional() }) },
  responses: {
    200: jsonAnswer("The template", Template),
    ...problemAnswers("unauthenticated", "not-found", "invalid-request"),
  },
});

const changeRoute = createRoute({
  method: "patch",
  path: "/{id}",
  tags,
  summary: "Change a template: its next version",
  description:
    "Fields that are left off stay. Tables that were made with an earlier version keep naming that one.",
  security: bearer,
  request: { params, body: jsonBody(UpdateTemplateRequest) },
  responses: {
    200: jsonAnswer("The template", Template),
    ...problemAnswers("unauthenticated", "not-found", "conflict", "invalid-request"),
  },
});

const deleteRoute = createRoute({
  method: "delete",
  path: "/{id}",
  tags,
  summary: "Delete a template",
  description: "Tables that were made with it stay.",
  security: bearer,
  request: { params },
  responses: { 204: { description: "Deleted" }, ...problemAnswers("unauthenticated", "not-found") },
});
