import { expect, test } from "vitest";
import type { JobEvent } from "../../../backend/contract/jobs.ts";
import { Failure } from "../failure.ts";
import type { Session } from "../session.ts";
import { followJob } from "./follow-job.ts";

const counts = { total: 2, done: 0, failed: 0, reused: 0 };
const begun: JobEvent = { type: "job-start", counts };
const paused: JobEvent = {
  type: "job-pause",
  counts,
  problem: { type: "", title: "", status: 429, code: "job-cap-reached" },
};
const progress: JobEvent = { type: "job-progress", counts, rate: null };

/** Each connection's events with their numbers, or what it ends with. */
async function follow(connections: ([number | null, JobEvent][] | Error)[]) {
  const asked: string[] = [];
  const told: JobEvent[] = [];
  const send: Session["send"] = async (path) => {
    const answer = connections[asked.push(path) - 1] ?? [];
    if (answer instanceof Error) throw answer;
    const lines = answer.map(([id, event]) => {
      return `${id === null ? "" : `id: ${id}\n`}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
    });
    return new Response(lines.join(""));
  };
  const options = { after: 3, signal: new AbortController().signal, wait: async () => {} };
  await followJob(send, "j", { ...options, onEvents: (events) => told.push(...events) });
  return { told, asked };
}

test("a stream that drops goes on after the last number that was told, to the job's end", async () => {
  const { told, asked } = await follow([
    [
      [4, begun],
      [null, progress],
    ],
    new Failure({ code: "unreachable" }),
    [
      [5, begun],
      [6, paused],
    ],
  ]);
  expect(asked).toEqual([3, 4, 4].map((after) => `/jobs/j/events?after=${after}`));
  expect(told.map(({ type }) => type)).toEqual(["job-start", "job-progress", "job-start", "job-pause"]);
});

test("an earlier pause in a stream is not the end of the run that came after it", async () => {
  const { asked } = await follow([
    [
      [4, paused],
      [5, begun],
    ],
    [[6, paused]],
  ]);
  expect(asked).toHaveLength(2);
});

test("what the server refuses is not asked again", async () => {
  const gone = new Failure({ code: "not-found", status: 404 });
  await expect(follow([gone, [[4, paused]]])).rejects.toBe(gone);
});
