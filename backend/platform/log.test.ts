import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { EngineError } from "../extraction/engine.ts";
import { createLog } from "./log.ts";
import { ProblemError } from "./problem.ts";

const SECRET = "planted-4711";

function capture(): { log: ReturnType<typeof createLog>; lines: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { log: createLog("info", stream), lines: () => chunks.join("") };
}

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test.each([
  ["a parser's error, which quotes its input", thrownBy(() => JSON.parse(`{"a": ${SECRET}}`))],
  [
    "a database's error, which quotes a value",
    Object.assign(new Error(`invalid input: "${SECRET}"`), { code: "22P02" }),
  ],
  ["an error's extra fields", Object.assign(new Error("x"), { detail: SECRET, parameters: [SECRET] })],
  ["a cause", new Error("outer", { cause: new Error(SECRET) })],
  ["a problem's detail, which names an email", new ProblemError("sign-up-closed", { detail: SECRET })],
  ["a thrown string", SECRET],
])("%s is not logged", (_what, error) => {
  const { log, lines } = capture();
  log.error({ err: error }, "request failed");
  expect(lines()).toContain("request failed");
  expect(lines()).not.toContain(SECRET);
});

test.each(["authorization", "password", "token", "accessToken", "refreshToken", "idToken", "apiKey"])(
  "a field named %s is left out, also within another",
  (name) => {
    const { log, lines } = capture();
    log.info({ [name]: SECRET, headers: { [name]: SECRET, of: { [name]: SECRET } } }, "line");
    expect(lines()).toContain("line");
    expect(lines()).not.toContain(SECRET);
  },
);

test("an error's code and place are logged", () => {
  const { log, lines } = capture();
  log.error({ err: new EngineError("model-timeout", { retryable: true }) }, "failed");
  expect(JSON.parse(lines())).toMatchObject({ err: { name: "EngineError", code: "model-timeout" } });
  expect(lines()).toContain("log.test.ts");
});
