import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { expect, test } from "vitest";
import { signAccessToken, verifyAccessToken } from "./access-token.ts";

const secret = new TextEncoder().encode("a secret of the tests, which guards nothing");
const user = {
  id: "01a20810-b1e5-7318-be50-6f772e789fa6",
  sessionId: "01a20810-b1fa-760f-bb03-f4990a70e79b",
};
const now = new Date("2026-03-02T10:00:00Z");
const seconds = Math.floor(now.getTime() / 1_000);
const claims = { sid: user.sessionId, sub: user.id, iss: "rowsmith", aud: "rowsmith-api", iat: seconds };
const invalid = expect.objectContaining({ code: "invalid-token" });
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

function forge(change: object, header: object = {}, key: Parameters<SignJWT["sign"]>[0] = secret) {
  return new SignJWT({ ...claims, exp: seconds + 900, ...change })
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt", ...header })
    .sign(key);
}

test("a token says who it was signed for", async () => {
  const token = await signAccessToken(secret, user, now);
  expect(await verifyAccessToken(secret, token, later(14))).toEqual(user);
});

test("a token that was taken before is not taken once it has expired, nor with another secret", async () => {
  const token = await signAccessToken(secret, user, now);
  for (const at of [now, later(14)]) expect(await verifyAccessToken(secret, token, at)).toEqual(user);
  await expect(verifyAccessToken(secret, token, later(17))).rejects.toThrow(invalid);
  const other = new TextEncoder().encode("another secret, which guards as little");
  await expect(verifyAccessToken(other, token, now)).rejects.toThrow(invalid);
});

test("the forger of the tests below makes good tokens where nothing is changed", async () => {
  expect(await verifyAccessToken(secret, await forge({}), now)).toEqual(user);
});

test("a token ends after 15 minutes and a little tolerance", async () => {
  const token = await signAccessToken(secret, user, now);
  await expect(verifyAccessToken(secret, token, later(17))).rejects.toThrow(invalid);
});

test("alg none is refused", async () => {
  const token = new UnsecuredJWT({ ...claims, exp: seconds + 900 }).encode();
  await expect(verifyAccessToken(secret, token, now)).rejects.toThrow(invalid);
});

test("another algorithm is refused, also with the right secret", async () => {
  const long = new TextEncoder().encode("x".repeat(64));
  const token = await forge({}, { alg: "HS512" }, long);
  await expect(verifyAccessToken(long, token, now)).rejects.toThrow(invalid);
});

test("RS256 is refused", async () => {
  const { privateKey } = await generateKeyPair("RS256");
  await expect(verifyAccessToken(secret, await forge({}, { alg: "RS256" }, privateKey), now)).rejects.toThrow(
    invalid,
  );
});

test.each([
  ["another issuer", { iss: "https://accounts.google.com" }, {}],
  ["another audience", { aud: "other" }, {}],
  ["no expiry", { exp: undefined }, {}],
  ["no session", { sid: undefined }, {}],
  ["a session that is no id", { sid: "' or true" }, {}],
  ["another type, as an ID token has", {}, { typ: "JWT" }],
  ["no type", {}, { typ: undefined }],
])("%s is refused", async (_what, change, header) => {
  await expect(verifyAccessToken(secret, await forge(change, header), now)).rejects.toThrow(invalid);
});

test("another secret is refused", async () => {
  const token = await signAccessToken(new TextEncoder().encode("y".repeat(32)), user, now);
  await expect(verifyAccessToken(secret, token, now)).rejects.toThrow(invalid);
});

test.each(["", "a.b.c", "x".repeat(5_000)])("what is no token is refused", async (token) => {
  await expect(verifyAccessToken(secret, token, now)).rejects.toThrow(invalid);
});
