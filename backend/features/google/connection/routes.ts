import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { ConfirmGoogleRequest, GoogleConnection, GoogleConsent } from "../../../contract/google.ts";
import { problems } from "../../../contract/problem.ts";
import type { Deps } from "../../../platform/deps.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../../platform/openapi.ts";
import { explain } from "../../../platform/problem-response.ts";
import { limit } from "../../../platform/rate-limits.ts";
import { createRouter, userOf } from "../../../platform/router.ts";
import { publicBuckets } from "../../auth/allowances.ts";
import { authenticate, requireSession } from "../../auth/authenticate.ts";
import { callbackPage, type Outcome } from "./page.ts";
import * as service from "./service.ts";

const tags = ["google"];

/** A key for scripts may use the connection, and not make or end it. */
export function connectionRoutes(deps: Deps) {
  const app = createRouter();
  app.use("/connect", authenticate(deps), requireSession);
  app.use("/connection", authenticate(deps));

  app.openapi(connectRoute, async (context) =>
    context.json(await service.connect(deps, userOf(context)), 200),
  );
  app.openapi(callbackRoute, async (context) => {
    await limit(deps.sql, context, publicBuckets(deps.config, context.var.clientAddress));
    const finish = () => service.finishConnecting(deps, new URL(context.req.url).searchParams);
    if (!context.req.header("accept")?.includes("text/html")) {
      return context.json({ confirm: await finish() }, 200);
    }
    const { outcome, status } = await finish().then(succeeded, failed);
    const page = await callbackPage(outcome, context.req.header("accept-language") ?? "");
    return new Response(page.toString(), { status, headers: { "Content-Type": "text/html; charset=utf-8" } });
  });
  app.openapi(readRoute, async (context) =>
    context.json(await service.readConnection(deps, userOf(context)), 200),
  );
  app.openapi(confirmRoute, async (context) => {
    const { code } = context.req.valid("json");
    return context.json(await service.confirm(deps, userOf(context), code), 200);
  });
  app.openapi(disconnectRoute, async (context) => {
    await service.disconnect(deps, userOf(context));
    return context.body(null, 204);
  });
  return app;
}

const succeeded = (code: string | null): { outcome: Outcome; status: number } => ({
  outcome: code === null ? { kind: "done" } : { kind: "confirm", code },
  status: 200,
});

/** A fault of the server's own is logged and answered as everywhere. */
function failed(error: unknown): { outcome: Outcome; status: number } {
  const { code, options } = explain(error);
  const { status, title } = problems[code];
  if (status >= 500) throw error;
  return { outcome: { kind: "failed", title: options.detail ?? title }, status };
}

const connectRoute = createRoute({
  method: "post",
  path: "/connect",
  tags,
  summary: "Begin to connect Google Sheets: the page to open",
  description:
    "The person agrees on Google's own page, which leads back here. The server may then use the spreadsheets that it " +
    "makes, or that they open with it, and no others (`drive.file`).",
  security: bearer,
  responses: {
    200: jsonAnswer("Google's page, good once and for ten minutes", GoogleConsent),
    ...problemAnswers("unauthenticated", "forbidden", "google-not-configured", "rate-limited"),
  },
});

const Confirmation = z.object({ confirm: z.string().nullable() }).meta({ example: { confirm: "7KQ2-M9XA" } });

const callbackRoute = createRoute({
  method: "get",
  path: "/callback",
  tags,
  summary: "Where Google sends the browser back to",
  description:
    "An account that signs in with Google connects that Google account and no other. One with a password is shown a " +
    "code to confirm with. A browser gets a page, others JSON.",
  responses: {
    200: {
      description: "Connected, or the code to confirm with",
      content: {
        ...jsonAnswer("", Confirmation).content,
        "text/html": { schema: z.string() },
      },
    },
    ...problemAnswers(
      ...(["google-state-invalid", "google-state-used", "google-state-expired", "google-key-lost"] as const),
      ...(["google-consent-denied", "google-scope-missing", "google-account-mismatch"] as const),
      ...(["google-not-configured", "google-refused", "google-unavailable", "rate-limited"] as const),
    ),
  },
});

const readRoute = createRoute({
  method: "get",
  path: "/connection",
  tags,
  summary: "Whether Google Sheets is connected, and what mends it",
  security: bearer,
  responses: {
    200: jsonAnswer("The connection", GoogleConnection),
    ...problemAnswers("unauthenticated", "rate-limited"),
  },
});

const confirmRoute = createRoute({
  method: "post",
  path: "/connection",
  tags,
  summary: "Confirm the connection with the code that the page showed",
  security: bearer,
  request: { body: jsonBody(ConfirmGoogleRequest) },
  responses: {
    200: jsonAnswer("The connection", GoogleConnection),
    ...problemAnswers("unauthenticated", "invalid-request", "google-not-connected", "google-code-wrong"),
  },
});

const disconnectRoute = createRoute({
  method: "delete",
  path: "/connection",
  tags,
  summary: "Disconnect Google Sheets",
  description: "Google is told to end the grant, and the tokens are forgotten.",
  security: bearer,
  responses: { 204: { description: "Disconnected" }, ...problemAnswers("unauthenticated", "rate-limited") },
});
