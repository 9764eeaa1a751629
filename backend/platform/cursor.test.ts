import { expect, test } from "vitest";
import * as z from "zod";
import { decodeCursor, encodeCursor } from "./cursor.ts";

const Keys = z.tuple([z.iso.datetime(), z.uuid()]);
const keys: z.infer<typeof Keys> = ["2026-03-02T10:00:00.000Z", "01a20810-b1e5-7318-be50-6f772e789fa6"];

test("a cursor gives back the keys it was made of", () => {
  expect(decodeCursor(encodeCursor(keys), Keys)).toEqual(keys);
});

test.each(["", "abc", "%%%", encodeCursor([1, 2]), encodeCursor(["'; drop table users"]), "bnVsbA"])(
  "422 invalid-cursor for %j",
  (cursor) => {
    expect(() => decodeCursor(cursor, Keys)).toThrow(expect.objectContaining({ code: "invalid-cursor" }));
  },
);
