import type { Rpc, RpcName } from "../rpc.ts";
import { hello, readSelection, readTableHeaders, show } from "./context.ts";
import { identityToken } from "./identity.ts";
import { openWide, part } from "./pages.ts";
import { invalidRequest, ServerProblemError, toServerProblem } from "./problem.ts";
import { readRows } from "./read-rows.ts";
import { texts } from "./texts.ts";
import { applyWrite } from "./write/apply.ts";
import { planWrite } from "./write/plan-write.ts";
import { checkWrite, clearWrites, listWrites, undoWrite } from "./write/undo.ts";

type Handlers = { [Name in RpcName]: (args: Rpc[Name]["args"]) => Rpc[Name]["result"] };

const handlers: Handlers = {
  hello,
  identityToken,
  texts,
  part,
  readSelection,
  readTableHeaders,
  readRows,
  plan: planWrite,
  apply: applyWrite,
  undo: undoWrite,
  listWrites,
  checkWrite,
  clearWrites,
  show,
  openWide,
};

/**
 * Runs one of the functions that the page may call, JSON in and JSON out. Never throws: a failure is
 * `{ok: false, problem}`. Only the map's own names can be called.
 */
export function dispatch(name: unknown, json: unknown): string {
  try {
    return JSON.stringify({ ok: true, result: call(name, json) });
  } catch (error) {
    const problem = toServerProblem(error);
    if (problem.code === "internal") console.error(error);
    return JSON.stringify({ ok: false, problem });
  }
}

function call(name: unknown, json: unknown): unknown {
  if (!isHandler(name)) throw new ServerProblemError("unknown-function", {});
  const handler: (args: never) => unknown = handlers[name];
  return handler(parseArgs(json));
}

function isHandler(name: unknown): name is RpcName {
  return typeof name === "string" && Object.keys(handlers).includes(name);
}

/** The page is built from the same map as the handlers, and what they write they check themselves. */
function parseArgs(json: unknown): never {
  let args: unknown;
  try {
    args = JSON.parse(String(json));
  } catch {
    throw invalidRequest("The arguments are not JSON.");
  }
  if (typeof args !== "object" || args === null || Array.isArray(args)) {
    throw invalidRequest("The arguments are not an object.");
  }
  return args as never;
}
