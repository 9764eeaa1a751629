import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import {
  CreateJobRequest,
  EstimateJobRequest,
  Job,
  JobEstimate,
  JobItemPage,
  JobItemsQuery,
  JobPage,
  JobsQuery,
  ResumeJobRequest,
  RetryJobRequest,
} from "../../contract/jobs.ts";
import { Id } from "../../contract/paging.ts";
import type { Tx } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import { once } from "../../platform/idempotency.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../platform/openapi.ts";
import { toProblem } from "../../platform/problem.ts";
import { type AppEnv, createRouter, userOf } from "../../platform/router.ts";
import { type ServerSentEvent, sseResponse } from "../../platform/sse.ts";
import { authenticate } from "../auth/authenticate.ts";
import { createJob } from "./create.ts";
import { estimateJob } from "./estimate.ts";
import { followJob, JobWatch, type ToldEvent } from "./follow.ts";
import { planJob } from "./inputs.ts";
import { ndjson } from "./ndjson.ts";
import * as service from "./service.ts";

const tags = ["jobs"];

export function jobRoutes(deps: Deps) {
  const watch = new JobWatch(deps);
  const app = createRouter();
  app.use(authenticate(deps));

  /** In one transaction with its entry in the queue; a key that was used before gives the same answer. */
  const write = async (context: Context<AppEnv>, run: (tx: Tx, userId: string) => Promise<Job>) => {
    await deps.queue.ready();
    const job = await once(deps, context, (tx) => run(tx, userOf(context).id));
    deps.queue.wake("jobs");
    return job;
  };

  app.openapi(createJobRoute, async (context) => {
    const body = context.req.valid("json");
    const plan = await planJob(deps, userOf(context).id, body);
    return context.json(
      await write(context, (tx, userId) => createJob(deps, tx, userId, { body, plan })),
      201,
    );
  });
  app.openapi(estimateRoute, async (context) =>
    context.json(await estimateJob(deps, userOf(context).id, context.req.valid("json")), 200),
  );
  app.openapi(listRoute, async (context) =>
    context.json(await service.listJobs(deps, userOf(context).id, context.req.valid("query")), 200),
  );
  app.openapi(readRoute, async (context) =>
    context.json(await service.readJob(deps, userOf(context).id, context.req.valid("param").id), 200),
  );
  app.openapi(itemsRoute, async (context) => {
    const { id } = context.req.valid("param");
    const query = context.req.valid("query");
    const userId = userOf(context).id;
    if (!context.req.header("accept")?.includes("application/x-ndjson")) {
      return context.json(await service.pageItems(deps, userId, id, query), 200);
    }
    return ndjson(await service.streamItems(deps, userId, id, query));
  });
  app.openapi(eventsRoute, async (context) => {
    const { id: jobId } = context.req.valid("param");
    const { id: userId } = userOf(context);
    const resumed = context.req.valid("header")["last-event-id"];
    const { after = resumed ?? 0 } = context.req.valid("query");
    await service.readJob(deps, userId, jobId);
    const { requestId } = context.var;
    const end = (signal: AbortSignal) => AbortSignal.any([signal, deps.lifetime.signal]);
    return sseResponse(
      (signal) => toServerSent(followJob(deps, watch, { userId, jobId, after }, end(signal))),
      {
        heartbeatMs: deps.config.limits.heartbeatMs,
        onFault(error) {
          deps.log.error({ err: error, requestId }, "a job's events could not be read");
          return {
            event: "job-error",
            data: { type: "job-error", problem: toProblem("internal", requestId) },
          };
        },
      },
    );
  });
  app.openapi(stopRoute, async (context) => {
    const { id } = context.req.valid("param");
    return context.json(await write(context, (tx, userId) => service.stopJob(deps, tx, userId, id)), 200);
  });
  app.openapi(deleteRoute, async (context) => {
    const { id } = context.req.valid("param");
    await once(deps, context, (sql) => service.deleteJob({ ...deps, sql }, userOf(context).id, id));
    return context.body(null, 204);
  });
  app.openapi(resumeRoute, async (context) => {
    const { id } = context.req.valid("param");
    const body = context.req.valid("json");
    return context.json(
      await write(context, (tx, userId) => service.resumeJob(deps, tx, userId, id, body)),
      200,
    );
  });
  app.openapi(retryRoute, async (context) => {
    const { id } = context.req.valid("param");
    const body = context.req.valid("json");
    return context.json(
      await write(context, (tx, userId) => service.retryJob(deps, tx, userId, id, body)),
      200,
    );
  });
  return app;
}

async function* toServerSent(events: AsyncIterable<ToldEvent>): AsyncGenerator<ServerSentEvent[]> {
  for await (const { seq, event } of events) {
    yield [{ ...(seq === null ? {} : { id: seq }), event: event.type, data: event }];
  }
}

const params = z.object({ id: Id });
const keyHeader = z.object({ "idempotency-key": z.string().optional() });
const Seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const badInputs = [
  ...(["unauthenticated", "invalid-request", "instruction-without-column", "unknown-column"] as const),
  ...(["template-not-found", "too-many-rows", "cell-too-large", "unsupported-columns"] as const),
];

