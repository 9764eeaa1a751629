import type { TurnResult } from "../../../contract/chat.ts";
import { type ProblemCode, problems } from "../../../contract/problem.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { loadTablesOf } from "../../tables/service.ts";
import { readMessage } from "../messages/service.ts";
import { findLastEvent } from "./queries.ts";

/** A turn that is over, as a whole. Throws the problem that it ended with. */
export async function readTurnResult(deps: Deps, user: SignedIn, messageId: string): Promise<TurnResult> {
  const last = (await findLastEvent(deps.sql, { userId: user.id, messageId }))?.event;
  if (last?.type === "turn-error") {
    const { code, detail } = last.problem;
    throw new ProblemError(knownCode(code), detail === undefined ? {} : { detail });
  }
  if (last?.type !== "turn-end") throw new ProblemError("turn-interrupted", { retryAfter: 1 });
  const message = await readMessage(deps, user, messageId);
  const { usage, cost, finishReason, reused } = last;
  return {
    message,
    tables: await loadTablesOf(deps.sql, user.id, messageId),
    ...{ usage, cost, finishReason, ...(reused ? { reused } : {}) },
    engine: message.metadata.engine ?? deps.engines.default.name,
  };
}

function knownCode(code: string): ProblemCode {
  return Object.hasOwn(problems, code) ? (code as ProblemCode) : "internal";
}
