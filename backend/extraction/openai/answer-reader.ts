import type { EngineEvent, EngineRequest } from "../engine.ts";
import { AnswerTables } from "./answer-tables.ts";
import { RowStream } from "./row-stream.ts";
import { WholeText } from "./whole-text.ts";

/** A model's answer, in pieces, as an engine's events: plain text, or the JSON of a reply and its tables. */
export class AnswerReader {
  #request: EngineRequest;
  #plain = new WholeText();
  #stream: RowStream | null;
  #tables: AnswerTables;
  #said = false;

  constructor(request: EngineRequest, isJson: boolean) {
    this.#request = request;
    this.#stream = isJson ? new RowStream() : null;
    this.#tables = new AnswerTables(request);
  }

  /** Nothing that follows can be read. */
  get isBroken(): boolean {
    return this.#stream?.state === "broken";
  }

  /** Why the answer cannot count as complete, for the person; null when it can. Ask after `end`. */
  get fault(): string | null {
    const state = this.#stream?.state ?? "closed";
    if (state === "broken") return "The answer stopped being the table that was asked for.";
    if (state === "open") return "The answer ended in the middle of its table.";
    if (state === "start" || !this.#said) return "The answer was empty.";
    if (state === "prose" && this.#wantsRows()) {
      return "The model answered with text instead of rows. The text is kept; there is no table.";
    }
    return this.#tables.fault;
  }

  *write(text: string): Generator<EngineEvent> {
    if (this.#stream === null) return yield* this.#say(this.#plain.push(text));
    for (const part of this.#stream.write(text)) yield* this.#pass(this.#tables.take(part));
  }

  /** Call once: tells what was held back and ends a table that was left open. */
  *end(): Generator<EngineEvent> {
    if (this.#stream === null) return yield* this.#say(this.#plain.flush());
    for (const part of this.#stream.end()) yield* this.#pass(this.#tables.take(part));
  }

  *#say(text: string): Generator<EngineEvent> {
    if (text !== "") yield* this.#pass([{ type: "text", text }]);
  }

  *#pass(events: Iterable<EngineEvent>): Generator<EngineEvent> {
    for (const event of events) {
      this.#said = true;
      yield event;
    }
  }

  #wantsRows(): boolean {
    const { mode, columns, revises, source } = this.#request;
    return mode === "extract" || (columns?.length ?? 0) > 0 || revises !== null || source !== null;
  }
}
