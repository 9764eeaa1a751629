import type { Problem, ProblemCode } from "../../backend/contract/problem.ts";
import type { RpcProblem } from "../rpc.ts";

/** What goes wrong on this side of the wire. */
export type PageFault =
  | "wrong-address"
  | "not-rowsmith"
  | "sidebar-too-old"
  | "unreachable"
  | "several-accounts"
  | "email-consent"
  | "signed-out"
  | "apps-script-timeout"
  | "apps-script-failed"
  | "interrupted"
  | "not-sent"
  | "file-kind"
  | "file-binary"
  | "file-unreadable"
  | "source-over-limit"
  | "message-over-limit"
  | "empty-selection"
  | "no-headers"
  | "table-changed"
  | "nothing-new"
  | "auto-limit"
  | "no-longer-there"
  | "part-outdated";

/** Known codes have a sentence each; others, from a newer server or the writer, bring their own title. */
export type FailureCode = ProblemCode | PageFault | (string & {});

export interface FailureInfo {
  code: FailureCode;
  /** Apps Script said it, not the backend: some codes are of both. */
  origin?: "sheet";
  /** Fills the sentence's placeholders. */
  params?: Record<string, string | number>;
  title?: string | undefined;
  detail?: string | undefined;
  status?: number | undefined;
  requestId?: string | undefined;
  /** When a retry may help, in milliseconds since 1970 by this page's clock. */
  retryAt?: number;
}

/** Everything that the page shows as an error is one of these. */
export class Failure extends Error {
  readonly info: FailureInfo;

  constructor(info: FailureInfo, cause?: unknown) {
    super(info.title ?? info.code, { cause });
    this.name = "Failure";
    this.info = info;
  }
}

export function ofProblem(
  problem: Omit<Problem, "requestId" | "type"> & { requestId?: string },
): FailureInfo {
  const { code, title, status, detail, requestId, retryAfter } = problem;
  const info = { code, title, status, detail, requestId };
  return retryAfter === undefined ? info : { ...info, retryAt: Date.now() + retryAfter * 1_000 };
}

export function ofRpcProblem({ params, ...problem }: RpcProblem): FailureInfo {
  return { ...problem, origin: "sheet", ...(params ? { params } : {}) };
}

export function toFailure(error: unknown): FailureInfo {
  if (error instanceof Failure) return error.info;
  return { code: "internal", detail: error instanceof Error ? error.message : String(error) };
}

/** What "Copy details" puts on the clipboard: enough to find the fault in the log, no content of the person's. */
export function details(info: FailureInfo, version: string, now: Date): string {
  return [
    `Rowsmith ${version}`,
    now.toISOString(),
    `code: ${info.code}`,
    info.status === undefined ? null : `status: ${info.status}`,
    info.requestId === undefined ? null : `request: ${info.requestId}`,
    info.title === undefined ? null : `title: ${info.title}`,
    info.detail === undefined ? null : `detail: ${info.detail}`,
  ]
    .filter((line) => line !== null)
    .join("\n");
}

/** Whether signing in again is what helps. */
export function isSignedOut({ code }: FailureInfo): boolean {
  return code === "signed-out" || code === "unauthenticated" || code === "session-ended";
}
