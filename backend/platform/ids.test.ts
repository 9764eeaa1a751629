import { expect, test } from "vitest";
import { newId } from "./ids.ts";

test("ids are UUIDv7 that sort as they were made, also within one millisecond, and none comes twice", () => {
  const made = Array.from({ length: 2_000 }, newId);
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  for (const id of made.slice(0, 20)) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test("what is random in an id differs from the next one's", () => {
  const tails = Array.from({ length: 600 }, () => newId().slice(24));
  expect(new Set(tails).size).toBe(tails.length);
});
