import type { CreateJobInput, Job, JobEvent, JobItem } from "../backend/contract/jobs.ts";
import { inputHash } from "./sidebar/jobs/placing.ts";
import type { Session } from "./sidebar/session.ts";

/** One job of the backend's, whose rows are answered when a test says so: each with its own first text in capitals. */
export class JobsInMemory {
  /** What was asked for, in order: method and path. */
  readonly asked: string[] = [];
  job: Job | null = null;
  items: JobItem[] = [];
  #texts: string[] = [];
  #told: JobEvent[] = [];
  #readers = new Set<ReadableStreamDefaultController<string>>();

  /** As the page sends. */
  readonly send: Session["send"] = async (path, { method = "GET", body, signal } = {}) => {
    const [route = ""] = path.split("?");
    this.asked.push(`${method} ${route}`);
    const sent = typeof body === "string" ? JSON.parse(body) : {};
    if (method === "POST" && route === "/jobs") return Response.json(await this.#create(sent));
    if (method === "DELETE") return new Response(null, { status: 204 });
    if (route.endsWith("/items")) return Response.json(this.#page(new URLSearchParams(path.split("?")[1])));
    if (route.endsWith("/retry")) this.#retry(sent.positions);
    if (route.endsWith("/events")) return this.#events(Number(path.split("after=")[1]), signal ?? null);
    return Response.json(
      route === "/jobs" ? { items: this.job ? [this.job] : [], nextCursor: null } : this.job,
    );
  };

  /** Answers these rows, or fails them. */
  answer(positions: readonly number[], status: "done" | "failed" = "done", again = ""): void {
    for (const position of positions) {
      const item = this.items[position];
      if (!item || !this.job) continue;
      const value = `${(this.#texts[position] ?? "").toUpperCase()}${again}`;
      item.status = status;
      item.cells = status === "done" ? this.job.columns.map(() => ({ value })) : null;
      this.#tell({ type: "item-end", item: { ...item } });
    }
  }

  end(status: "complete" | "stopped" = "complete"): void {
    if (!this.job) return;
    const count = (ended: JobItem["status"]) => this.items.filter((item) => item.status === ended).length;
    const counts = { ...this.job.counts, done: count("done"), failed: count("failed") };
    this.job = { ...this.job, status, counts };
    const { usage, cost } = this.job;
    this.#tell({ type: "job-end", status, counts, usage, cost });
    for (const reader of this.#readers) reader.close();
    this.#readers.clear();
  }

  /** The day's cap pauses it, until then. */
  pause(resumesAt: string): void {
    if (!this.job) return;
    const problem = { type: "", title: "", status: 429, code: "cap-reached" };
    this.job = { ...this.job, status: "paused", problem, resumesAt };
    this.#tell({ type: "job-pause", counts: this.job.counts, problem });
    for (const reader of this.#readers) reader.close();
    this.#readers.clear();
  }

  /** It goes on by itself. */
  goOn(): void {
    if (this.job) this.job = { ...this.job, status: "running", problem: null, resumesAt: null };
  }

  async #create(body: CreateJobInput): Promise<Job> {
    const { headers = [], rows = [], instruction, key = null, columns = [], origin } = body;
    const reads = headers.filter((header) => instruction.includes(`{{${header}}}`));
    const read = rows.map((row) => reads.map((name) => row[headers.indexOf(name)] ?? ""));
    this.#texts = read.map(([text = ""]) => text);
    this.#told = [];
    this.items = await Promise.all(
      rows.map(async (row, position) => ({
        ...{ position, inputHash: await inputHash(read[position] ?? []), status: "pending" as const },
        ...{ key: key === null ? null : (row[headers.indexOf(key)] ?? ""), cells: null },
        ...{ reused: false, problem: null },
      })),
    );
    const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
    const job: Job = {
      ...{ id: `job-${this.asked.length}`, title: instruction, status: "running", instruction, reads, key },
      ...{
        origin: origin ? { ...origin, replaces: origin.replaces ?? false } : null,
        columns,
        rules: [],
        templateId: null,
      },
      ...{ templateVersion: null, engine: "openai", model: null, cap: {}, usage, cost: null, rate: null },
      counts: { total: rows.length, done: 0, failed: 0, reused: 0 },
      ...{ problem: null, webhook: null, lastEvent: 0, createdAt: "2026-11-24T12:00:00Z" },
      ...{ startedAt: null, endedAt: null, resumesAt: null },
    };
    this.job = job;
    return job;
  }

  #page(query: URLSearchParams) {
    const items = this.items.filter(({ status }) => status === query.get("status"));
    return { items, nextCursor: null };
  }

  #retry(positions?: number[]): void {
    for (const item of this.items) {
      if (positions ? positions.includes(item.position) : item.status === "failed") item.status = "pending";
    }
    if (this.job) this.job = { ...this.job, status: "running", lastEvent: this.#told.length };
  }

  #events(after: number, signal: AbortSignal | null): Response {
    const stream = new ReadableStream<string>({
      start: (reader) => {
        for (const [at, event] of this.#told.slice(after).entries())
          reader.enqueue(line(after + at + 1, event));
        if (this.job?.status !== "running") return reader.close();
        this.#readers.add(reader);
        signal?.addEventListener("abort", () => this.#readers.delete(reader));
      },
    });
    return new Response(stream.pipeThrough(new TextEncoderStream()));
  }

  #tell(event: JobEvent): void {
    this.#told.push(event);
    if (this.job) this.job = { ...this.job, lastEvent: this.#told.length };
    for (const reader of this.#readers) reader.enqueue(line(this.#told.length, event));
  }
}

function line(id: number, event: JobEvent): string {
  return `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
