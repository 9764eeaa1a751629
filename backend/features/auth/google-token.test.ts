import {
  createLocalJWKSet,
  errors,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import { expect, test } from "vitest";
import { verifyGoogleToken } from "./google-token.ts";

const AUDIENCE = "123-abc.apps.googleusercontent.com";
const now = new Date("2026-03-02T10:00:00Z");
const seconds = Math.floor(now.getTime() / 1_000);
const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
const issuer = {
  issuers: ["https://accounts.google.com", "accounts.google.com"],
  audiences: ["other.apps.googleusercontent.com", AUDIENCE],
  keys: createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: "RS256", use: "sig" }] }),
};
const claims = {
  iss: "https://accounts.google.com",
  aud: AUDIENCE,
  sub: "110169484474386276334",
  email: "ann@example.com",
  email_verified: true,
  iat: seconds,
  exp: seconds + 3_600,
};

function sign(change: object = {}, alg = "RS256", key: Parameters<SignJWT["sign"]>[0] = privateKey) {
  return new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg, typ: "JWT" }).sign(key);
}

test("a token says who Google says it is", async () => {
  expect(await verifyGoogleToken(issuer, await sign({ name: "Ann" }), now)).toEqual({
    sub: claims.sub,
    email: "ann@example.com",
    name: "Ann",
  });
});

test("without the profile's scope the name is the email's first part", async () => {
  expect(await verifyGoogleToken(issuer, await sign(), now)).toMatchObject({ name: "ann" });
});

test.each([
  ["another issuer", { iss: "https://accounts.google.com.evil.example" }, "invalid-token"],
  ["an hour too old", { exp: seconds - 3_600 }, "invalid-token"],
  ["no expiry", { exp: undefined }, "invalid-token"],
  ["no subject", { sub: undefined }, "invalid-token"],
  ["no email", { email: undefined }, "invalid-token"],
  ["no word on the email", { email_verified: undefined }, "invalid-token"],
  ["several audiences", { aud: [AUDIENCE, "evil"] }, "invalid-token"],
  ["an unverified email", { email_verified: false }, "email-not-verified"],
  ["an unverified email, as text", { email_verified: "false" }, "email-not-verified"],
])("%s is refused", async (_what, change, code) => {
  await expect(verifyGoogleToken(issuer, await sign(change), now)).rejects.toMatchObject({ code });
});

test("an unknown audience is told to the administrator", async () => {
  await expect(
    verifyGoogleToken(issuer, await sign({ aud: "999-new.apps.googleusercontent.com" }), now),
  ).rejects.toMatchObject({
    code: "unknown-audience",
    message: "Admin: add 999-new.apps.googleusercontent.com to GOOGLE_CLIENT_IDS",
  });
});

test("an audience is not repeated from a token that Google did not sign", async () => {
  const { privateKey: foreign } = await generateKeyPair("RS256");
  await expect(
    verifyGoogleToken(issuer, await sign({ aud: "phish" }, "RS256", foreign), now),
  ).rejects.toMatchObject({
    code: "invalid-token",
  });
});

test("alg none is refused", async () => {
  await expect(verifyGoogleToken(issuer, new UnsecuredJWT(claims).encode(), now)).rejects.toMatchObject({
    code: "invalid-token",
  });
});

test("HS256 with the public key as its secret is refused", async () => {
  const secret = new TextEncoder().encode(await exportSPKI(publicKey));
  await expect(verifyGoogleToken(issuer, await sign({}, "HS256", secret), now)).rejects.toMatchObject({
    code: "invalid-token",
  });
});

test.each([
  ["a time-out", new errors.JWKSTimeout()],
  ["no network", new TypeError("fetch failed")],
  ["an answer that is no key set", new errors.JWKSInvalid()],
])("%s while the keys are fetched is no fault of the token", async (_what, fault) => {
  const keys = () => Promise.reject(fault);
  await expect(verifyGoogleToken({ ...issuer, keys }, await sign(), now)).rejects.toMatchObject({
    code: "unavailable",
  });
});
