import { expect, test } from "vitest";
import { readFromFrame, readFromPage } from "./frame-messages.ts";

const text = (value: unknown) => JSON.stringify(value);

test("a call is read as it was sent", () => {
  const call = { rowsmith: "run", id: 3, name: "rpc", args: '["hello","{}"]' } as const;
  expect(readFromFrame(text(call))).toEqual(call);
  expect(readFromFrame(text({ rowsmith: "close" }))).toEqual({ rowsmith: "close" });
});

test("an answer is read as it was sent, with no value as null", () => {
  expect(readFromPage(text({ rowsmith: "success", id: 1, result: null }))).toEqual({
    rowsmith: "success",
    id: 1,
    result: null,
  });
  expect(readFromPage(text({ rowsmith: "failure", id: 2, message: "no" }))).toEqual({
    rowsmith: "failure",
    id: 2,
    message: "no",
  });
});

test.each([
  undefined,
  null,
  42,
  { rowsmith: "run", id: 1, name: "rpc", args: "[]" },
  "",
  "not json",
  "null",
  "[]",
  text({ id: 1, name: "rpc", args: "[]" }),
  text({ rowsmith: "run", id: "1", name: "rpc", args: "[]" }),
  text({ rowsmith: "run", id: 1, name: "rpc", args: [] }),
  text({ rowsmith: "success", id: 1, result: { already: "an object" } }),
  text({ rowsmith: "failure", id: 1 }),
])("what is no message of ours is nothing: %o", (data) => {
  expect(readFromFrame(data)).toBeNull();
  expect(readFromPage(data)).toBeNull();
});
