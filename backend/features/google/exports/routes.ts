import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import {
  CreateExportRequest,
  Export,
  ExportEventsQuery,
  ExportPage,
  ExportsQuery,
} from "../../../contract/exports.ts";
import { Id } from "../../../contract/paging.ts";
import type { Deps } from "../../../platform/deps.ts";
import { once } from "../../../platform/idempotency.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../../platform/openapi.ts";
import { toProblem } from "../../../platform/problem.ts";
import { explain } from "../../../platform/problem-response.ts";
import { type AppEnv, createRouter, userOf } from "../../../platform/router.ts";
import { sseResponse } from "../../../platform/sse.ts";
import { authenticate } from "../../auth/authenticate.ts";
import * as service from "./service.ts";

const tags = ["google"];

export function exportRoutes(deps: Deps) {
  const app = createRouter();
  app.use(authenticate(deps));

  /** In one transaction with its entry in the queue. */
  const write = async (context: Context<AppEnv>, run: (own: service.Writing) => Promise<Export>) => {
    await deps.queue.ready();
    const written = await once(deps, context, (sql) => run({ ...deps, sql }));
    deps.queue.wake("exports");
    return written;
  };

  app.openapi(createExportRoute, async (context) => {
    const body = context.req.valid("json");
    const made = await write(context, (own) => service.createExport(own, userOf(context), body));
    return context.json(made, 202);
  });
  app.openapi(listRoute, async (context) =>
    context.json(await service.listExports(deps, userOf(context), context.req.valid("query")), 200),
  );
  app.openapi(readRoute, async (context) => {
    const { id } = context.req.valid("param");
    return context.json(await service.readExport(deps, userOf(context), id), 200);
  });
  app.openapi(stopRoute, async (context) => {
    const { id } = context.req.valid("param");
    const stopped = await once(deps, context, (sql) =>
      service.stopExport({ ...deps, sql }, userOf(context), id),
    );
    return context.json(stopped, 200);
  });
  app.openapi(resumeRoute, async (context) => {
    const { id } = context.req.valid("param");
    const resumed = await write(context, (own) => service.resumeExport(own, userOf(context), id));
    return context.json(resumed, 202);
  });
  app.openapi(eventsRoute, async (context) => {
    const { id } = context.req.valid("param");
    const { after } = context.req.valid("query");
    const user = userOf(context);
    await service.readExport(deps, user, id);
    const { log, requestId } = context.var;
    return sseResponse((signal) => service.followExport(deps, { userId: user.id, id, after }, signal), {
      heartbeatMs: deps.config.limits.heartbeatMs,
      onFault(error) {
        log.error({ err: error }, "an export could not be followed");
        const { code, options } = explain(error);
        return {
          event: "export-error",
          data: { export: null, problem: toProblem(code, requestId, options) },
        };
      },
    });
  });
  return app;
}

const params = z.object({ id: Id });

const createExportRoute = createRoute({
  method: "post",
  path: "/",
  tags,
  summary: "Write a table's version into a spreadsheet",
  description:
    "It is carried out from then on, whoever looks, in parts of at most 2 MB, each written as a whole; a part is never " +
    "written twice. Values keep their types, with number formats, the template's look, notes, and a header that is " +
    "frozen. A text is never run as a formula.",
  security: bearer,
  request: { body: jsonBody(CreateExportRequest) },
  responses: {
    202: jsonAnswer("The export", Export),
    ...problemAnswers(
      ...(["unauthenticated", "not-found", "invalid-request", "export-key-missing"] as const),
      ...(["google-not-configured", "google-not-connected", "google-consent-ended"] as const),
    ),
  },
});

const listRoute = createRoute({
  method: "get",
  path: "/",
  tags,
  summary: "List the exports, newest first",
  security: bearer,
  request: { query: ExportsQuery },
  responses: {
    200: jsonAnswer("A page of exports", ExportPage),
    ...problemAnswers("unauthenticated", "invalid-request", "invalid-cursor"),
  },
});

const readRoute = createRoute({
  method: "get",
  path: "/{id}",
  tags,
  summary: "How an export stands",
  security: bearer,
  request: { params },
  responses: { 200: jsonAnswer("The export", Export), ...problemAnswers("unauthenticated", "not-found") },
});

const stopRoute = createRoute({
  method: "post",
  path: "/{id}/stop",
  tags,
  summary: "Stop an export after the part that is being written",
  security: bearer,
  request: { params },
  responses: { 200: jsonAnswer("The export", Export), ...problemAnswers("unauthenticated", "not-found") },
});

const resumeRoute = createRoute({
  method: "post",
  path: "/{id}/resume",
  tags,
  summary: "Go on with an export that failed or was stopped, after what is written",
  security: bearer,
  request: { params },
  responses: {
    202: jsonAnswer("The export", Export),
    ...problemAnswers("unauthenticated", "not-found", "export-running"),
  },
});

const eventsRoute = createRoute({
  method: "get",
  path: "/{id}/events",
  tags,
  summary: "Follow an export's progress",
  description:
    "`export-progress`, and `export-end` or `export-error` at the end. `after` is the number of the last event that " +
    "was read.",
  security: bearer,
  request: { params, query: ExportEventsQuery },
  responses: {
    200: { description: "Events", content: { "text/event-stream": { schema: z.string() } } },
    ...problemAnswers("unauthenticated", "not-found", "invalid-request"),
  },
});
