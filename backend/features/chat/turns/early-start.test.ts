import { expect, test } from "vitest";
import type { Engine, ExtractionEvent } from "../../../extraction/engine.ts";
import { startEarly } from "./early-start.ts";
import type { PreparedTurn } from "./prepare.ts";

const text = "No,Name\n1,Ann\n".repeat(10_000);
const prepared = Promise.resolve({
  revises: null,
  request: {
    ...{ prompt: "", history: [], columns: null, revises: null, mode: "extract" },
    source: { kind: "text", title: "", text },
    ...{ locale: "en-US", timeZone: "UTC", now: new Date(0) },
  },
} satisfies PreparedTurn);
const breathe = () => new Promise((resolve) => setImmediate(resolve));

/** An engine whose worker tells one piece of text and then waits until it is ended. */
function patientEngine() {
  const seen = { begun: 0, ended: 0 };
  async function* extractElsewhere(_: unknown, signal: AbortSignal): AsyncGenerator<ExtractionEvent> {
    seen.begun += 1;
    try {
      yield { type: "text-delta", text: "begun" };
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
    } finally {
      seen.ended += 1;
    }
  }
  async function* run() {}
  const engine: Engine = { name: "offline", model: null, run, extractElsewhere };
  return { engine, seen };
}

test("the engine begins at once, and what it told first is told to whoever takes the answer", async () => {
  const { engine, seen } = patientEngine();
  const early = startEarly(engine, prepared);
  await breathe();
  expect(seen).toEqual({ begun: 1, ended: 0 });
  const stop = new AbortController();
  const told = early?.take(stop.signal);
  expect(await told?.next()).toMatchObject({ value: { text: "begun" } });
  stop.abort();
  expect(await told?.next()).toMatchObject({ done: true });
  expect(seen).toEqual({ begun: 1, ended: 1 });
});

test("an answer that no turn takes is ended", async () => {
  const { engine, seen } = patientEngine();
  const early = startEarly(engine, prepared);
  await breathe();
  early?.drop();
  const rest = early?.take(new AbortController().signal);
  for await (const _ of rest ?? []);
  expect(seen.ended).toBe(1);
});

test("an engine that asks a model never begins early", () => {
  const { engine } = patientEngine();
  const { extractElsewhere: _, ...asking } = engine;
  expect(startEarly({ ...asking, name: "openai" }, prepared)).toBeNull();
});
