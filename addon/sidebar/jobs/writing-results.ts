import type { JobItem } from "../../../backend/contract/jobs.ts";
import type { WriteTable } from "../../rpc.ts";
import type { WriteTarget } from "../../writes.ts";
import { Failure, toFailure } from "../failure.ts";
import { listWrites } from "../undoing.ts";
import { isUnknown, lookUp } from "../writing.ts";
import { toldBy } from "./job-draft.ts";
import { readColumns } from "./job-table.ts";
import { changeOpen, type Jobs, type OpenJob } from "./jobs-state.ts";
import { placeResults, sheetRowsOf } from "./placing.ts";

/** What one call writes well within its time, and how few go at once while more are to come. */
const mostCells = 20_000;
const fewRows = 20;
const share = 4;
/** Fewer go in after so long. */
const longestWaitMs = 8_000;
/** A place that changes again and again between look and write. */
const mostLooks = 4;

interface Landed {
  nextRow: number;
  changed: number;
}

/** Results of one visit to one job, under one receipt. */
export class ResultWriter {
  readonly #jobs: Jobs;
  readonly #id: string;
  readonly #writeId = crypto.randomUUID();
  #waiting: JobItem[] = [];
  #areLast = true;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #replaces = false;
  /** By position: rows that are done again, and the one column that is wanted; null for all. */
  readonly #again = new Map<number, string | null>();
  /** Rows that are in under the write id, and the place that was found for them. */
  #from = 0;
  #target: WriteTarget | null = null;
  /** A part whose outcome is not known: it alone is tried again first. */
  #unsure: { table: WriteTable; replaces: boolean } | null = null;

  constructor(jobs: Jobs, id: string) {
    this.#jobs = jobs;
    this.#id = id;
  }

  /** These go over what stands in their cells, since the person asks for them anew. */
  doAgain(positions: readonly number[], column: string | null): void {
    for (const position of positions) this.#again.set(position, column);
  }

  /** Takes results that have come; few of them wait until there are more, or a while has gone by. */
  add(items: readonly JobItem[]): void {
    this.#hold(items);
    this.#areLast = false;
    if (this.#isDue()) void this.#write();
    else if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => void this.#write(), longestWaitMs);
  }

  /** No more are to come: what waits goes in, with what is given. Never rejects: a failure is in the state. */
  async finish(items: readonly JobItem[] = [], replaces = false): Promise<void> {
    await this.#running;
    this.#hold(items);
    this.#areLast = true;
    this.#replaces = replaces;
    await this.#write();
    this.#replaces = false;
  }

  #hold(items: readonly JobItem[]): void {
    const fresh = new Set(items.map(({ position }) => position));
    this.#waiting = [...this.#waiting.filter(({ position }) => !fresh.has(position)), ...items];
    this.#tell({ waiting: this.#waiting.length });
  }

