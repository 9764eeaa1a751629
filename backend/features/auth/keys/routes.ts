import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { ApiKeyPage, CreateApiKeyRequest, CreatedApiKey } from "../../../contract/auth.ts";
import { Id, PageQuery } from "../../../contract/paging.ts";
import type { Deps } from "../../../platform/deps.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../../platform/openapi.ts";
import { createRouter, userOf } from "../../../platform/router.ts";
import { authenticate, requireSession } from "../authenticate.ts";
import { createKey, deleteKey, readKeys } from "./service.ts";

const tags = ["auth"];

/** A key cannot make, read or revoke keys: whoever finds one does not stay. */
export function keyRoutes(deps: Deps) {
  const app = createRouter();
  app.use(authenticate(deps), requireSession);

  app.openapi(createKeyRoute, async (context) =>
    context.json(await createKey(deps, userOf(context).id, context.req.valid("json")), 201),
  );
  app.openapi(listRoute, async (context) =>
    context.json(await readKeys(deps, userOf(context).id, context.req.valid("query")), 200),
  );
  app.openapi(revokeRoute, async (context) => {
    await deleteKey(deps, userOf(context).id, context.req.valid("param").id);
    return context.body(null, 204);
  });
  return app;
}

const createKeyRoute = createRoute({
  method: "post",
  path: "/",
  tags,
  summary: "Make a personal API key",
  description:
    "It is told this once, stands for you until it is revoked, and goes where an access token does: " +
    "`Authorization: Bearer rowsmith_…`. It cannot change the account or its keys.",
  security: bearer,
  request: { body: jsonBody(CreateApiKeyRequest) },
  responses: {
    201: jsonAnswer("The key", CreatedApiKey),
    ...problemAnswers("unauthenticated", "forbidden", "invalid-request", "conflict", "rate-limited"),
  },
});

const listRoute = createRoute({
  method: "get",
  path: "/",
  tags,
  summary: "List the personal API keys, newest first",
  security: bearer,
  request: { query: PageQuery },
  responses: {
    200: jsonAnswer("A page of keys, without the keys themselves", ApiKeyPage),
    ...problemAnswers("unauthenticated", "forbidden", "invalid-request", "invalid-cursor", "rate-limited"),
  },
});

const revokeRoute = createRoute({
  method: "delete",
  path: "/{id}",
  tags,
  summary: "Revoke a personal API key at once",
  security: bearer,
  request: { params: z.object({ id: Id }) },
  responses: {
    204: { description: "Revoked" },
    ...problemAnswers("unauthenticated", "forbidden", "not-found", "rate-limited"),
  },
});
