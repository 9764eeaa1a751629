import type { RpcProblem, SheetProblems } from "../rpc.ts";

/** The codes that the page switches on, beside those of the backend, with status and title for the log. */
const problems = {
  "invalid-request": { status: 422, title: "The request is not valid" },
  "unknown-function": { status: 404, title: "There is no such function" },
  "no-selection": { status: 422, title: "Nothing is selected" },
  "several-ranges": { status: 422, title: "Several ranges are selected" },
  "range-too-large": { status: 413, title: "The selection is too large" },
  "no-table": { status: 422, title: "There is no table here" },
  "no-matching-column": { status: 422, title: "No column matches" },
  "mapped-twice": { status: 422, title: "Two columns have one place" },
  "no-rows": { status: 422, title: "The table has no rows" },
  "row-width": { status: 422, title: "A row has another width than its columns" },
  "cell-too-long": { status: 422, title: "A cell is too long" },
  "column-name-too-long": { status: 422, title: "A column's name is too long" },
  "too-many-columns": { status: 422, title: "That is more columns than a sheet can have" },
  "spreadsheet-full": { status: 422, title: "The spreadsheet has no room for this" },
  "protected-range": { status: 403, title: "These cells are protected" },
  "merged-cells": { status: 409, title: "There are merged cells in the way" },
  "validation-rejects": { status: 422, title: "A cell's data validation refuses this" },
  "typed-column": { status: 422, title: "A typed column refuses this" },
  conflict: { status: 409, title: "It was changed in between" },
  "place-gone": { status: 409, title: "The place is no longer there" },
  "write-id-reused": { status: 409, title: "This write was already made with another table" },
  "write-unknown": { status: 404, title: "This write is not known any more" },
  "cannot-undo": { status: 409, title: "What this write replaced is no longer kept" },
  "key-without-column": { status: 422, title: "The sheet's table has no column for the key" },
  "not-as-planned": { status: 500, title: "The sheet did not keep what was written" },
  "not-taken-back": { status: 500, title: "A write stopped half-way" },
  busy: { status: 503, title: "Somebody else is writing right now" },
  "several-accounts": { status: 409, title: "Several Google accounts are signed in" },
  "authorization-needed": { status: 401, title: "Rowsmith needs your permission" },
  "google-unavailable": { status: 503, title: "Google Sheets did not answer" },
  internal: { status: 500, title: "Something went wrong" },
} as const satisfies Record<keyof SheetProblems, { status: number; title: string }>;

export type ServerProblemCode = keyof SheetProblems;

/** Thrown anywhere, mapped once by `rpc`: an answer that the person is meant to read. */
export class ServerProblemError<Code extends ServerProblemCode = ServerProblemCode> extends Error {
  readonly code: Code;
  readonly params: SheetProblems[Code];
  /** For a developer; the person's sentence is the page's. */
  readonly detail: string | undefined;

  constructor(code: Code, params: SheetProblems[Code], detail?: string) {
    super([problems[code].title, ...Object.values(params), detail].filter(Boolean).join(" · "));
    this.name = "ServerProblemError";
    this.code = code;
    this.params = params;
    this.detail = detail;
  }
}

/** The page and this script were not built together, or somebody else is calling. */
export function invalidRequest(detail: string): ServerProblemError {
  return new ServerProblemError("invalid-request", {}, detail);
}

/** What Google says, in part, and what it means here. Google's own words name the cell, so they are kept. */
const googleMessages: [RegExp, ServerProblemCode][] = [
  [/protected cell|protected range|trying to edit a protected/i, "protected-range"],
  [/above the limit of \d+ cells/i, "spreadsheet-full"],
  [/maximum of 50000 characters/i, "cell-too-long"],
  [/not allowed on cells in typed columns/i, "typed-column"],
  [/violates the data validation/i, "validation-rejects"],
  [/merged cells?/i, "merged-cells"],
  [/authori[sz]ation is required|permission_denied|do(es)? not have permission/i, "authorization-needed"],
  [
    /service (spreadsheets )?(failed|timed out|unavailable)|service error|server error/i,
    "google-unavailable",
  ],
  [/lock timeout|could not obtain lock/i, "busy"],
];

/** Maps whatever was thrown to a problem. Unknown faults say nothing of their cause. */
export function toServerProblem(error: unknown): RpcProblem {
  if (error instanceof ServerProblemError) {
    return { ...problemOf(error.code, error.detail), params: error.params };
  }
  const message = String((error as { message?: unknown } | null)?.message ?? error);
  const known = googleMessages.find(([pattern]) => pattern.test(message));
  return known ? problemOf(known[1], message) : problemOf("internal");
}

function problemOf(code: ServerProblemCode, detail?: string): RpcProblem {
  return { ...problems[code], code, ...(detail ? { detail } : {}) };
}
