import { begunAt, cost, model, place, usage } from "./examples.ts";

/** One job over the comments of two customers, done. */
export const inputs = {
  instruction: "Classify {{Comment}} by mood",
  headers: ["Id", "Comment"],
  rows: [
    ["7", "Arrived early, thank you!"],
    ["8", "Still waiting."],
  ],
  columns: [{ name: "Mood", type: "enum", enum: ["good", "neutral", "bad"] }],
  ...place,
};

export const job = {
  id: "019cadfd-8900-7e6a-9d2c-3b5f7a1c8e40",
  ...{ title: "Moods", status: "complete", instruction: inputs.instruction, reads: ["Comment"], key: "Id" },
  ...{ origin: null, columns: inputs.columns, rules: [], templateId: null, templateVersion: null },
  ...{ engine: "openai", model, counts: { total: 2, done: 2, failed: 0, reused: 0 } },
  ...{ cap: { amount: 2 }, usage, cost, rate: null, problem: null, resumesAt: null, webhook: null },
  ...{ lastEvent: 4, createdAt: begunAt, startedAt: begunAt, endedAt: "2026-03-02T10:00:04.000Z" },
};

export const item = {
  ...{ position: 0, key: "7", status: "done", reused: false, problem: null },
  /** SHA-256 of `["Arrived early, thank you!"]`. */
  inputHash: "c774c143f32fc315bb33a0f71deef02915878b2b3c1495998e2bcd433ed87361",
  cells: [{ value: "good", status: "inferred" }],
};

export const estimate = {
  ...{ rows: 2, inputs: 2, reusable: 0, requests: 1, tokens: { input: 420, output: 40 } },
  ...{ cost, durationMs: 4_000, engine: "openai", model },
};
