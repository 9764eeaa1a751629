import { expect, test } from "vitest";
import { crossing, runFunction } from "./script-calls.ts";

const script = {
  rpc: (name: string, json: string) => `${name} ${json}`,
  hidden_: () => "secret",
  broken: () => {
    throw new Error("Service Spreadsheets failed");
  },
  notAFunction: 1,
};

test("a function of the script gets its arguments from JSON", () => {
  expect(runFunction(script, "rpc", '["hello","{}"]')).toBe("hello {}");
});

test.each(["hidden_", "missing", "notAFunction", "constructor", "__proto__", "toString"])(
  "%s cannot be called from the page",
  (name) => {
    expect(() => runFunction(script, name, "[]")).toThrow(`Script function not found: ${name}`);
  },
);

test("what the script throws reaches the caller", () => {
  expect(() => runFunction(script, "broken", "[]")).toThrow("Service Spreadsheets failed");
});

test("results cross as JSON, none as null", async () => {
  expect(await crossing({ a: [1, null] })).toBe('{"a":[1,null]}');
  expect(await crossing(undefined)).toBeNull();
});

test("a result with a Date in it never arrives, as at Google", async () => {
  const arrived = await Promise.race([
    crossing({ rows: [[new Date(0)]] }),
    new Promise((resolve) => setTimeout(() => resolve("nothing"))),
  ]);
  expect(arrived).toBe("nothing");
});
