import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  CreateExportScheduleRequest,
  ExportSchedule,
  ExportSchedulePage,
  ExportSchedulesQuery,
} from "../../../contract/export-schedules.ts";
import { Id } from "../../../contract/paging.ts";
import type { Deps } from "../../../platform/deps.ts";
import { once } from "../../../platform/idempotency.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../../platform/openapi.ts";
import { createRouter, userOf } from "../../../platform/router.ts";
import { authenticate } from "../../auth/authenticate.ts";
import * as service from "./service.ts";

const tags = ["google"];

export function scheduleRoutes(deps: Deps) {
  const app = createRouter();
  app.use(authenticate(deps));

  app.openapi(createScheduleRoute, async (context) => {
    const [user, body] = [userOf(context), context.req.valid("json")];
    await deps.queue.ready();
    const { id } = await once(deps, context, (sql) => service.createSchedule({ ...deps, sql }, user, body));
    return context.json(await service.readSchedule(deps, user, id), 201);
  });
  app.openapi(listRoute, async (context) =>
    context.json(await service.listSchedules(deps, userOf(context), context.req.valid("query")), 200),
  );
  app.openapi(readRoute, async (context) => {
    const { id } = context.req.valid("param");
    return context.json(await service.readSchedule(deps, userOf(context), id), 200);
  });
  app.openapi(deleteRoute, async (context) => {
    const { id } = context.req.valid("param");
    await once(deps, context, (sql) => service.deleteSchedule({ sql }, userOf(context), id));
    return context.body(null, 204);
  });
  return app;
}

const params = z.object({ id: Id });

const createScheduleRoute = createRoute({
  method: "post",
  path: "/",
  tags,
  summary: "Export a table again each day or week",
  description:
    "Each run writes the table as it stands then. One that was missed while the server was down is made up for once. " +
    "Where Google no longer lets the server in, the schedule is `blocked` until the person has connected again, and " +
    "goes on by itself from then on.",
  security: bearer,
  request: { body: jsonBody(CreateExportScheduleRequest) },
  responses: {
    201: jsonAnswer("The schedule", ExportSchedule),
    ...problemAnswers(
      ...([
        "unauthenticated",
        "not-found",
        "invalid-request",
        "export-key-missing",
        "too-many-schedules",
      ] as const),
      ...(["google-not-configured", "google-not-connected", "google-consent-ended"] as const),
    ),
  },
});

const listRoute = createRoute({
  method: "get",
  path: "/",
  tags,
  summary: "List the scheduled exports, newest first",
  security: bearer,
  request: { query: ExportSchedulesQuery },
  responses: {
    200: jsonAnswer("A page of schedules", ExportSchedulePage),
    ...problemAnswers("unauthenticated", "invalid-request", "invalid-cursor"),
  },
});

const readRoute = createRoute({
  method: "get",
  path: "/{id}",
  tags,
  summary: "When a scheduled export runs, and how its last run ended",
  security: bearer,
  request: { params },
  responses: {
    200: jsonAnswer("The schedule", ExportSchedule),
    ...problemAnswers("unauthenticated", "not-found"),
  },
});

const deleteRoute = createRoute({
  method: "delete",
  path: "/{id}",
  tags,
  summary: "End a scheduled export",
  description: "What it wrote stays, and a run that is under way ends as it would.",
  security: bearer,
  request: { params },
  responses: { 204: { description: "Ended" }, ...problemAnswers("unauthenticated", "not-found") },
});
