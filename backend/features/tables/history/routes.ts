import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Id } from "../../../contract/paging.ts";
import { RestoreTableRequest } from "../../../contract/table-edits.ts";
import { DiffQuery, TableDiff, TableVersionPage, VersionsQuery } from "../../../contract/table-history.ts";
import { Table } from "../../../contract/tables.ts";
import type { Deps } from "../../../platform/deps.ts";
import { once } from "../../../platform/idempotency.ts";
import { bearer, jsonAnswer, problemAnswers } from "../../../platform/openapi.ts";
import { createRouter, userOf } from "../../../platform/router.ts";
import { restoreTable } from "../service.ts";
import { restoreVersion } from "./restore.ts";
import * as service from "./service.ts";

const tags = ["tables"];

export function historyRoutes(deps: Deps) {
  const app = createRouter();

  app.openapi(versionsRoute, async (context) => {
    const { id } = context.req.valid("param");
    const query = context.req.valid("query");
    return context.json(await service.listVersions(deps, userOf(context), id, query), 200);
  });
  app.openapi(diffRoute, async (context) => {
    const { id } = context.req.valid("param");
    return context.json(await service.diffTable(deps, userOf(context), id, context.req.valid("query")), 200);
  });
  app.openapi(restoreRoute, async (context) => {
    const { id } = context.req.valid("param");
    const { version, baseVersion } = context.req.valid("json");
    const table = await once(deps, context, (sql) =>
      version === undefined
        ? restoreTable({ ...deps, sql }, userOf(context), id)
        : restoreVersion({ ...deps, sql }, userOf(context), id, { version, baseVersion }),
    );
    return context.json(table, 200);
  });
  return app;
}

const params = z.object({ id: Id });

const versionsRoute = createRoute({
  method: "get",
  path: "/{id}/versions",
  tags,
  summary: "A table's versions, newest first",
  description: "Each with who made it and how: a turn's engine, model and prompt, a person's operations.",
  security: bearer,
  request: { params, query: VersionsQuery },
  responses: {
    200: jsonAnswer("A page of versions", TableVersionPage),
    ...problemAnswers("unauthenticated", "not-found", "invalid-request", "invalid-cursor"),
  },
});

const diffRoute = createRoute({
  method: "get",
  path: "/{id}/diff",
  tags,
  summary: "What differs between two versions",
  description:
    "By row and by cell. A row is the same by its id, or, with `key`, by what stands in that column. A page may hold " +
    "fewer rows than `limit`; the last one has no `nextCursor`.",
  security: bearer,
  request: { params, query: DiffQuery },
  responses: {
    200: jsonAnswer("A page of what differs", TableDiff),
    ...problemAnswers("unauthenticated", "not-found", "invalid-request", "invalid-cursor"),
  },
});

const restoreRoute = createRoute({
  method: "post",
  path: "/{id}/restore",
  tags,
  summary: "Undelete a table, or bring an earlier version back",
  description:
    "The version that is brought back becomes the next one: what came in between stays in the history.",
  security: bearer,
  request: { params, body: { content: { "application/json": { schema: RestoreTableRequest } } } },
  responses: {
    200: jsonAnswer("The table", Table),
    ...problemAnswers("unauthenticated", "not-found", "conflict", "turn-running", "invalid-request"),
  },
});
