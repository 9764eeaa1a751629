import type { Cell } from "../../contract/cells.ts";
import type { Usage } from "../../contract/chat.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import {
  type CallOptions,
  type Engine,
  EngineError,
  type EngineEvent,
  type RawCell,
  unfinished,
} from "../engine.ts";
import { extract } from "../pipeline.ts";
import { type InputTask, packedRequest, singleRequest } from "./input-task.ts";

export interface InputAnswer {
  /** For each input its cells, or null where no row of its own came. Empty where the call failed. */
  results: (Cell[] | null)[];
  usage: Usage;
  /** Why the call as a whole gave nothing. */
  failure: EngineError | null;
}

/**
 * Asks for several inputs in one call. Each row is typed, grounded and judged in its own input alone. Never throws an
 * `EngineError`: what an answer cost counts also where it was no use.
 */
export async function askInputs(
  engine: Engine,
  task: InputTask,
  inputs: readonly (readonly string[])[],
  signal: AbortSignal,
  options: CallOptions,
): Promise<InputAnswer> {
  const isPacked = inputs.length > 1;
  const request = isPacked ? packedRequest(task, inputs) : singleRequest(task, inputs[0] ?? []);
  const events = engine.callOnce?.(request, signal, options) ?? engine.run(request, signal);
  const { rows, usage, failure } = await collectRows(events);
  if (failure !== null) return { results: [], usage, failure };
  const results: (Cell[] | null)[] = [];
  for (const [at, input] of inputs.entries()) {
    const row = isPacked ? rowNumbered(rows, at + 1) : rows.length === 1 ? rows[0] : undefined;
    const fits = row !== undefined && row.length === task.columns.length;
    results.push(fits ? await readRow(task, input, row, signal) : null);
  }
  return { results, usage, failure: null };
}

/** One input by the engine without a model. Throws `needs-model` where it finds nothing that was asked for. */
export async function readInput(
  engine: Engine,
  task: InputTask,
  input: readonly string[],
  signal: AbortSignal,
): Promise<Cell[]> {
  const request = { ...singleRequest(task, input), prompt: "" };
  const cells = await oneRow(extract(engine, request, signal));
  if (cells === null || cells.every(({ value }) => value === null)) {
    const detail =
      "Without a model only cells are filled whose names stand beside their values in the input.";
    throw new EngineError("needs-model", { retryable: false, detail });
  }
  return cells;
}

interface Collected {
  rows: RawCell[][];
  usage: Usage;
  failure: EngineError | null;
}

async function collectRows(events: AsyncIterable<EngineEvent>): Promise<Collected> {
  const usage: Usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
  const rows: RawCell[][] = [];
  let finished = false;
  let code: ProblemCode | undefined;
  try {
    for await (const event of events) {
      if (event.type === "row") rows.push(event.cells);
      else if (event.type === "usage") addTo(usage, event.usage);
      else if (event.type === "finish") {
        finished = true;
        code = unfinished[event.reason];
      }
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { rows: [], usage, failure: error };
  }
  if (code !== undefined) return { rows: [], usage, failure: new EngineError(code, { retryable: false }) };
  const failure = finished ? null : new EngineError("model-truncated", { retryable: true });
  return { rows, usage, failure };
}

function addTo(usage: Usage, more: Usage): void {
  usage.inputTokens += more.inputTokens;
  usage.outputTokens += more.outputTokens;
  usage.cachedTokens += more.cachedTokens;
}

/** Without its number; undefined where none or several have it. */
function rowNumbered(rows: readonly RawCell[][], number: number): RawCell[] | undefined {
  const [row, another] = rows.filter((cells) => cells[0]?.text.trim() === String(number));
  return another === undefined ? row?.slice(1) : undefined;
}

/** A raw row as if its input alone had been asked for. */
async function readRow(
  task: InputTask,
  input: readonly string[],
  cells: RawCell[],
  signal: AbortSignal,
): Promise<Cell[] | null> {
  const replay: Engine = {
    name: "offline",
    model: null,
    async *run() {
      yield { type: "table-start", title: "", columns: task.columns, expectedRows: 1 };
      yield { type: "row", cells };
      yield { type: "table-end", expectedRows: 1, gaps: [] };
      yield { type: "finish", reason: "complete" };
    },
  };
  const read = await oneRow(extract(replay, singleRequest(task, input), signal));
  return read?.map((cell, at) => (task.columns[at]?.origin === undefined ? asFound(cell) : cell)) ?? null;
}

/** Where nobody said that a column quotes, what does not stand in the input is the model's own conclusion. */
function asFound(cell: Cell): Cell {
  return cell.status === "not-found" ? { ...cell, status: "inferred" } : cell;
}

async function oneRow(events: ReturnType<typeof extract>): Promise<Cell[] | null> {
  const rows: Cell[][] = [];
  for await (const event of events) {
    if (event.type === "row-add") rows.push(event.cells);
    else if (event.type === "row-replace") rows.splice(event.index, 1, event.cells);
  }
  return rows.length === 1 ? (rows[0] ?? null) : null;
}
