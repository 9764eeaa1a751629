import * as z from "zod";

/**
 * The stable codes that a client switches on, with the HTTP status and title each is answered with.
 * The contract grows by addition only.
 */
export const problems = {
  "invalid-request": { status: 422, title: "The request is not valid" },
  "malformed-json": { status: 400, title: "The body is not valid JSON" },
  "empty-message": { status: 422, title: "The message is empty" },
  "invalid-cursor": { status: 422, title: "The cursor is not one of ours" },
  "unsupported-columns": { status: 422, title: "These columns cannot be used" },
  "binary-source": { status: 422, title: "This is not text" },
  "body-too-large": { status: 413, title: "The request is too large" },
  "source-too-large": { status: 413, title: "The source is too large" },
  "too-many-files": { status: 413, title: "These are too many files" },
  "file-kind-unsupported": { status: 422, title: "This kind of file cannot be read" },
  "file-too-large": { status: 413, title: "The file is too large" },
  "file-too-many-pages": { status: 413, title: "The file has too many pages" },
  "file-encrypted": { status: 422, title: "The file is protected by a password" },
  "file-picture": { status: 422, title: "This PDF is a picture. Paste its text." },
  "file-inflates": { status: 422, title: "The file unpacks to more than can be read" },
  "file-damaged": { status: 422, title: "The file is damaged or is not what its name says" },
  "file-encoding-unknown": { status: 422, title: "The encoding of the file's text is not known" },
  "file-empty": { status: 422, title: "There is no text in the file" },
  "file-timeout": { status: 422, title: "Reading the file took too long" },
  "unsupported-media-type": { status: 415, title: "Send JSON" },
  unauthenticated: { status: 401, title: "Sign in first" },
  "invalid-credentials": { status: 401, title: "Email or password is wrong" },
  "invalid-token": { status: 401, title: "The token is not valid" },
  "session-ended": { status: 401, title: "The session has ended" },
  "unknown-audience": { status: 401, title: "The add-on's script is not known to this server" },
  "email-not-verified": { status: 401, title: "Google has not verified this email address" },
  "sign-up-closed": { status: 403, title: "This server is private" },
  forbidden: { status: 403, title: "This is not allowed" },
  "email-taken": { status: 409, title: "There is an account with this email already" },
  conflict: { status: 409, title: "It was changed in between" },
  "turn-running": { status: 409, title: "An answer is still being written in this conversation" },
  "request-in-flight": { status: 409, title: "The same request is still running" },
  "idempotency-mismatch": { status: 422, title: "This idempotency key was used for another request" },
  "not-found": { status: 404, title: "There is no such thing" },
  "method-not-allowed": { status: 405, title: "This method is not allowed here" },
  "rate-limited": { status: 429, title: "Too many requests" },
  "cap-reached": { status: 429, title: "Today's allowance is used up" },
  "model-not-connected": { status: 409, title: "No model is connected" },
  "model-key-invalid": { status: 502, title: "The model refused the server's key" },
  "model-out-of-credit": { status: 502, title: "The model's account is out of credit" },
  "model-rate-limited": { status: 503, title: "The model is busy" },
  "model-unavailable": { status: 503, title: "The model cannot be reached" },
  "model-timeout": { status: 504, title: "The model stopped answering" },
  "model-truncated": { status: 502, title: "The model's answer broke off" },
  "model-refused": { status: 502, title: "The model declined to answer" },
  "model-content-filter": { status: 502, title: "The model's content filter stopped the answer" },
  "model-length-limit": { status: 502, title: "The model's answer was too long" },
  "model-bad-output": { status: 502, title: "The model's answer could not be read" },
  "turn-interrupted": { status: 503, title: "The answer was interrupted" },
  "google-not-configured": { status: 409, title: "This server is not set up for Google Sheets" },
  "google-not-connected": { status: 409, title: "Connect your Google account first" },
  "google-consent-ended": { status: 409, title: "Google no longer lets this server in. Connect again." },
  "google-key-lost": { status: 409, title: "The kept access to Google cannot be read. Connect again." },
  "google-state-invalid": { status: 400, title: "This way back from Google was not begun here" },
  "google-state-used": { status: 409, title: "This way back from Google was used already" },
  "google-state-expired": { status: 410, title: "This way back from Google is too old. Connect again." },
  "google-consent-denied": { status: 403, title: "Google was told not to let this server in" },
  "google-scope-missing": { status: 403, title: "The permission for spreadsheets was not given" },
  "google-account-mismatch": { status: 403, title: "This is another Google account" },
  "google-code-wrong": { status: 403, title: "This is not the code that the page showed" },
  "google-refused": { status: 502, title: "Google did not take the request" },
  "google-rate-limited": { status: 503, title: "Google is asked too often right now" },
  "google-unavailable": { status: 503, title: "Google cannot be reached" },
  "google-timeout": { status: 504, title: "Google did not answer in time" },
  "spreadsheet-not-found": { status: 404, title: "There is no such spreadsheet for this server" },
  "sheet-not-found": { status: 404, title: "The spreadsheet has no such sheet" },
  "spreadsheet-read-only": { status: 403, title: "The spreadsheet may only be read" },
  "spreadsheet-protected": { status: 409, title: "The range is protected" },
  "spreadsheet-full": { status: 409, title: "The spreadsheet holds no more cells" },
  "cell-too-long": { status: 422, title: "A text is longer than a cell holds" },
  "export-key-missing": { status: 409, title: "The sheet or the table lacks a key column" },
  "export-key-ambiguous": { status: 409, title: "Several rows have the same key" },
  "export-running": { status: 409, title: "The export is not over yet" },
  unavailable: { status: 503, title: "The server cannot answer right now" },
  internal: { status: 500, title: "Something went wrong" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** What went wrong, kept beside the thing that it went wrong with. */
export const ProblemSummary = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
});
export type ProblemSummary = z.infer<typeof ProblemSummary>;

/** RFC 9457 problem details. `code` is the stable switch; unknown faults say nothing of their cause. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string(),
    /** Seconds until a retry may help; the same as the header `Retry-After`. */
    retryAfter: z.int().optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;
