import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createSealer, type EncryptionKey } from "./sealer.ts";

const key = (id: string): EncryptionKey => ({ id, key: randomBytes(32) });
const old = key("old");
const sealer = createSealer([key("new"), old]);

test("what was sealed opens again, each time in other bytes, and holds nothing of the text", () => {
  const [first, second] = [sealer.seal("1//secret", "token:1"), sealer.seal("1//secret", "token:1")];
  expect(sealer.open(first, "token:1")).toBe("1//secret");
  expect(first.bytes.equals(second.bytes)).toBe(false);
  expect(first.bytes.includes("secret")).toBe(false);
  expect(first.keyId).toBe("new");
});

test("an earlier key still opens what it sealed; a key that is gone, or another of its name, does not", () => {
  const sealed = createSealer([old]).seal("text", "token:1");
  expect(sealer.open(sealed, "token:1")).toBe("text");
  expect(createSealer([key("new")]).open(sealed, "token:1")).toBeNull();
  expect(createSealer([key("old")]).open(sealed, "token:1")).toBeNull();
});

test("nothing opens for another purpose, cut short, or with a bit changed anywhere", () => {
  const sealed = sealer.seal("text", "token:1");
  expect(sealer.open(sealed, "token:2")).toBeNull();
  expect(sealer.open({ ...sealed, bytes: sealed.bytes.subarray(0, 20) }, "token:1")).toBeNull();
  for (let at = 0; at < sealed.bytes.length; at++) {
    const bytes = Buffer.from(sealed.bytes);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    expect(sealer.open({ ...sealed, bytes }, "token:1"), `byte ${at}`).toBeNull();
  }
});