const notNow = [
  ...(["unauthenticated", "invalid-request", "not-found"] as const),
  ...(["job-running", "job-ended", "too-many-jobs"] as const),
];

const createJobRoute = createRoute({
  method: "post",
  path: "/",
  tags,
  summary: "Give one instruction for many rows",
  description:
    "It is worked on by the server, whoever waits for it. Each input has one row of typed cells as its answer, grounded " +
    "in that input alone. Equal inputs are asked once. With an `Idempotency-Key` a repeated request makes no second job.",
  security: bearer,
  request: { headers: keyHeader, body: jsonBody(CreateJobRequest) },
  responses: {
    201: jsonAnswer("The job", Job),
    ...problemAnswers(
      ...badInputs,
      ...([
        "webhook-refused",
        "too-many-jobs",
        "rate-limited",
        "idempotency-mismatch",
        "body-too-large",
      ] as const),
    ),
  },
});

const estimateRoute = createRoute({
  method: "post",
  path: "/estimate",
  tags,
  summary: "What a job would take",
  description: "Nothing is stored and no model is asked.",
  security: bearer,
  request: { body: jsonBody(EstimateJobRequest) },
  responses: { 200: jsonAnswer("The estimate", JobEstimate), ...problemAnswers(...badInputs) },
});

const listRoute = createRoute({
  method: "get",
  path: "/",
  tags,
  summary: "List the jobs, newest first",
  security: bearer,
  request: { query: JobsQuery },
  responses: {
    200: jsonAnswer("A page of jobs", JobPage),
    ...problemAnswers("unauthenticated", "invalid-request", "invalid-cursor"),
  },
});

const readRoute = createRoute({
  method: "get",
  path: "/{id}",
  tags,
  summary: "A job, and how far it is",
  security: bearer,
  request: { params },
  responses: { 200: jsonAnswer("The job", Job), ...problemAnswers("unauthenticated", "not-found") },
});

const itemsRoute = createRoute({
  method: "get",
  path: "/{id}/items",
  tags,
  summary: "A job's inputs and their results, by position",
  description:
    "With `Accept: application/x-ndjson` all of them from the cursor on, a line each, as they are read.",
  security: bearer,
  request: { params, query: JobItemsQuery },
  responses: {
    200: {
      description: "A page of items",
      content: {
        ...jsonAnswer("", JobItemPage).content,
        "application/x-ndjson": { schema: z.string() },
      },
    },
    ...problemAnswers("unauthenticated", "not-found", "invalid-request", "invalid-cursor"),
  },
});

const eventsRoute = createRoute({
  method: "get",
  path: "/{id}/events",
  tags,
  summary: "Follow a job",
  description:
    "From the event after `after` (or `Last-Event-ID`) on, results among them, until it pauses or ends. Whoever is cut " +
    "off goes on after the last number that they saw.",
  security: bearer,
  request: {
    params,
    query: z.object({ after: Seq.optional() }),
    headers: z.object({ "last-event-id": Seq.optional() }),
  },
  responses: {
    200: {
      description: "Events: `id` is the number to resume after, `event` the type, `data` a JobEvent as JSON",
      content: { "text/event-stream": { schema: z.string() } },
    },
    ...problemAnswers("unauthenticated", "not-found", "invalid-request"),
  },
});

const stopRoute = createRoute({
  method: "post",
  path: "/{id}/stop",
  tags,
  summary: "Stop a job",
  description: "What is done stays. It can be resumed.",
  security: bearer,
  request: { params, headers: keyHeader },
  responses: { 200: jsonAnswer("The job", Job), ...problemAnswers("unauthenticated", "not-found") },
});

const deleteRoute = createRoute({
  method: "delete",
  path: "/{id}",
  tags,
  summary: "Delete a job",
  description: "With its inputs and results. One that is under way is stopped first.",
  security: bearer,
  request: { params, headers: keyHeader },
  responses: {
    204: { description: "It is deleted" },
    ...problemAnswers("unauthenticated", "not-found"),
  },
});

const resumeRoute = createRoute({
  method: "post",
  path: "/{id}/resume",
  tags,
  summary: "Let a job go on",
  description: "Where it paused or was stopped; `cap` replaces the one that it has.",
  security: bearer,
  request: { params, headers: keyHeader, body: jsonBody(ResumeJobRequest) },
  responses: {
    200: jsonAnswer("The job", Job),
    ...problemAnswers(...notNow),
  },
});

const retryRoute = createRoute({
  method: "post",
  path: "/{id}/retry",
  tags,
  summary: "Try again what failed",
  description: "Or what is named by `positions`, also where it has a result.",
  security: bearer,
  request: { params, headers: keyHeader, body: jsonBody(RetryJobRequest) },
  responses: {
    200: jsonAnswer("The job", Job),
    ...problemAnswers(...notNow),
  },
});
