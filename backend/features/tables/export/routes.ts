import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Id } from "../../../contract/paging.ts";
import { ExportedTable } from "../../../contract/table-history.ts";
import { ExportQuery } from "../../../contract/tables.ts";
import type { Deps } from "../../../platform/deps.ts";
import { bearer, jsonAnswer, problemAnswers } from "../../../platform/openapi.ts";
import { createRouter, userOf } from "../../../platform/router.ts";
import { exportTable } from "./service.ts";

/** Mounted behind the tables' own sign-in. */
export function exportRoutes(deps: Deps) {
  const app = createRouter();
  app.openapi(exportRoute, async (context) => {
    const { id } = context.req.valid("param");
    const { headers, body } = await exportTable(deps, userOf(context), id, context.req.valid("query"));
    return new Response(body, { headers });
  });
  return app;
}

const text = { schema: z.string() };

const exportRoute = createRoute({
  method: "get",
  path: "/{id}/export",
  tags: ["tables"],
  summary: "A table's version as a file",
  description:
    "It comes as it is read. CSV: RFC 4180 in UTF-8 with a byte order mark; text that a spreadsheet would run as a " +
    "formula has an apostrophe before it, unless `formulas=keep`. XLSX: typed values with number formats; a datetime " +
    "without its offset, a text of more than 32,767 characters cut. In both an amount's currency has a column of its " +
    "own, and what the source does not hold is blank. JSON and NDJSON: each row by its columns' names, and its cells " +
    "with their quotes and spans.",
  security: bearer,
  request: { params: z.object({ id: Id }), query: ExportQuery },
  responses: {
    200: {
      description: "The file",
      content: {
        "text/csv": text,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": text,
        ...jsonAnswer("", ExportedTable).content,
        "application/x-ndjson": text,
      },
    },
    ...problemAnswers("unauthenticated", "not-found", "invalid-request"),
  },
});
