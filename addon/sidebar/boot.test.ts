import { expect, test } from "vitest";
import type { Rpc, RpcName } from "../rpc.ts";
import { createApi } from "./api.ts";
import type { AppsScript } from "./apps-script.ts";
import { boot, identityToken, isOlder, type Opener } from "./boot.ts";
import { Failure } from "./failure.ts";
import { createSession } from "./session.ts";

const hello = {
  email: "a@example.com",
  spreadsheetId: "s1",
  spreadsheetName: "",
  locale: "en-US",
  timeZone: "UTC",
};
const meta = {
  product: "rowsmith",
  version: "0.1.0",
  oldestSidebar: "0.1.0",
  adminContact: "it@example.com",
};
const signIn = {
  user: { id: "u", email: "a@example.com" },
  accessToken: "a",
  refreshToken: "r",
  expiresIn: 1,
};

interface Options {
  hello?: Partial<Rpc["hello"]["result"]> | Failure;
  idToken?: string | null;
  opener?: Opener;
  backend?: string;
  version?: string;
  meta?: () => Response;
  google?: () => Response;
}

function start(options: Options) {
  const script: AppsScript = {
    async call<Name extends RpcName>(name: Name) {
      if (name === "hello" && options.hello instanceof Failure) throw options.hello;
      const answers: Partial<Rpc[RpcName]["result"]>[] =
        name === "hello"
          ? [{ ...hello, ...options.hello }]
          : [{ idToken: options.idToken === undefined ? "t" : options.idToken }];
      return answers[0] as Rpc[Name]["result"];
    },
  };
  const backend = options.backend ?? "https://rows.example";
  const fetch = async (input: RequestInfo | URL) => {
    if (String(input).endsWith("/meta")) return options.meta?.() ?? Response.json(meta);
    return options.google?.() ?? Response.json(signIn);
  };
  const session = createSession({ backend, fetch, identityToken: () => identityToken(script) });
  const opener = options.opener ?? { email: "a@example.com", spreadsheetId: "s1" };
  return boot({ api: createApi(session), script, opener, backend, version: options.version ?? "0.1.0" });
}

test("says hello, finds the server and signs in", async () => {
  expect(await start({})).toMatchObject({ user: signIn.user, meta, hello });
});

test.each<[string, Options]>([
  ["several-accounts", { hello: { email: "b@example.com" } }],
  ["several-accounts", { hello: { spreadsheetId: "s2" } }],
  ["several-accounts", { hello: new Failure({ code: "several-accounts" }) }],
  ["email-consent", { hello: { email: "" }, idToken: null }],
  ["wrong-address", { backend: "" }],
  ["not-rowsmith", { meta: () => new Response("<h1>Welcome to nginx", { status: 404 }) }],
  ["not-rowsmith", { meta: () => new Response("<h1>Hi") }],
  ["not-rowsmith", { meta: () => Response.json({ product: "other" }) }],
  [
    "unreachable",
    {
      meta: () => {
        throw new TypeError("Failed to fetch");
      },
    },
  ],
  ["unreachable", { meta: () => new Response("", { status: 503 }) }],
  ["sidebar-too-old", { meta: () => Response.json({ ...meta, oldestSidebar: "0.2.0" }) }],
  ["unknown-audience", { google: () => problem(401, "unknown-audience") }],
])("%s is told as such", async (code, options) => {
  await expect(start(options)).rejects.toMatchObject({ info: { code } });
});

test("several accounts name the one that opened the sheet", async () => {
  await expect(start({ hello: { email: "b@example.com" } })).rejects.toMatchObject({
    info: { params: { email: "a@example.com" } },
  });
});

test("a private server says whom to ask for which address", async () => {
  await expect(start({ google: () => problem(403, "sign-up-closed") })).rejects.toMatchObject({
    info: { code: "sign-up-closed", params: { email: "a@example.com", contact: "it@example.com" } },
  });
});

test("versions are compared by number", () => {
  expect(isOlder("0.9.0", "0.10.0")).toBe(true);
  expect(isOlder("1.0.0", "0.10.0")).toBe(false);
  expect(isOlder("1.0.0-beta", "1.0.0")).toBe(false);
});

function problem(status: number, code: string): Response {
  return Response.json({ type: "x", title: code, status, code, requestId: "r" }, { status });
}
