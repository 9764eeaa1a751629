import { afterAll, expect, test } from "vitest";
import { createHasher } from "./hasher.ts";

const hasher = createHasher(4, 1);
afterAll(() => hasher.close());

test("a password matches its own hash alone", async () => {
  const hash = await hasher.hash("correct horse");
  expect(hash).toMatch(/^\$2[ab]\$04\$/);
  expect(await hasher.verify("correct horse", hash)).toBe(true);
  expect(await hasher.verify("correct house", hash)).toBe(false);
});

test("without a hash nothing matches", async () => {
  expect(await hasher.verify("anything", null)).toBe(false);
  expect(await hasher.verify("", null)).toBe(false);
});

test("passwords that are equal in their first 72 bytes are not interchangeable", async () => {
  const password = "ä".repeat(36);
  const hash = await hasher.hash(password);
  expect(await hasher.verify(password, hash)).toBe(true);
  expect(await hasher.verify(`${password}x`, hash)).toBe(false);
});

test("the event loop goes on while a password is hashed", async () => {
  const slow = createHasher(8, 1);
  let isHashing = true;
  const hashing = slow.hash("correct horse").finally(() => {
    isHashing = false;
  });
  let turns = 0;
  for (; isHashing; turns += 1) await new Promise(setImmediate);
  await hashing;
  await slow.close();
  // On the loop itself it would give way a few times at most.
  expect(turns).toBeGreaterThan(100);
});
