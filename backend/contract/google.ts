import * as z from "zod";
import { begunAt } from "./examples.ts";
import { Time } from "./paging.ts";
import { ProblemSummary } from "./problem.ts";

/** Google's own id of a spreadsheet, as it stands in its address. */
export const SpreadsheetId = z.string().regex(/^[\w-]{10,200}$/, "The id in a spreadsheet's address");

/** The page to open in a browser; it is good until `expiresAt`, once, for this person alone. */
export const GoogleConsent = z.object({ url: z.url(), expiresAt: Time }).meta({
  id: "GoogleConsent",
  example: {
    url: "https://accounts.google.com/o/oauth2/v2/auth?client_id=rowsmith&state=5Qd8Zk2m",
    expiresAt: "2026-03-02T10:10:00.000Z",
  },
});
export type GoogleConsent = z.infer<typeof GoogleConsent>;

/**
 * `none`: never connected, or disconnected. `unconfirmed`: an account with a password confirms with the code that the
 * page showed. `connected`: it works. `consent-ended`: the person or Google took it back, or it was not used for too
 * long. `key-lost`: the server's encryption key is another one. All but `connected` are mended by `mend`.
 */
export const GoogleConnection = z
  .object({
    /** Whether the server's operator has set up access to Google at all. */
    configured: z.boolean(),
    status: z.enum(["none", "unconfirmed", "connected", "consent-ended", "key-lost"]),
    mend: z.enum(["connect", "confirm"]).nullable(),
    problem: ProblemSummary.nullable(),
    scopes: z.array(z.string()),
    connectedAt: Time.nullable(),
  })
  .meta({
    id: "GoogleConnection",
    example: {
      ...{ configured: true, status: "connected", mend: null, problem: null },
      scopes: ["openid", "https://www.googleapis.com/auth/drive.file"],
      connectedAt: begunAt,
    },
  });
export type GoogleConnection = z.infer<typeof GoogleConnection>;

/** The code that the page showed after Google's consent. */
export const ConfirmGoogleRequest = z
  .object({ code: z.string().trim().min(4).max(20) })
  .meta({ id: "ConfirmGoogleRequest", example: { code: "7KQ2-M9XA" } });
export type ConfirmGoogleRequest = z.infer<typeof ConfirmGoogleRequest>;