  #isDue(): boolean {
    const written = this.#open?.writing.written ?? 0;
    return this.#waiting.length >= (this.#areLast ? 1 : Math.max(fewRows, written / share));
  }

  /** One call at a time. */
  #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#writeDue().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  get #open(): OpenJob | null {
    const { open } = this.#jobs.store.state;
    return open?.job.id === this.#id ? open : null;
  }

  async #writeDue(): Promise<void> {
    this.#tell({ phase: "writing", failure: null });
    try {
      do {
        if (!this.#open) return;
        if (this.#unsure || this.#waiting.length > 0) await this.#writeNext(this.#open);
      } while (this.#isDue());
      await listWrites(this.#jobs.app).catch(() => undefined);
      this.#tell({ phase: "idle" });
    } catch (error) {
      this.#tell({ phase: "failed", failure: toFailure(error) });
    }
  }

  async #writeNext({ job, writing }: OpenJob): Promise<void> {
    const batch = this.#unsure ? [] : this.#batch(job);
    const [first] = batch;
    const replaces = this.#replaces || job.origin?.replaces || (first && this.#again.has(first.position));
    const next = this.#unsure ?? { table: await this.#place(job, batch), replaces: replaces === true };
    let changed = 0;
    if (next.table.rows.length > 0) {
      this.#unsure = next;
      const landed = await this.#apply(job, next.table, next.replaces);
      this.#unsure = null;
      if (landed !== null) {
        this.#from = landed.nextRow;
        changed = landed.changed;
        if (!writing.writeIds.includes(this.#writeId)) {
          this.#tell({ writeIds: [...writing.writeIds, this.#writeId] });
        }
      }
    }
    const done = new Set(batch);
    this.#waiting = this.#waiting.filter((item) => !done.has(item));
    const written = (this.#open?.writing.written ?? 0) + changed;
    this.#tell({ written, waiting: this.#waiting.length });
  }

  /** Those that come first, of one kind. */
  #batch({ columns, key, reads }: OpenJob["job"]): JobItem[] {
    const most = Math.max(1, Math.floor(mostCells / (columns.length + toldBy(key, reads).length)));
    const isAgain = this.#again.has(this.#waiting[0]?.position ?? -1);
    return this.#waiting.filter(({ position }) => this.#again.has(position) === isAgain).slice(0, most);
  }

  /** Rows are looked for as they stand now: the sheet may have been sorted or edited since the last part. */
  async #place(job: OpenJob["job"], batch: JobItem[]): Promise<WriteTable> {
    const values = await readColumns(this.#jobs.app, atOf(job), toldBy(job.key, job.reads));
    const wanted = batch.map((item) => {
      const column = this.#again.get(item.position) ?? null;
      const isLeft = (at: number) => column !== null && job.columns[at]?.name !== column;
      return { ...item, cells: item.cells?.map((cell, at) => (isLeft(at) ? { value: null } : cell)) ?? null };
    });
    return placeResults(job, wanted, await sheetRowsOf(job, values)).table;
  }

  /** Rows that are in by then, and those that show something else than before; null where nothing was left to write. */
  async #apply(job: OpenJob["job"], table: WriteTable, replaces: boolean): Promise<Landed | null> {
    const { script, store } = this.#jobs.app;
    const options = { notes: store.state.preferences.notes };
    const wanted = { ...targetOf(job, replaces), ...placeIn(this.#target) };
    for (let look = 1; ; look++) {
      const plan = this.#from === 0 ? await script.call("plan", { table, target: wanted, options }) : null;
      const target = plan?.target ?? wanted;
      const part = { from: this.#from, of: null };
      const call = { writeId: this.#writeId, table, target, options, part, planHash: plan?.hash ?? null };
      try {
        const { cells, nextRow, standing, changed = table.rows.length } = await script.call("apply", call);
        if (standing === "gone") throw new Failure({ code: "no-longer-there" });
        this.#target = target;
        return cells > 0 ? { nextRow, changed } : null;
      } catch (error) {
        const failure = toFailure(error);
        const kept = isUnknown(failure) ? await lookUp(this.#jobs.app, this.#writeId) : null;
        if (kept && kept.nextRow >= this.#from + table.rows.length) {
          return { nextRow: kept.nextRow, changed: table.rows.length };
        }
        if (failure.code !== "conflict" || look === mostLooks) throw error;
      }
    }
  }

  #tell(some: Partial<OpenJob["writing"]>): void {
    changeOpen(this.#jobs, this.#id, ({ writing }) => ({ writing: { ...writing, ...some } }));
  }
}

/** Where a job's rows came from. Only jobs of a spreadsheet are opened. */
export function atOf({ origin }: OpenJob["job"]): { sheetId: number; row: number; column: number } {
  const { sheetId, row, column } = origin ?? { sheetId: 0, row: 1, column: 1 };
  return { sheetId, row, column };
}

/** Where the table was found last. */
function placeIn(target: WriteTarget | null): Partial<Pick<WriteTarget & { kind: "results" }, "at">> {
  return target?.kind === "results" && target.at ? { at: target.at } : {};
}

export function targetOf(job: OpenJob["job"], replaces: boolean): WriteTarget {
  const by = toldBy(job.key, job.reads);
  const mapping = [...by, ...job.columns.map(({ name }) => name)];
  return { kind: "results", by, replaces, mapping, at: atOf(job) };
}
