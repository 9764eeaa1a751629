import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Id } from "../../../contract/paging.ts";
import { RedoRequest, RedoResult } from "../../../contract/table-edits.ts";
import type { Deps } from "../../../platform/deps.ts";
import { keyedRequest, onceAtLength } from "../../../platform/idempotency.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../../platform/openapi.ts";
import { createRouter, userOf } from "../../../platform/router.ts";
import { authenticate } from "../../auth/authenticate.ts";
import { redoRows } from "./service.ts";

/** A route of the tables that asks the model, which they do not know: it stands before theirs. */
export function redoRoutes(deps: Deps) {
  const app = createRouter();
  app.use("/:id/redo", authenticate(deps));
  app.openapi(redoRoute, async (context) => {
    const { id } = context.req.valid("param");
    const body = context.req.valid("json");
    const { signal } = context.req.raw;
    const redo = () => redoRows(deps, userOf(context), id, body, signal);
    return context.json(await onceAtLength(deps, await keyedRequest(context), redo), 200);
  });
  return app;
}

const redoRoute = createRoute({
  method: "post",
  path: "/{id}/redo",
  tags: ["tables"],
  summary: "Read rows or cells in their source once more",
  description:
    "Has the model look them up again. What then stands in the source and says something else makes a new version; a " +
    "value that stood nowhere becomes empty where the source is silent. Rows of which nothing was found are named.",
  security: bearer,
  request: { params: z.object({ id: Id }), body: jsonBody(RedoRequest) },
  responses: {
    200: jsonAnswer("The table, and which rows changed", RedoResult),
    ...problemAnswers(
      ...(["unauthenticated", "not-found", "invalid-request", "no-source"] as const),
      ...(["conflict", "turn-running", "model-not-connected", "request-in-flight"] as const),
      ...(["rate-limited", "cap-reached"] as const),
      ...(["model-key-invalid", "model-unavailable", "model-timeout", "internal"] as const),
    ),
  },
});
