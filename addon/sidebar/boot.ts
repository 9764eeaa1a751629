import type { User } from "../../backend/contract/auth.ts";
import type { Meta } from "../../backend/contract/meta.ts";
import type { Hello } from "../rpc.ts";
import { type Api, isMeta } from "./api.ts";
import type { AppsScript } from "./apps-script.ts";
import { Failure } from "./failure.ts";

/** Who opened the sidebar, where: written into the page by Apps Script. */
export interface Opener {
  email: string;
  spreadsheetId: string;
}

export interface Ready {
  user: User;
  meta: Meta;
  hello: Hello;
}

export interface BootOptions {
  api: Api;
  script: AppsScript;
  opener: Opener;
  backend: string;
  version: string;
}

/** Rejects with the `Failure` that names what stands in the way. */
export async function boot({ api, script, opener, backend, version }: BootOptions): Promise<Ready> {
  const [hello, meta] = await Promise.all([greet(script, opener), findServer(api, backend, version)]);
  const user = await signIn(api, hello, meta);
  if (hello.email !== "" && !isSameAddress(user.email, hello.email)) {
    throw new Failure({ code: "several-accounts", params: { email: hello.email } });
  }
  return { user, meta, hello };
}

async function signIn(api: Api, { email }: Hello, { adminContact }: Meta): Promise<User> {
  return api.signIn().catch((error: unknown) => {
    if (!(error instanceof Failure) || error.info.code !== "sign-up-closed") throw error;
    const params = { email, ...(adminContact === null ? {} : { contact: adminContact }) };
    throw new Failure({ ...error.info, params }, error);
  });
}

/** Google says an address as its owner spelled it, in one place or the other. */
function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function greet(script: AppsScript, opener: Opener): Promise<Hello> {
  const hello = await script.call("hello", {}).catch((error: unknown) => {
    if (!(error instanceof Failure) || error.info.code !== "several-accounts") throw error;
    throw new Failure({ ...error.info, params: { email: opener.email } }, error);
  });
  const otherPerson = opener.email !== "" && hello.email !== "" && !isSameAddress(hello.email, opener.email);
  const otherSheet = opener.spreadsheetId !== "" && hello.spreadsheetId !== opener.spreadsheetId;
  if (otherPerson || otherSheet) {
    throw new Failure({ code: "several-accounts", params: { email: opener.email || hello.email } });
  }
  return hello;
}

async function findServer(api: Api, backend: string, version: string): Promise<Meta> {
  if (!URL.canParse(backend)) throw new Failure({ code: "wrong-address", params: { host: backend } });
  const params = { host: new URL(backend).host };
  const body = await api.meta(AbortSignal.timeout(15_000)).catch((error: unknown) => {
    const info = error instanceof Failure ? error.info : null;
    if (info && info.code !== "unreachable" && (info.status ?? 0) < 500) {
      throw new Failure({ ...info, code: "not-rowsmith", params }, error);
    }
    const code = error instanceof SyntaxError ? "not-rowsmith" : "unreachable";
    throw new Failure({ ...info, code, params }, error);
  });
  if (!isMeta(body)) throw new Failure({ code: "not-rowsmith", params });

  if (isOlder(version, body.oldestSidebar))
    throw new Failure({ code: "sidebar-too-old", params: { ...params, oldest: body.oldestSidebar } });
  return body;
}

/** The token behind the sign-in; without consent Google hands out none. */
export async function identityToken(script: AppsScript): Promise<string> {
  const { idToken } = await script.call("identityToken", {});
  if (idToken === null) throw new Failure({ code: "email-consent" });
  return idToken;
}

/** Compares dotted version numbers; what follows a dash is left out. */
export function isOlder(version: string, oldest: string): boolean {
  const [a, b] = [version, oldest].map((text) => (text.split("-")[0] ?? "").split(".").map(Number));
  for (let place = 0; place < 3; place++) {
    const difference = (a?.[place] ?? 0) - (b?.[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
