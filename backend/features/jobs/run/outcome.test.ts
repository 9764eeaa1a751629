import { expect, test } from "vitest";
import type { ProblemCode } from "../../../contract/problem.ts";
import { EngineError } from "../../../extraction/engine.ts";
import { blockOf, endsOf } from "./outcome.ts";

const item = (position: number, attempts = 0) => ({
  ...{ position, input: ["a"], inputBytes: 5, attempts, alone: false, taskHash: String(position) },
});
const up = { isDown: false };
const failing = (code: ProblemCode, retryable = true) => ({
  results: [],
  failure: new EngineError(code, { retryable }),
});

test("an input whose row did not come with others' is asked for by itself; the others are done", () => {
  const [first, second] = endsOf(
    [item(0), item(1)],
    { results: [[{ value: "x" }], null], failure: null },
    up,
  );
  expect(first).toEqual({ position: 0, status: "done", cells: [{ value: "x" }], reused: false });
  expect(second).toMatchObject({ status: "pending", alone: true, attempts: 0 });
});

test.each([
  ["model-rate-limited", true, { status: "pending", attempts: 0, retryInMs: 0 }],
  ["model-out-of-credit", false, { status: "pending", attempts: 0 }],
  ["model-unavailable", true, { status: "pending", attempts: 1, retryInMs: 500 }],
  ["model-bad-output", true, { status: "pending", attempts: 1 }],
  ["model-length-limit", false, { status: "pending", attempts: 1 }],
  ["model-refused", false, { status: "failed", problem: { code: "model-refused" } }],
] as const)("%s leaves an input asked by itself as it should be", (code, retryable, end) => {
  expect(endsOf([item(0)], failing(code, retryable), up)[0]).toMatchObject(end);
});

test("after its last try an input fails with the reason of that one, longer waits in between", () => {
  const waits = [0, 1, 2].map((attempts) => endsOf([item(0, attempts)], failing("model-timeout"), up)[0]);
  expect(waits).toMatchObject([{ retryInMs: 500 }, { retryInMs: 2_000 }, { retryInMs: 8_000 }]);
  expect(endsOf([item(0, 3)], failing("model-timeout"), up)[0]).toMatchObject({
    ...{ status: "failed", problem: { code: "model-timeout" } },
  });
});

test("what somebody has to mend stops the job; what passes by itself does not", () => {
  for (const [code, retryable, blocks] of [
    ["model-out-of-credit", false, true],
    ["model-key-invalid", false, true],
    ["model-unavailable", false, true],
    ["model-unavailable", true, false],
    ["model-refused", false, false],
  ] as const) {
    expect(blockOf(new EngineError(code, { retryable })) !== null, code).toBe(blocks);
  }
});

test("while a server is down no input is at fault, however often it was tried", () => {
  const ends = endsOf([item(0, 3)], failing("model-unavailable"), { isDown: true });
  expect(ends[0]).toMatchObject({ status: "pending", attempts: 3, retryInMs: 0 });
});
