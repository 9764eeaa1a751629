import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import * as z from "zod";
import { driveRoutes } from "./drive-routes.ts";
import { Files } from "./files.ts";
import { type Account, client, Tokens } from "./oauth.ts";
import { oauthRoutes } from "./oauth-routes.ts";
import { pageRoutes } from "./page-routes.ts";
import { Quotas } from "./quotas.ts";
import { sheetsRoutes } from "./sheets-routes.ts";
import { Refusal } from "./workbook.ts";

/**
 * What goes wrong with calls whose method and path `on` matches, the first `times` of them `after` so many: `status` answers an error;
 * `hang` answers nothing; `mute` carries the call out and answers nothing; `cut` carries it out and drops the
 * connection, `break` in the middle of the answer; `slow` waits.
 */
export type GoogleFault = { on?: RegExp; times?: number; after?: number } & (
  | { kind: "status"; status: number; message?: string; retryAfter?: number }
  | { kind: "hang" }
  | { kind: "mute" }
  | { kind: "cut" }
  | { kind: "break" }
  | { kind: "slow"; milliseconds: number }
);

export interface GoogleStandInOptions {
  host?: string;
  /** Who sits at the browser, until `account` is set. */
  account?: Account;
  now?: () => Date;
  /** Requests a minute: of the project, and of each account. */
  quota?: { project: number; account: number };
}

export interface GoogleStandIn {
  /** `http://127.0.0.1:1234`: OAuth, Sheets v4 and Drive v3 all below it. */
  url: string;
  client: typeof client;
  tokens: Tokens;
  files: Files;
  quotas: Quotas;
  /** Calls of Sheets and Drive as they came: `POST /v4/spreadsheets/…:batchUpdate`, with the size of the body. */
  calls: { call: string; bytes: number }[];
  account: Account;
  /** Scopes that the person unticks. */
  unticked: string[];
  fault: GoogleFault | null;
  /** Runs ahead of each call, as if somebody were at the spreadsheet meanwhile. */
  meanwhile: ((call: string) => void) | null;
  close(): Promise<void>;
}

/** Google's OAuth server, Sheets v4 and Drive v3 on one port of this machine, in memory. */
export async function startGoogleStandIn(options: GoogleStandInOptions = {}): Promise<GoogleStandIn> {
  const { host = "127.0.0.1", now = () => new Date(), quota = { project: 300, account: 60 } } = options;
  const tokens = new Tokens();
  const files = new Files(tokens, now);
  const quotas = new Quotas(quota, now);
  const app = new Hono<{ Bindings: HttpBindings }>();
  const standIn: GoogleStandIn = {
    ...{ url: "", client, tokens, files, quotas, calls: [], unticked: [], fault: null, meanwhile: null },
    account: options.account ?? { sub: "100000000000000000001", email: "ada@example.com" },
    close: () => {
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      return once(server, "close").then(() => {});
    },
  };

  app.onError(answerError);
  app.use("/v4/*", countAndFail(standIn, quotas));
  app.use("/drive/*", countAndFail(standIn, quotas));
  app.use("/token", failNow(standIn));
  app.route(
    "/",
    oauthRoutes({
      ...{ tokens, account: () => standIn.account, unticked: () => standIn.unticked },
      issuer: () => standIn.url,
    }),
  );
  app.route("/", sheetsRoutes(files));
  app.route("/", driveRoutes(files));
  app.route("/", pageRoutes(files));

  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(0, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The stand-in listens on no port");
  standIn.url = `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
  return standIn;
}

type Middleware = MiddlewareHandler<{ Bindings: HttpBindings }>;

function countAndFail(standIn: GoogleStandIn, quotas: Quotas): Middleware {
  const fail = failNow(standIn);
  return async (context, next) => {
    const bytes = Number(context.req.header("content-length") ?? 0);
    const call = `${context.req.method} ${new URL(context.req.url).pathname}`;
    standIn.calls.push({ call, bytes });
    standIn.meanwhile?.(call);
    quotas.take(context.req.header("authorization") ?? "");
    return fail(context, next);
  };
}

function failNow(standIn: GoogleStandIn): Middleware {
  return async (context, next) => {
    const { fault } = standIn;
    const call = `${context.req.method} ${context.req.path}`;
    if (fault === null || fault.times === 0 || (fault.on && !fault.on.test(call))) return next();
    if (fault.after !== undefined && fault.after > 0) {
      fault.after -= 1;
      return next();
    }
    if (fault.times !== undefined) fault.times -= 1;
    if (fault.kind === "hang") return new Promise<never>(() => {});
    if (fault.kind === "status") {
      if (fault.retryAfter !== undefined) context.header("Retry-After", String(fault.retryAfter));
      throw new Refusal(fault.message ?? "A fault", fault.status);
    }
    if (fault.kind === "slow") await sleep(fault.milliseconds);
    await next();
    if (fault.kind === "mute") return new Promise<never>(() => {});
    if (fault.kind === "cut") context.env.outgoing.destroy();
    if (fault.kind === "break") {
      const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n";
      context.env.outgoing.socket?.end(`${head}{"spreadsheetId": "`);
    }
  };
}

const statuses: Record<number, string> = {
  ...{ 400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND" },
  ...{ 429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE" },
};

/** The form of every error of Google's APIs. */
function answerError(error: Error, context: Context): Response {
  const invalid = error instanceof z.ZodError || error instanceof SyntaxError;
  const code = error instanceof Refusal ? error.status : invalid ? 400 : 500;
  const body = { error: { code, message: error.message, status: statuses[code] ?? "UNKNOWN" } };
  return context.newResponse(JSON.stringify(body), {
    status: code as 400,
    headers: { "Content-Type": "application/json; charset=UTF-8" },
  });
}
