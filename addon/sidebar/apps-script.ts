import type { Rpc, RpcEnvelope, RpcName } from "../rpc.ts";
import { Failure, ofRpcProblem } from "./failure.ts";

/** The part of `google.script.run` that the page uses. */
export interface ScriptRun {
  withSuccessHandler(handler: (json: string) => void): ScriptRun;
  withFailureHandler(handler: (error: Error) => void): ScriptRun;
  rpc(name: string, json: string): void;
}

declare global {
  var google: { script: { run: ScriptRun; host: { close(): void } } } | undefined;
}

export interface AppsScript {
  call<Name extends RpcName>(name: Name, args: Rpc[Name]["args"]): Promise<Rpc[Name]["result"]>;
}

/** An answer that Google cannot carry makes neither handler fire, so every call ends by itself. */
const timeLimitsMs: Record<RpcName, number> = {
  hello: 30_000,
  identityToken: 30_000,
  texts: 30_000,
  part: 30_000,
  readSelection: 60_000,
  readTableHeaders: 60_000,
  readRows: 60_000,
  plan: 90_000,
  apply: 370_000,
  undo: 370_000,
  listWrites: 60_000,
  checkWrite: 90_000,
  clearWrites: 60_000,
  show: 30_000,
  openWide: 60_000,
};

/**
 * A typed promise over `google.script.run.rpc(name, json)`; `email` opened the sidebar. Rejects with a `Failure`: the problem that the
 * script answered with, `apps-script-timeout`, `several-accounts` or `apps-script-failed`.
 */
export function createAppsScript(
  run: () => ScriptRun | undefined,
  email = "",
  limitsMs: Partial<Record<RpcName, number>> = {},
): AppsScript {
  return {
    call(name, args) {
      return new Promise((resolve, reject) => {
        const bridge = run();
        if (!bridge)
          return reject(new Failure({ code: "apps-script-failed", detail: "No google.script.run" }));
        const limit = limitsMs[name] ?? timeLimitsMs[name];
        const timer = setTimeout(
          () => reject(new Failure({ code: "apps-script-timeout", detail: `${name}, ${limit} ms` })),
          limit,
        );
        bridge
          .withSuccessHandler((json) => {
            clearTimeout(timer);
            try {
              resolve(openEnvelope<typeof name>(json));
            } catch (error) {
              reject(error);
            }
          })
          .withFailureHandler((error) => {
            clearTimeout(timer);
            const detail = String(error?.message ?? error);
            reject(new Failure({ code: failureCode(error), detail, params: { email } }, error));
          })
          .rpc(name, JSON.stringify(args));
      });
    },
  };
}

function openEnvelope<Name extends RpcName>(json: string): Rpc[Name]["result"] {
  const envelope = parseEnvelope<Name>(json);
  if (envelope?.ok === true) return envelope.result;
  if (envelope?.ok === false) throw new Failure(ofRpcProblem(envelope.problem));
  throw new Failure({ code: "apps-script-failed", detail: "The script's answer could not be read" });
}

/** Both ends are built from one source, so what parses and says `ok` has the map's shape. */
function parseEnvelope<Name extends RpcName>(json: string): RpcEnvelope<Name> | null {
  try {
    return JSON.parse(json) as RpcEnvelope<Name>;
  } catch {
    return null;
  }
}

/** With several Google accounts in one browser, google.script.run asks as the wrong one. */
function failureCode(error: unknown): "several-accounts" | "apps-script-failed" {
  const message = error instanceof Error ? error.message : String(error);
  return /PERMISSION_DENIED|authori[sz]ation is required/i.test(message)
    ? "several-accounts"
    : "apps-script-failed";
}
