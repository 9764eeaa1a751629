import type { Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import { authRoutes } from "./features/auth/routes.ts";
import { redoRoutes } from "./features/chat/redo/routes.ts";
import { chatRoutes } from "./features/chat/routes.ts";
import { extractRoutes } from "./features/extract/routes.ts";
import { fileRoutes } from "./features/files/routes.ts";
import { exportRoutes } from "./features/google/exports/routes.ts";
import { googleRoutes } from "./features/google/routes.ts";
import { scheduleRoutes } from "./features/google/schedules/routes.ts";
import { jobRoutes } from "./features/jobs/routes.ts";
import { metaRoutes, systemRoutes } from "./features/system/routes.ts";
import { tableRoutes } from "./features/tables/routes.ts";
import { templateRoutes } from "./features/templates/routes.ts";
import { usageRoutes } from "./features/usage/routes.ts";
import { limitBody } from "./platform/body-limit.ts";
import { knowClient } from "./platform/client-address.ts";
import { allowOrigins } from "./platform/cors.ts";
import type { Deps } from "./platform/deps.ts";
import { answerError, problemResponse } from "./platform/problem-response.ts";
import { logRequests, onlyLoopback } from "./platform/requests.ts";
import { createRouter } from "./platform/router.ts";

/** An origin and no more: the playground's frame takes a form only from an origin that it can see. */
const REFERRER_POLICY = "strict-origin";

/** Routes that take files, or as many rows as a sheet has. */
const large = new Set(["/api/v1/files", "/api/v1/jobs", "/api/v1/jobs/estimate"]);

/** Every route. `playground` is what the playground serves at `/`, where it runs. */
export function createApp(deps: Deps, playground: Hono | null = null) {
  const { config } = deps;
  const app = createRouter();
  app.onError(answerError);
  app.notFound((context) => problemResponse(context, "not-found"));

  app.use(
    logRequests(deps),
    knowClient(config.trustedProxies),
    secureHeaders({ referrerPolicy: REFERRER_POLICY }),
  );
  if (config.playground) app.use(onlyLoopback);
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed(context, methods) {
        const response = problemResponse(context, "method-not-allowed");
        response.headers.set("Allow", methods.join(", "));
        return response;
      },
    }),
  );
  app.use("/api/*", allowOrigins(config.playground !== null), async (context, next) => {
    context.header("Cache-Control", "no-store");
    await next();
  });
  const limitJson = limitBody(config.limits.maxBodyBytes);
  const limitUpload = limitBody(config.limits.maxUploadBytes);
  app.use("/api/*", (context, next) =>
    (large.has(context.req.path) ? limitUpload : limitJson)(context, next),
  );

  app.route("/api/v1/meta", metaRoutes(deps));
  app.route("/api/v1/auth", authRoutes(deps));
  app.route("/api/v1/usage", usageRoutes(deps));
  app.route("/api/v1/files", fileRoutes(deps));
  app.route("/api/v1/templates", templateRoutes(deps));
  app.route("/api/v1/chat", chatRoutes(deps));
  app.route("/api/v1/tables", redoRoutes(deps));
  app.route("/api/v1/tables", tableRoutes(deps));
  app.route("/api/v1/extract", extractRoutes(deps));
  app.route("/api/v1/jobs", jobRoutes(deps));
  app.route("/api/v1/google", googleRoutes(deps));
  app.route("/api/v1/exports/schedules", scheduleRoutes(deps));
  app.route("/api/v1/exports", exportRoutes(deps));
  app.route("/", systemRoutes(deps, app));
  if (playground) app.route("/", playground);
  return app;
}
