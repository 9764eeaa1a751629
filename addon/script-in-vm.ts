import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { buildScript } from "./build-script.ts";
import { type FakeOptions, type Fakes, installFakes } from "./playground/fakes/install.ts";
import type { Grid } from "./playground/grid.ts";
import type { Rpc, RpcEnvelope, RpcName } from "./rpc.ts";

export interface ScriptInVm extends Fakes {
  /** The global functions of Code.js, as Google finds them. */
  script: {
    onOpen(event: object): void;
    onInstall(event: object): void;
    showSidebar(): void;
    rpc(name: unknown, json: unknown): string;
  };
  /** Calls `rpc` and opens its envelope. Throws the problem where there is one. */
  call<Name extends RpcName>(name: Name, args: Rpc[Name]["args"]): Rpc[Name]["result"];
}

let built: Promise<string> | undefined;

/** The built Code.js in a realm of its own that has Google's stand-ins and nothing of Node. */
export async function openScript(grid: Grid, options: Partial<FakeOptions> = {}): Promise<ScriptInVm> {
  built ??= buildScript(join(import.meta.dirname, ".."));
  const fakes = installFakes(grid, {
    email: "ada@example.com",
    files: { Sidebar: "", Window: "" },
    identityToken: () => "an.id.token",
    ...options,
  });
  const context = createContext({ ...fakes.globals, console: { error: () => {} } });
  runInContext(await built, context, { filename: "Code.js" });
  const script: ScriptInVm["script"] = runInContext("({ onOpen, onInstall, showSidebar, rpc })", context);
  return {
    ...fakes,
    script,
    call<Name extends RpcName>(name: Name, args: Rpc[Name]["args"]): Rpc[Name]["result"] {
      const envelope: RpcEnvelope<Name> = JSON.parse(script.rpc(name, JSON.stringify(args)));
      if (envelope.ok) return envelope.result;
      const { problem } = envelope;
      const message = [problem.detail, ...Object.values(problem.params ?? {})].join(" ");
      throw Object.assign(new Error(message), problem);
    },
  };
}
