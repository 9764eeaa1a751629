import type { SignIn, User } from "../../backend/contract/auth.ts";
import type { Problem } from "../../backend/contract/problem.ts";
import { Failure, ofProblem } from "./failure.ts";

export interface SessionOptions {
  /** The backend's address, without `/api/v1`. */
  backend: string;
  fetch: typeof globalThis.fetch;
  /** A fresh OpenID token of the person's, from Apps Script. */
  identityToken: () => Promise<string>;
}

export interface Session {
  /** Sends below `/api/v1`, signed in; renews an ended sign-in once. Rejects with a `Failure`. */
  send(path: string, init?: RequestInit): Promise<Response>;
  /** The same without a sign-in. */
  sendOpen(path: string, init?: RequestInit): Promise<Response>;
  signIn(): Promise<User>;
  signOut(): Promise<void>;
}

/** The tokens live in this closure only: never in storage, an address or a document. */
export function createSession({ backend, fetch, identityToken }: SessionOptions): Session {
  let tokens: SignIn | null = null;
  let renewing: Promise<SignIn> | null = null;
  let signedOut = false;

  async function sendOpen(path: string, init: RequestInit = {}): Promise<Response> {
    return checked(await reach(path, init));
  }

  async function reach(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${backend.replace(/\/+$/, "")}/api/v1${path}`, { ...init, credentials: "omit" });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      const detail = error instanceof Error ? error.message : undefined;
      throw new Failure({ code: "unreachable", params: { host: hostOf(backend) }, detail }, error);
    }
  }

  async function signInAfresh(): Promise<SignIn> {
    return post<SignIn>("/auth/google", { idToken: await identityToken() });
  }

  async function post<T>(path: string, body: unknown): Promise<T> {
    const init = {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
    return (await (await sendOpen(path, init)).json()) as T;
  }

  /** One renewal at a time: a refresh token that is used twice would end the session. */
  function renew(ended: string | null): Promise<SignIn> {
    if (tokens && tokens.accessToken !== ended) return Promise.resolve(tokens);
    renewing ??= (tokens ? refresh(tokens) : signInAfresh())
      .then((fresh) => {
        tokens = fresh;
        return fresh;
      })
      .finally(() => {
        renewing = null;
      });
    return renewing;
  }

  async function refresh(current: SignIn): Promise<SignIn> {
    try {
      return await post<SignIn>("/auth/refresh", { refreshToken: current.refreshToken });
    } catch (error) {
      if (!(error instanceof Failure) || error.info.status !== 401) throw error;
      return signInAfresh();
    }
  }

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    if (signedOut) throw new Failure({ code: "signed-out" });
    const current = tokens ?? (await renew(null));
    const response = await reach(path, withBearer(init, current.accessToken));
    if (response.status !== 401) return checked(response);
    const fresh = await renew(current.accessToken);
    return checked(await reach(path, withBearer(init, fresh.accessToken)));
  }

  return {
    send,
    sendOpen,
    async signIn() {
      signedOut = false;
      return (tokens ?? (await renew(null))).user;
    },
    async signOut() {
      const ended = tokens;
      tokens = null;
      signedOut = true;
      if (ended) await reach("/auth/logout", withBearer({ method: "POST" }, ended.accessToken));
    },
  };
}

export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

function withBearer(init: RequestInit, accessToken: string): RequestInit {
  const headers = new Headers(init.headers);
  headers.set("Authorization", `Bearer ${accessToken}`);
  return { ...init, headers };
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Failure(await readProblem(response));
}

/** A proxy in between answers without problem+json: then the status speaks. */
async function readProblem(response: Response) {
  try {
    const body = (await response.json()) as Partial<Problem> | null;
    if (typeof body?.code === "string" && typeof body.title === "string") {
      return ofProblem({ ...body, code: body.code, title: body.title, status: response.status });
    }
  } catch {}
  const code = response.status >= 502 && response.status <= 504 ? "unavailable" : "not-rowsmith";
  return { code, status: response.status };
}
