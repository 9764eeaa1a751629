import { createRoute } from "@hono/zod-openapi";
import { ExtractRequest, ExtractResult } from "../../contract/chat.ts";
import type { Deps } from "../../platform/deps.ts";
import { keyedRequest } from "../../platform/idempotency.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../platform/openapi.ts";
import { createRouter, userOf } from "../../platform/router.ts";
import { authenticate } from "../auth/authenticate.ts";
import { extractOnce } from "./service.ts";

export function extractRoutes(deps: Deps) {
  const app = createRouter();
  app.use(authenticate(deps));
  app.openapi(extractRoute, async (context) => {
    const body = context.req.valid("json");
    const keyed = await keyedRequest(context);
    const { signal } = context.req.raw;
    return context.json(await extractOnce(deps, userOf(context).id, body, keyed, signal), 200);
  });
  return app;
}

const extractRoute = createRoute({
  method: "post",
  path: "/",
  tags: ["extraction"],
  summary: "The rows of one text",
  description: "Without a conversation: the same engine as the chat's, for scripts.",
  security: bearer,
  request: { body: jsonBody(ExtractRequest) },
  responses: {
    200: jsonAnswer("The tables", ExtractResult),
    ...problemAnswers(
      ...([
        "unauthenticated",
        "not-found",
        "invalid-request",
        "empty-message",
        "binary-source",
        "source-too-large",
        "unsupported-columns",
      ] as const),
      ...(["rate-limited", "cap-reached"] as const),
      ...([
        "model-key-invalid",
        "model-unavailable",
        "model-timeout",
        "model-truncated",
        "internal",
      ] as const),
    ),
  },
});
