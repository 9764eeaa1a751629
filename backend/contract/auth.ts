import * as z from "zod";
import * as given from "./examples.ts";
import { Id, pageOf, Time } from "./paging.ts";

const PASSWORD = "correct horse battery";
const TOKEN = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIwMTliYjE1MyJ9";
const REFRESH_TOKEN = "Jd3vXq8LmR2nTz6Wc9Yb4KfPs7Hg1Ua5Ee0Oi3Bx6Mw";
const apiKey = {
  ...{ id: "019cadfd-8900-7a4c-8e6f-1b2d3c4a5e67", name: "Nightly import", hint: "w2Qz", readOnly: true },
  ...{ lastUsedAt: given.begunAt, createdAt: given.joinedAt },
};

export const Email = z.email().max(254);

/** 8 to 72 bytes of UTF-8: bcrypt reads no more, and a longer one is refused, never cut. */
export const Password = z
  .string()
  .max(72, "A password has at most 72 bytes")
  .refine((value) => new TextEncoder().encode(value).length >= 8, "A password has at least 8 bytes")
  .refine((value) => new TextEncoder().encode(value).length <= 72, "A password has at most 72 bytes");

export const RegisterRequest = z
  .object({ email: Email, password: Password, name: z.string().trim().min(1).max(100).optional() })
  .meta({
    id: "RegisterRequest",
    example: { email: given.user.email, password: PASSWORD, name: given.user.name },
  });
export type RegisterRequest = z.infer<typeof RegisterRequest>;

export const LoginRequest = z
  .object({ email: Email, password: z.string().max(1_000) })
  .meta({ id: "LoginRequest", example: { email: given.user.email, password: PASSWORD } });
export type LoginRequest = z.infer<typeof LoginRequest>;

/** Apps Script's OpenID token, from `ScriptApp.getIdentityToken()`. */
export const GoogleSignInRequest = z
  .object({ idToken: z.string().min(1).max(8_192) })
  .meta({ id: "GoogleSignInRequest", example: { idToken: `${TOKEN}.c2lnbmF0dXJl` } });
export type GoogleSignInRequest = z.infer<typeof GoogleSignInRequest>;

export const RefreshRequest = z
  .object({ refreshToken: z.string().min(1).max(512) })
  .meta({ id: "RefreshRequest", example: { refreshToken: REFRESH_TOKEN } });
export type RefreshRequest = z.infer<typeof RefreshRequest>;

export const User = z
  .object({ id: Id, email: z.string(), name: z.string(), createdAt: Time })
  .meta({ id: "User", example: given.user });
export type User = z.infer<typeof User>;

/** `expiresIn`: seconds until the access token ends. */
export const SignIn = z
  .object({ user: User, accessToken: z.string(), refreshToken: z.string(), expiresIn: z.int() })
  .meta({
    id: "SignIn",
    example: {
      user: given.user,
      accessToken: `${TOKEN}.c2lnbmF0dXJl`,
      refreshToken: REFRESH_TOKEN,
      expiresIn: 900,
    },
  });
export type SignIn = z.infer<typeof SignIn>;

export const UpdateMeRequest = z
  .object({ name: z.string().trim().min(1).max(100) })
  .meta({ id: "UpdateMeRequest", example: { name: "Ann Berger-Kaya" } });
export type UpdateMeRequest = z.infer<typeof UpdateMeRequest>;

/** What went at once, and what stays until `erasedAt`. */
export const AccountDeletion = z
  .object({ deletedAt: Time, erasedAt: Time, removed: z.array(z.string()), kept: z.array(z.string()) })
  .meta({
    id: "AccountDeletion",
    example: {
      ...{ deletedAt: "2026-03-02T18:00:00.000Z", erasedAt: "2026-04-01T18:00:00.000Z" },
      removed: ["email", "name", "password", "google-account", "sessions", "api-keys"],
      kept: ["conversations", "messages", "sources", "tables", "usage"],
    },
  });
export type AccountDeletion = z.infer<typeof AccountDeletion>;

/** A key that scripts use in place of an access token. `hint`: its last characters. */
export const ApiKey = z
  .object({
    id: Id,
    name: z.string(),
    hint: z.string(),
    readOnly: z.boolean(),
    lastUsedAt: Time.nullable(),
    createdAt: Time,
  })
  .meta({ id: "ApiKey", example: apiKey });
export type ApiKey = z.infer<typeof ApiKey>;

/** `readOnly`: the key may ask for things and change none. */
export const CreateApiKeyRequest = z
  .object({ name: z.string().trim().min(1).max(100), readOnly: z.boolean().default(false) })
  .meta({ id: "CreateApiKeyRequest", example: { name: apiKey.name, readOnly: apiKey.readOnly } });
export type CreateApiKeyRequest = z.infer<typeof CreateApiKeyRequest>;

/** `key` is told this once. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() }).meta({
  id: "CreatedApiKey",
  example: {
    ...apiKey,
    lastUsedAt: null,
    key: `rowsmith_kq3nVb7Tz2mXc9Lw5Rj8Hd4Pf6Ys1GaUe0No3Bi${apiKey.hint}`,
  },
});
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const ApiKeyPage = pageOf(ApiKey).meta({ id: "ApiKeyPage" });
