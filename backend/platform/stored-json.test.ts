import { expect, test } from "vitest";
import { toStoredJson, toStoredText } from "./stored-json.ts";

test.each([
  ["a\0b", "a\ufffdb"],
  ["\0\0", "\ufffd\ufffd"],
  ["half \ud83d pair", "half \ufffd pair"],
  ["whole \ud83d\ude00 pair", "whole \ud83d\ude00 pair"],
  ["a backslash and \\u0000 as written", "a backslash and \\u0000 as written"],
  ["a backslash before NUL \\\0", "a backslash before NUL \\\ufffd"],
])("%j is stored as %j", (value, stored) => {
  expect(JSON.parse(toStoredJson({ value }))).toEqual({ value: stored });
  expect(toStoredText(value)).toBe(stored);
});
