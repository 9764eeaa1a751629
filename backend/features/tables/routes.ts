import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Id } from "../../contract/paging.ts";
import { UpdateTableRequest } from "../../contract/table-edits.ts";
import { RowsQuery, Table, TablePage, TableRowPage, TablesQuery } from "../../contract/tables.ts";
import type { Deps } from "../../platform/deps.ts";
import { once } from "../../platform/idempotency.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../platform/openapi.ts";
import { createRouter, userOf } from "../../platform/router.ts";
import { authenticate } from "../auth/authenticate.ts";
import { updateTable } from "./edits/service.ts";
import { exportRoutes } from "./export/routes.ts";
import { historyRoutes } from "./history/routes.ts";
import * as service from "./service.ts";

const tags = ["tables"];

export function tableRoutes(deps: Deps) {
  const app = createRouter();
  app.use(authenticate(deps));

  app.openapi(listRoute, async (context) =>
    context.json(await service.listTables(deps, userOf(context), context.req.valid("query")), 200),
  );
  app.openapi(readRoute, async (context) =>
    context.json(await service.readTable(deps, userOf(context), context.req.valid("param").id), 200),
  );
  app.openapi(deleteRoute, async (context) => {
    const { id } = context.req.valid("param");
    await once(deps, context, (sql) => service.deleteTable({ ...deps, sql }, userOf(context), id));
    return context.body(null, 204);
  });
  app.openapi(updateRoute, async (context) => {
    const { id } = context.req.valid("param");
    const body = context.req.valid("json");
    const table = await once(deps, context, (sql) =>
      updateTable({ ...deps, sql }, userOf(context), id, body),
    );
    return context.json(table, 200);
  });
  app.openapi(rowsRoute, async (context) => {
    const { id } = context.req.valid("param");
    return context.json(await service.listRows(deps, userOf(context), id, context.req.valid("query")), 200);
  });
  app.route("/", historyRoutes(deps));
  app.route("/", exportRoutes(deps));
  return app;
}

const params = z.object({ id: Id });

const listRoute = createRoute({
  method: "get",
  path: "/",
  tags,
  summary: "List the tables, newest first",
  security: bearer,
  request: { query: TablesQuery },
  responses: {
    200: jsonAnswer("A page of tables", TablePage),
    ...problemAnswers("unauthenticated", "invalid-request", "invalid-cursor"),
  },
});

const readRoute = createRoute({
  method: "get",
  path: "/{id}",
  tags,
  summary: "A table's columns, version and ledger",
  security: bearer,
  request: { params },
  responses: { 200: jsonAnswer("The table", Table), ...problemAnswers("unauthenticated", "not-found") },
});

const updateRoute = createRoute({
  method: "patch",
  path: "/{id}",
  tags,
  summary: "Change a table's title, columns and cells",
  description:
    "All operations together make one new version, or none where they change nothing. A fixed cell keeps what the " +
    "text said and where. Retyping reads that anew, without a model.",
  security: bearer,
  request: { params, body: jsonBody(UpdateTableRequest) },
  responses: {
    200: jsonAnswer("The table", Table),
    ...problemAnswers("unauthenticated", "not-found", "conflict", "turn-running", "invalid-request"),
  },
});

const deleteRoute = createRoute({
  method: "delete",
  path: "/{id}",
  tags,
  summary: "Delete a table",
  description: "It can be restored until it is erased.",
  security: bearer,
  request: { params },
  responses: { 204: { description: "Deleted" }, ...problemAnswers("unauthenticated", "not-found") },
});

const rowsRoute = createRoute({
  method: "get",
  path: "/{id}/rows",
  tags,
  summary: "The rows of a table's version, in order",
  security: bearer,
  request: { params, query: RowsQuery },
  responses: {
    200: jsonAnswer("A page of rows", TableRowPage),
    ...problemAnswers("unauthenticated", "not-found", "invalid-request", "invalid-cursor"),
  },
});
