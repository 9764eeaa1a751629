import { setTimeout as wait } from "node:timers/promises";
import { EventSourceParserStream } from "eventsource-parser/stream";
import type { CreateJobInput, Job, JobItem } from "../contract/jobs.ts";
import { JobEvent } from "../contract/jobs.ts";
import type { Page } from "../contract/paging.ts";
import type { EngineEvent, EngineRequest } from "../extraction/engine.ts";
import type { Person, RequestOptions } from "./app.ts";

/** Asks for one short column of one cell. */
export const shouting = {
  instruction: "Shout {{Comment}}",
  headers: ["Id", "Comment"],
  key: "Id",
  columns: [{ name: "Shout", type: "id" as const }],
  ...{ locale: "en-US", timeZone: "UTC" },
};

/** What a request's inputs hold, each by its number, or the only one. */
export function inputsOf({ source, columns }: EngineRequest): { number: string | null; text: string }[] {
  if (columns?.[0]?.name !== "Input") return [{ number: null, text: source?.text ?? "" }];
  const lines = (source?.text ?? "").split("\n").map((line) => JSON.parse(line) as Record<string, string>);
  return lines.map(({ Input: number = "", ...cells }) => ({ number, text: Object.values(cells).join(" ") }));
}

/** A model's answer: each input's own text in capitals. `usage` of one call. */
export function* shoutBack(request: EngineRequest): Generator<EngineEvent> {
  yield { type: "table-start", title: "", columns: [], expectedRows: null };
  for (const { number, text } of inputsOf(request)) {
    const cells = [...(number === null ? [] : [{ text: number }]), { text: text.toUpperCase() }];
    yield { type: "row", cells };
  }
  yield { type: "usage", usage: { inputTokens: 10, outputTokens: 2, cachedTokens: 0 } };
  yield { type: "finish", reason: "complete" };
}

/** Rows of different words. */
export function wordRows(count: number, word = "word"): string[][] {
  return Array.from({ length: count }, (_, at) => [`k${at}`, `${word} ${at}`]);
}

export function post(
  person: Person,
  path: string,
  body: object,
  options: RequestOptions = {},
): Promise<Response> {
  return person.request("POST", `/api/v1/jobs${path}`, { body, ...options });
}

/** A job that was taken. */
export async function startJob(person: Person, more: Partial<CreateJobInput>): Promise<Job> {
  const response = await post(person, "", { ...shouting, ...more });
  if (response.status !== 201)
    throw new Error(`The job was answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Job;
}

export async function readJob(person: Person, id: string): Promise<Job> {
  return (await (await person.request("GET", `/api/v1/jobs/${id}`)).json()) as Job;
}

/** The job once it is not under way any more. */
export async function endedJob(person: Person, id: string): Promise<Job> {
  for (;;) {
    const job = await readJob(person, id);
    if (job.status !== "queued" && job.status !== "running") return job;
    await wait(25);
  }
}

export async function itemsOf(person: Person, id: string, query = "?limit=1000"): Promise<JobItem[]> {
  const response = await person.request("GET", `/api/v1/jobs/${id}/items${query}`);
  return ((await response.json()) as Page<JobItem>).items;
}

/** What a job tells, to the end of its stream. */
export async function eventsOf(
  person: Person,
  id: string,
  after = 0,
): Promise<{ id: number; event: JobEvent }[]> {
  const response = await person.request("GET", `/api/v1/jobs/${id}/events?after=${after}`);
  const told: { id: number; event: JobEvent }[] = [];
  const events = response.body
    ?.pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  for await (const { id: number, data } of events ?? []) {
    told.push({ id: Number(number ?? 0), event: JobEvent.parse(JSON.parse(data)) });
  }
  return told;
}
