import type { Problem } from "../../backend/contract/problem.ts";

/** The codes that the page switches on, beside those of the backend, with status and title. */
const problems = {
  "invalid-request": { status: 422, title: "The request is not valid" },
  "unknown-function": { status: 404, title: "There is no such function" },
  "no-selection": { status: 422, title: "Nothing is selected" },
  "several-ranges": { status: 422, title: "Several ranges are selected" },
  "range-too-large": { status: 413, title: "The selection is too large" },
  "no-table": { status: 422, title: "There is no table here" },
  "no-matching-column": { status: 422, title: "No column matches" },
  "not-found": { status: 404, title: "There is no such thing" },
  "row-width": { status: 422, title: "A row has another width than its columns" },
  "cell-too-long": { status: 422, title: "A cell is too long" },
  "too-many-columns": { status: 422, title: "That is more columns than a sheet can have" },
  "spreadsheet-full": { status: 422, title: "The spreadsheet has no room for this" },
  "protected-range": { status: 403, title: "These cells are protected" },
  "merged-cells": { status: 409, title: "There are merged cells in the way" },
  "validation-rejects": { status: 422, title: "A cell's data validation refuses this" },
  "typed-column": { status: 422, title: "A typed column refuses this" },
  conflict: { status: 409, title: "It was changed in between" },
  "write-id-reused": { status: 409, title: "This write was already made with another table" },
  "not-as-planned": { status: 500, title: "The sheet did not keep what was written" },
  "not-taken-back": { status: 500, title: "A write stopped half-way" },
  busy: { status: 503, title: "Somebody else is writing right now" },
  "authorization-needed": { status: 401, title: "Rowsmith needs your permission" },
  "google-unavailable": { status: 503, title: "Google Sheets did not answer" },
  internal: { status: 500, title: "Something went wrong" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ServerProblemCode = keyof typeof problems;

/** The wire's form of a problem, as it crosses from Apps Script to the page. */
export type ServerProblem = Omit<Problem, "requestId" | "type">;

/** Thrown anywhere, mapped once by `rpc`: an answer that the person is meant to read. */
export class ServerProblemError extends Error {
  readonly code: ServerProblemCode;
  readonly detail: string;

  constructor(code: ServerProblemCode, detail: string) {
    super(detail);
    this.name = "ServerProblemError";
    this.code = code;
    this.detail = detail;
  }
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
export function toServerProblem(error: unknown): ServerProblem {
  if (error instanceof ServerProblemError) return problemOf(error.code, error.detail);
  const message = String((error as { message?: unknown } | null)?.message ?? error);
  const known = googleMessages.find(([pattern]) => pattern.test(message));
  return known ? problemOf(known[1], message) : problemOf("internal");
}

function problemOf(code: ServerProblemCode, detail?: string): ServerProblem {
  return { ...problems[code], code, ...(detail ? { detail } : {}) };
}
