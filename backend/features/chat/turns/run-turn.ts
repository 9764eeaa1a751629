import type { TurnEvent } from "../../../contract/events.ts";
import type { ExtractionEvent } from "../../../extraction/engine.ts";
import { extract } from "../../../extraction/pipeline.ts";
import { hashPrompt } from "../../../extraction/prompt-hash.ts";
import type { Deps } from "../../../platform/deps.ts";
import { tokensOf } from "../../../platform/metrics.ts";
import { beginPatiently } from "../../../platform/transactions.ts";
import { type TableChange, TableRecorder } from "../../tables/recorder.ts";
import type { StandingTable } from "../../tables/revision.ts";
import { CallMeter } from "../../usage/call-meter.ts";
import { priceOf } from "../../usage/service.ts";
import { settlementOf } from "../../usage/settling.ts";
import { BatchWriter } from "./batch-writer.ts";
import {
  type Ending,
  type Failure,
  failure,
  metadataOf,
  naturalEnding,
  statusOf,
  terminalEvent,
} from "./ending.ts";
import { type EventStore, LeaseLost } from "./event-store.ts";
import type { LiveTurn } from "./live-turn.ts";
import type { Turn } from "./prepare.ts";
import { type WrittenEvent, written } from "./reader.ts";
import { replay } from "./replay.ts";
import { type StoredEnd, storeEvents } from "./store-queries.ts";
import { type Entry, joinText, TurnRecord } from "./turn-record.ts";
import { untilAborted } from "./until-aborted.ts";

/** Events that may wait for the store before the engine has to. */
const BATCH = 256;

interface Answer {
  revises: StandingTable | null;
  /** Null where nobody was told anything. */
  hashPrompt: () => string | null;
  events: AsyncIterable<ExtractionEvent>;
}

/** One turn on its way from the engine to the store, and from the store to its readers. */
export class TurnRun {
  readonly #deps: Deps;
  readonly #store: EventStore;
  readonly #turn: Turn;
  readonly #live: LiveTurn;
  #record: TurnRecord;
  readonly #calls: CallMeter;
  #recorder: TableRecorder | null = null;
  /** What the engine told last and was not stored yet: it is stored with the turn's end. */
  #left: Entry[] = [];
  #prepareMs: number | null = null;
  #firstTokenMs: number | null = null;
  #firstRowMs: number | null = null;

  constructor(deps: Deps, store: EventStore, turn: Turn, live: LiveTurn) {
    this.#deps = deps;
    this.#store = store;
    this.#turn = turn;
    this.#live = live;
    const { userId, engine, reservation } = turn;
    this.#calls = new CallMeter(deps, { userId, engine, first: reservation });
    this.#record = new TurnRecord(deps.newId, null);
  }

  /** To the stored end. Never rejects: where the store itself fails, the lease runs out. */
  async run(): Promise<void> {
    const ending = await this.#pull().catch((error: unknown) => this.#fail(error));
    const open = this.#record.breakOff();
    const left = open === null ? this.#left : [...this.#left, open];
    const changesTables = left.some(({ change }) => change !== null);
    try {
      if (changesTables) await this.#commit(left);
      await this.#conclude(ending, changesTables ? [] : left);
      this.#tellEnd(ending);
    } catch (error) {
      // What stood in the way may have been the table's end; the turn's can do without it.
      const failed = this.#fail(error);
      await this.#conclude(failed, []).catch((fault: unknown) => this.#fail(fault));
      this.#tellEnd(failed);
    }
  }

