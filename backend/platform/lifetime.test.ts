import { expect, test } from "vitest";
import { createLifetime } from "./lifetime.ts";

test("the end waits for tracked work, and for what that work starts", async () => {
  const lifetime = createLifetime();
  const done: string[] = [];
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  lifetime.track(
    first.promise.then(() => {
      done.push("first");
      lifetime.track(second.promise.then(() => done.push("second")));
    }),
  );
  const ended = lifetime.end(60_000);
  expect(lifetime.signal.aborted).toBe(true);
  first.resolve();
  second.resolve();
  await ended;
  expect(done).toEqual(["first", "second"]);
});

test("work that fails does not fail the end", async () => {
  const lifetime = createLifetime();
  lifetime.track(Promise.reject(new Error("no")));
  await expect(lifetime.end(60_000)).resolves.toBeUndefined();
});

test("work that never ends is left behind", async () => {
  const lifetime = createLifetime();
  lifetime.track(new Promise(() => {}));
  await expect(lifetime.end(5)).resolves.toBeUndefined();
});
