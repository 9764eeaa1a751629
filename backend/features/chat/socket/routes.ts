import { upgradeWebSocket } from "@hono/node-server";
import { createRoute } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { WebSocket } from "ws";
import * as z from "zod";
import { SocketMessage } from "../../../contract/socket.ts";
import { isAllowedOrigin } from "../../../platform/cors.ts";
import type { Deps } from "../../../platform/deps.ts";
import { problemAnswers } from "../../../platform/openapi.ts";
import { ProblemError } from "../../../platform/problem.ts";
import { limit } from "../../../platform/rate-limits.ts";
import { type AppEnv, createRouter } from "../../../platform/router.ts";
import { publicBuckets } from "../../auth/allowances.ts";
import type { Runner } from "../turns/runner.ts";
import { SocketSession } from "./session.ts";

export function socketRoutes(deps: Deps, runner: Runner) {
  const app = createRouter();
  app.openAPIRegistry.registerPath(socketRoute);
  app.get("/ws", admitSocket(deps), (context, next) => {
    const { requestId, clientAddress } = context.var;
    let session: SocketSession | null = null;
    const upgrade = upgradeWebSocket(() => ({
      onOpen(_, { raw }) {
        if (raw instanceof WebSocket)
          session = new SocketSession(deps, runner, raw, { requestId, clientAddress });
      },
      onMessage: (message) => session?.receive(message.data),
    }));
    return upgrade(context, next);
  });
  return app;
}

/** A page of another origin gets no socket; who sends no origin is no page. */
function admitSocket({ config, sql }: Deps): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const origin = context.req.header("origin");
    if (origin !== undefined && !isAllowedOrigin(origin, config.playground !== null)) {
      throw new ProblemError("forbidden", { detail: "This origin may not connect" });
    }
    if (context.req.header("upgrade")?.toLowerCase() !== "websocket") {
      throw new ProblemError("invalid-request", { detail: "Ask for an upgrade to a WebSocket" });
    }
    await limit(sql, context, publicBuckets(config, context.var.clientAddress));
    await next();
  };
}

const socketRoute = createRoute({
  method: "get",
  path: "/ws",
  tags: ["chat"],
  summary: "Send, follow and stop answers over one WebSocket",
  description:
    'The first message, within 5 seconds, is `{"type": "auth", "accessToken": "…"}`; never put a token into the ' +
    "address. `ready` answers it. Then come `turn` (`conversationId`, `message` as for `POST …/messages`, " +
    "`idempotencyKey`), `follow` (`messageId`, `after`) and `stop` (`messageId`), each with a `ref` of your own if you " +
    "like. Events are those of `GET /chat/messages/{id}/events`. The socket closes with 4401 when the session ends or the " +
    "token has expired, unless another `auth` has renewed it, and with 1013 after a `cut-off` when you read too slowly.",
  responses: {
    101: {
      description: "Connected; each message is one of these",
      content: { "application/json": { schema: SocketMessage } },
    },
    ...problemAnswers("forbidden", "invalid-request", "rate-limited"),
  },
  request: { headers: z.object({ origin: z.string().optional() }) },
});
