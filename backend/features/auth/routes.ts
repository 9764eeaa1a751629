import { createRoute } from "@hono/zod-openapi";
import {
  AccountDeletion,
  GoogleSignInRequest,
  LoginRequest,
  RefreshRequest,
  RegisterRequest,
  SignIn,
  UpdateMeRequest,
  User,
} from "../../contract/auth.ts";
import type { Deps } from "../../platform/deps.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../platform/openapi.ts";
import { limit } from "../../platform/rate-limits.ts";
import { createRouter, userOf } from "../../platform/router.ts";
import { loginBuckets, publicBuckets } from "./allowances.ts";
import { authenticate, sessionOf } from "./authenticate.ts";
import { keyRoutes } from "./keys/routes.ts";
import * as service from "./service.ts";

const tags = ["auth"];

export function authRoutes(deps: Deps) {
  const app = createRouter();
  app.use("/logout", authenticate(deps));
  app.use("/me", authenticate(deps));

  app.openapi(registerRoute, async (context) => {
    const body = context.req.valid("json");
    await limit(deps.sql, context, loginBuckets(deps.config, context.var.clientAddress, body.email));
    return context.json(await service.register(deps, body), 201);
  });
  app.openapi(loginRoute, async (context) => {
    const body = context.req.valid("json");
    await limit(deps.sql, context, loginBuckets(deps.config, context.var.clientAddress, body.email));
    return context.json(await service.login(deps, body), 200);
  });
  app.openapi(googleRoute, async (context) => {
    await limit(deps.sql, context, publicBuckets(deps.config, context.var.clientAddress));
    return context.json(await service.signInWithGoogle(deps, context.req.valid("json").idToken), 200);
  });
  app.openapi(refreshRoute, async (context) => {
    await limit(deps.sql, context, publicBuckets(deps.config, context.var.clientAddress));
    return context.json(await service.refresh(deps, context.req.valid("json").refreshToken), 200);
  });
  app.openapi(logoutRoute, async (context) => {
    await service.logout(deps, sessionOf(userOf(context)));
    return context.body(null, 204);
  });
  app.openapi(readMeRoute, async (context) => context.json(await service.readMe(deps, userOf(context)), 200));
  app.openapi(renameMeRoute, async (context) => {
    const { name } = context.req.valid("json");
    return context.json(await service.renameMe(deps, sessionOf(userOf(context)), name), 200);
  });
  app.openapi(deleteMeRoute, async (context) => {
    sessionOf(userOf(context));
    return context.json(await service.deleteMe(deps, userOf(context)), 200);
  });
  app.route("/keys", keyRoutes(deps));
  return app;
}

const registerRoute = createRoute({
  method: "post",
  path: "/register",
  tags,
  summary: "Make an account with email and password",
  request: { body: jsonBody(RegisterRequest) },
  responses: {
    201: jsonAnswer("The account, signed in", SignIn),
    ...problemAnswers("invalid-request", "sign-up-closed", "email-taken", "rate-limited"),
  },
});

const loginRoute = createRoute({
  method: "post",
  path: "/login",
  tags,
  summary: "Sign in with email and password",
  request: { body: jsonBody(LoginRequest) },
  responses: {
    200: jsonAnswer("Signed in", SignIn),
    ...problemAnswers("invalid-request", "invalid-credentials", "rate-limited"),
  },
});

const googleRoute = createRoute({
  method: "post",
  path: "/google",
  tags,
  summary: "Sign in with the OpenID token that Apps Script gives",
  description: "A first sign-in makes the account, where the server's sign-up policy covers the email.",
  request: { body: jsonBody(GoogleSignInRequest) },
  responses: {
    200: jsonAnswer("Signed in", SignIn),
    ...problemAnswers(
      "invalid-request",
      "invalid-token",
      "unknown-audience",
      "email-not-verified",
      "sign-up-closed",
      "rate-limited",
      "unavailable",
    ),
  },
});

const refreshRoute = createRoute({
  method: "post",
  path: "/refresh",
  tags,
  summary: "Renew the tokens",
  description: "A refresh token works once. Using it again ends the session.",
  request: { body: jsonBody(RefreshRequest) },
  responses: {
    200: jsonAnswer("New tokens", SignIn),
    ...problemAnswers("invalid-request", "invalid-token", "session-ended", "rate-limited"),
  },
});

const logoutRoute = createRoute({
  method: "post",
  path: "/logout",
  tags,
  summary: "End this session at once",
  security: bearer,
  responses: {
    204: { description: "Ended" },
    ...problemAnswers("unauthenticated", "forbidden", "rate-limited"),
  },
});

const readMeRoute = createRoute({
  method: "get",
  path: "/me",
  tags,
  summary: "The signed-in person",
  security: bearer,
  responses: { 200: jsonAnswer("The person", User), ...problemAnswers("unauthenticated", "rate-limited") },
});

const renameMeRoute = createRoute({
  method: "patch",
  path: "/me",
  tags,
  summary: "Change the name",
  security: bearer,
  request: { body: jsonBody(UpdateMeRequest) },
  responses: {
    200: jsonAnswer("The person", User),
    ...problemAnswers("unauthenticated", "forbidden", "invalid-request", "rate-limited"),
  },
});

const deleteMeRoute = createRoute({
  method: "delete",
  path: "/me",
  tags,
  summary: "Delete the account",
  description:
    "Who you are, your sessions and your API keys go at once. What the account holds is erased after the days that " +
    "`GET /meta` tells; the answer names both.",
  security: bearer,
  responses: {
    200: jsonAnswer("Deleted", AccountDeletion),
    ...problemAnswers("unauthenticated", "forbidden", "rate-limited"),
  },
});
