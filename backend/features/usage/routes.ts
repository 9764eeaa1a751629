import { createRoute } from "@hono/zod-openapi";
import { UsageQuery, UsageReport } from "../../contract/usage.ts";
import type { Deps } from "../../platform/deps.ts";
import { bearer, jsonAnswer, problemAnswers } from "../../platform/openapi.ts";
import { createRouter, userOf } from "../../platform/router.ts";
import { authenticate } from "../auth/authenticate.ts";
import { readUsage } from "./service.ts";

export function usageRoutes(deps: Deps) {
  const app = createRouter();
  app.use(authenticate(deps));
  app.openapi(usageRoute, async (context) =>
    context.json(await readUsage(deps, userOf(context).id, context.req.valid("query")), 200),
  );
  return app;
}

const usageRoute = createRoute({
  method: "get",
  path: "/",
  tags: ["usage"],
  summary: "Tokens and money by day and model, and the caps",
  description:
    "Days are UTC. A cap counts what running answers have reserved; what they did not need comes back when they end.",
  security: bearer,
  request: { query: UsageQuery },
  responses: {
    200: jsonAnswer("What was used, newest day first", UsageReport),
    ...problemAnswers("unauthenticated", "invalid-request", "rate-limited"),
  },
});
