import type { NumberedEvent, TurnEvent } from "../../../contract/events.ts";
import type { ExtractionEvent } from "../../../extraction/engine.ts";
import { extract } from "../../../extraction/pipeline.ts";
import { hashPrompt } from "../../../extraction/prompt-hash.ts";
import type { Tx } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import { tokensOf } from "../../../platform/metrics.ts";
import { beginPatiently } from "../../../platform/transactions.ts";
import { type TableChange, TableRecorder } from "../../tables/recorder.ts";
import type { StandingTable } from "../../tables/revision.ts";
import { priceOf, recordUsage } from "../../usage/service.ts";
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
import type { EventStore } from "./event-store.ts";
import type { LiveTurn } from "./live-turn.ts";
import { prepare, type Turn } from "./prepare.ts";
import { appendEvents, finishMessage } from "./queries.ts";
import { sized } from "./reader.ts";
import { replay } from "./replay.ts";
import { type Entry, joinText, TurnRecord } from "./turn-record.ts";
import { untilAborted } from "./until-aborted.ts";

/** Events that may wait for the store before the engine has to. */
const BATCH = 256;

interface Answer {
  revises: StandingTable | null;
  /** Null where nobody was told anything. */
  promptHash: string | null;
  events: AsyncIterable<ExtractionEvent>;
}

/** One turn on its way from the engine to the store, and from the store to its readers. */
export class TurnRun {
  readonly #deps: Deps;
  readonly #store: EventStore;
  readonly #turn: Turn;
  readonly #live: LiveTurn;
  #record: TurnRecord;
  #recorder: TableRecorder | null = null;
  #prepareMs: number | null = null;
  #firstTokenMs: number | null = null;
  #firstRowMs: number | null = null;

  constructor(deps: Deps, store: EventStore, turn: Turn, live: LiveTurn) {
    this.#deps = deps;
    this.#store = store;
    this.#turn = turn;
    this.#live = live;
    this.#record = new TurnRecord(deps.newId, null);
  }

  /** To the stored end. Never rejects: where the store itself fails, the lease runs out. */
  async run(): Promise<void> {
    const ending = await this.#pull().catch((error: unknown) => this.#fail(error));
    const open = this.#record.breakOff();
    try {
      await this.#conclude(ending, open === null ? [] : [open]);
      this.#tellEnd(ending);
    } catch (error) {
      // What stood in the way may have been the table's last rows; the turn's end can do without them.
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
    const { revises, promptHash, events } = await this.#answer(signal);
    this.#record = new TurnRecord(this.#deps.newId, revises);
    this.#recorder = new TableRecorder({
      ...this.#turn,
      making: {
        ...{ by: "turn", engine: engine.name, model: engine.model, promptHash },
        ...{ templateId: template?.id ?? null, templateVersion: template?.version ?? null },
      },
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
      await writer.settle();
    }
    return naturalEnding(this.#live.cutoff, this.#record.finishReason);
  }

  /** What the engine tells, or told an earlier turn. */
  async #answer(signal: AbortSignal): Promise<Answer> {
    const { engine, userId, reuses } = this.#turn;
    if (reuses !== null) {
      const events = replay(this.#deps.sql, { userId, messageId: reuses });
      return { revises: null, promptHash: null, events };
    }
    const { request, revises } = await prepare(this.#deps, this.#turn);
    this.#prepareMs = this.#sinceAsked();
    return { revises, promptHash: hashPrompt(engine, request), events: extract(engine, request, signal) };
  }

  /** Readers are told what is in the store, and nothing else. */
  async #commit(entries: Entry[], finish: ((tx: Tx) => Promise<unknown>) | null = null): Promise<void> {
    const events = entries.map(({ event }, index) => ({ seq: this.#live.committed + 1 + index, event }));
    const changes = entries.flatMap(({ change }) => change ?? []);
    try {
      if (changes.length === 0 && finish === null) await this.#store.append(this.#turn, events);
      else await this.#commitWith(events, changes, finish);
    } catch (error) {
      // It knows of rows that were not stored.
      this.#recorder = null;
      throw error;
    }
    this.#live.publish(events.map(sized));
    this.#noteFirst(events);
  }

  async #commitWith(
    events: NumberedEvent[],
    changes: TableChange[],
    finish: ((tx: Tx) => Promise<unknown>) | null,
  ): Promise<void> {
    const { sql, clock } = this.#deps;
    await beginPatiently(sql, async (tx) => {
      const appended = appendEvents(tx, this.#turn, events, clock());
      if (changes.length > 0) {
        // A statement that follows others must not outlive a lost lease.
        await appended;
        await this.#recorder?.write(tx, changes);
      }
      await Promise.all([appended, finish?.(tx)]);
    });
  }

  #noteFirst(events: NumberedEvent[]): void {
    const holds = (type: TurnEvent["type"]) => events.some(({ event }) => event.type === type);
    if (this.#firstTokenMs === null && holds("text-delta")) this.#firstTokenMs = this.#sinceAsked();
    if (this.#firstRowMs === null && holds("row-add")) this.#firstRowMs = this.#sinceAsked();
  }

  async #conclude(ending: Ending, last: Entry[]): Promise<void> {
    const { userId, messageId, requestId, engine, reservation, reuses } = this.#turn;
    const { usage, text } = this.#record;
    const cost = priceOf(this.#deps, { engine, usage });
    const told = { requestId, cost, durationMs: this.#sinceAsked(), reused: reuses !== null };
    const event = terminalEvent(ending, this.#record, told);
    const end = {
      status: statusOf(ending),
      content: text,
      metadata: metadataOf(ending),
      at: this.#deps.clock(),
    };
    await this.#commit([...last, { event, change: null }], (tx) =>
      Promise.all([
        recordUsage(this.#deps, tx, { userId, messageId, engine, usage, cost, reservation }),
        finishMessage(tx, this.#turn, end),
      ]),
    );
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
