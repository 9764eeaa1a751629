import { expect, test } from "vitest";
import { createAppsScript, type ScriptRun } from "./apps-script.ts";

type Script = (answer: { succeed: (json: string) => void; fail: (error: Error) => void }) => void;

function runner(script: Script): { run: () => ScriptRun; calls: [string, string][] } {
  const calls: [string, string][] = [];
  const build = (succeed: (json: string) => void, fail: (error: Error) => void): ScriptRun => ({
    withSuccessHandler: (handler) => build(handler, fail),
    withFailureHandler: (handler) => build(succeed, handler),
    rpc(name, json) {
      calls.push([name, json]);
      script({ succeed, fail });
    },
  });
  return {
    run: () =>
      build(
        () => {},
        () => {},
      ),
    calls,
  };
}

test("crosses as JSON and answers with the result", async () => {
  const { run, calls } = runner(({ succeed }) => succeed('{"ok":true,"result":{"shown":true}}'));
  expect(await createAppsScript(run).call("show", { sheet: "S", a1: "A1" })).toEqual({ shown: true });
  expect(calls).toEqual([["show", '{"sheet":"S","a1":"A1"}']]);
});

test("a call whose handlers never fire ends by its time limit", async () => {
  const { run } = runner(() => {});
  const call = createAppsScript(run, "", { hello: 5 }).call("hello", {});
  await expect(call).rejects.toMatchObject({ info: { code: "apps-script-timeout" } });
});

test("the script's problem becomes a failure with its code", async () => {
  const problem = { title: "Protected", status: 403, code: "protected-range", detail: "A1" };
  const { run } = runner(({ succeed }) => succeed(JSON.stringify({ ok: false, problem })));
  await expect(createAppsScript(run).call("hello", {})).rejects.toMatchObject({
    info: { code: "protected-range", detail: "A1" },
  });
});

test.each([
  ["PERMISSION_DENIED", "several-accounts"],
  ["Authorization is required to perform that action.", "several-accounts"],
  ["Service Spreadsheets failed", "apps-script-failed"],
])("Google's %j is told as %s", async (message, code) => {
  const { run } = runner(({ fail }) => fail(new Error(message)));
  await expect(createAppsScript(run).call("hello", {})).rejects.toMatchObject({ info: { code } });
});

test.each(["", "null", "<html>", "{}"])(
  "an unreadable answer %j is a failure, not a result",
  async (json) => {
    const { run } = runner(({ succeed }) => succeed(json));
    await expect(createAppsScript(run).call("hello", {})).rejects.toMatchObject({
      info: { code: "apps-script-failed" },
    });
  },
);

test("outside Google there is no bridge, and it says so", async () => {
  await expect(createAppsScript(() => undefined).call("hello", {})).rejects.toMatchObject({
    info: { code: "apps-script-failed" },
  });
});
