import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import * as z from "zod";
import { Meta } from "../../contract/meta.ts";
import type { Deps } from "../../platform/deps.ts";
import { jsonAnswer, problemAnswers } from "../../platform/openapi.ts";
import { ProblemError } from "../../platform/problem.ts";
import { requireReady } from "../../platform/readiness.ts";
import { type AppEnv, createRouter } from "../../platform/router.ts";
import { docsPage, docsPolicy } from "./docs.ts";
import { describeServer, version } from "./meta.ts";
import { requireMetricsReader } from "./metrics-reader.ts";

const tags = ["system"];

export function metaRoutes(deps: Deps) {
  return createRouter().openapi(metaRoute, (context) => context.json(describeServer(deps), 200));
}

/** `root` is the app whose routes the OpenAPI document describes. */
export function systemRoutes(deps: Deps, root: OpenAPIHono<AppEnv>) {
  const app = createRouter();

  app.openapi(healthRoute, (context) => context.json({ status: "ok" as const }, 200));
  app.openapi(metricsRoute, async (context) => {
    requireMetricsReader(deps.config, context);
    const { text, type } = await deps.metrics.read();
    return context.text(text, 200, { "Content-Type": type });
  });
  app.openapi(readyRoute, async (context) => {
    if (deps.lifetime.signal.aborted)
      throw new ProblemError("unavailable", { detail: "The server is stopping" });
    await requireReady(deps.sql);
    return context.json({ status: "ok" as const }, 200);
  });

  root.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The access token of a sign-in",
  });
  app.get("/openapi.json", (context) =>
    context.json(
      root.getOpenAPI31Document({
        openapi: "3.1.0",
        info: {
          title: "Rowsmith",
          version,
          description:
            "Text in, typed rows out. Errors are `application/problem+json`; switch on their `code`.",
        },
        servers: [{ url: "/" }],
      }),
    ),
  );

  const rapidoc = createRequire(import.meta.url).resolve("rapidoc/dist/rapidoc-min.js");
  app.get("/docs", (context) => {
    context.header("Content-Security-Policy", docsPolicy);
    return context.html(docsPage);
  });
  app.get("/docs/rapidoc.js", async (context) => {
    context.header("Cache-Control", "max-age=86400");
    return context.body(await readFile(rapidoc, "utf8"), 200, { "Content-Type": "text/javascript" });
  });
  return app;
}

const Status = z.object({ status: z.literal("ok") }).meta({ example: { status: "ok" } });

const metaRoute = createRoute({
  method: "get",
  path: "/",
  tags,
  summary: "What this server is, and its limits",
  responses: { 200: jsonAnswer("The server", Meta) },
});

const healthRoute = createRoute({
  method: "get",
  path: "/healthz",
  tags,
  summary: "Whether the process lives",
  responses: { 200: jsonAnswer("It lives", Status) },
});

const readyRoute = createRoute({
  method: "get",
  path: "/readyz",
  tags,
  summary: "Whether the server can serve",
  description: "Its database answers, takes writes and is up to date, and it is not stopping.",
  responses: { 200: jsonAnswer("It can", Status), ...problemAnswers("unavailable") },
});

const metricsRoute = createRoute({
  method: "get",
  path: "/metrics",
  tags,
  summary: "What this process counts, for Prometheus",
  description:
    "For who sends `METRICS_TOKEN` as a bearer token. Where none is set, for this machine alone, and in production for " +
    "nobody.",
  responses: {
    200: { description: "Prometheus' text format", content: { "text/plain": { schema: z.string() } } },
    ...problemAnswers("unauthenticated", "not-found"),
  },
});