  async #pull(): Promise<Ending> {
    const { engine, template } = this.#turn;
    const { signal } = this.#live;
    const writer = new BatchWriter<Entry>({
      write: (entries) => this.#commit(entries),
      capacity: BATCH,
      join: joinText,
    });
    const { revises, hashPrompt, events } = await this.#answer(signal);
    this.#record = new TurnRecord(this.#deps.newId, revises);
    this.#recorder = new TableRecorder({
      ...this.#turn,
      making: () => ({
        ...{ by: "turn", engine: engine.name, model: engine.model, promptHash: hashPrompt() },
        ...{ templateId: template?.id ?? null, templateVersion: template?.version ?? null },
      }),
      revises,
      newId: this.#deps.newId,
      clock: this.#deps.clock,
    });
    try {
      for await (const event of untilAborted(events, signal)) {
        const entry = this.#record.take(event);
        if (entry) await writer.add(entry);
      }
    } finally {
      this.#left = await writer.finish();
    }
    return naturalEnding(this.#live.cutoff, this.#record.finishReason);
  }

  /** What the engine tells, or told an earlier turn. */
  async #answer(signal: AbortSignal): Promise<Answer> {
    const { engine, userId, from } = this.#turn;
    if ("reuses" in from) {
      const events = replay(this.#deps.sql, { userId, messageId: from.reuses });
      return { revises: null, hashPrompt: () => null, events };
    }
    const prepared = await from.prepared;
    const { revises } = prepared;
    const request =
      engine.name === "openai" ? { ...prepared.request, meter: this.#calls.meter } : prepared.request;
    this.#prepareMs = this.#sinceAsked();
    const events = from.early?.take(signal) ?? extract(engine, request, signal);
    return { revises, hashPrompt: () => hashPrompt(engine, request), events };
  }

  /** Readers are told what is in the store, and nothing else. */
  async #commit(entries: Entry[], end: StoredEnd | null = null): Promise<void> {
    const events = entries.map(({ event }, index) =>
      written({ seq: this.#live.committed + 1 + index, event }),
    );
    const changes = entries.flatMap(({ change }) => change ?? []);
    try {
      if (changes.length === 0) await this.#store.append(this.#turn, events, end);
      else await this.#commitWith(events, changes);
    } catch (error) {
      // It knows of rows that were not stored.
      this.#recorder = null;
      throw error;
    }
    this.#live.publish(events);
    this.#noteFirst(events);
  }

  async #commitWith(events: WrittenEvent[], changes: TableChange[]): Promise<void> {
    const { sql, clock } = this.#deps;
    const { userId, messageId } = this.#turn;
    await beginPatiently(sql, async (tx) => {
      const turn = { userId, messageId, events, end: null };
      const [stored] = await Promise.all([
        storeEvents(tx, [turn], { at: clock(), locked: "wait" }),
        this.#recorder?.write(tx, changes),
      ]);
      // Then nothing of it may stay.
      if (stored.size === 0) throw new LeaseLost();
    });
  }

  #noteFirst(events: WrittenEvent[]): void {
    const holds = (type: TurnEvent["type"]) => events.some(({ event }) => event.type === type);
    if (this.#firstTokenMs === null && holds("text-delta")) this.#firstTokenMs = this.#sinceAsked();
    if (this.#firstRowMs === null && holds("row-add")) this.#firstRowMs = this.#sinceAsked();
  }

  async #conclude(ending: Ending, left: Entry[]): Promise<void> {
    const { requestId, engine, from } = this.#turn;
    const { usage, text } = this.#record;
    const cost = priceOf(this.#deps, { engine, usage });
    const told = { requestId, cost, durationMs: this.#sinceAsked(), reused: "reuses" in from };
    await this.#commit([...left, { event: terminalEvent(ending, this.#record, told), change: null }], {
      ...{ status: statusOf(ending), content: text, metadata: metadataOf(ending) },
      settlement: settlementOf(this.#deps, { engine, usage, cost, reservation: this.#calls.held }),
    });
  }

  /** An engine's failure is the person's to read; any other is the log's. */
  #fail(error: unknown): Failure {
    const ending = failure(error);
    if (ending.code === "internal" || ending.code === "unavailable") {
      this.#deps.log.error({ err: error, messageId: this.#turn.messageId }, "turn failed");
    }
    return ending;
  }

  #tellEnd(ending: Ending): void {
    const { messageId, requestId, engine, admissionMs } = this.#turn;
    const { usage, rows, tables } = this.#record;
    const report = {
      ...{ engine: engine.name, outcome: statusOf(ending) },
      code: ending.kind === "failed" ? ending.code : ending.reason,
      ...{ admissionMs, prepareMs: this.#prepareMs },
      ...{ firstTokenMs: this.#firstTokenMs, firstRowMs: this.#firstRowMs },
      durationMs: this.#sinceAsked(),
      tokens: tokensOf(usage),
    };
    this.#deps.metrics.countTurn(report);
    this.#deps.log.info({ requestId, messageId, model: engine.model, rows, tables, ...report }, "turn");
  }

  #sinceAsked(): number {
    return this.#deps.clock().getTime() - this.#turn.at.getTime();
  }
}
