import type { Column } from "../../../contract/cells.ts";
import type { StoredTask } from "../queries.ts";

/** An input as its run has it. */
export interface ClaimedItem {
  position: number;
  input: string[];
  inputBytes: number;
  attempts: number;
  alone: boolean;
  /** In hex: equal ones have equal answers. */
  taskHash: string;
}

/** What one request may take at most. */
export interface Most {
  inputTokens: number;
  outputTokens: number;
}

/** Answers of so few characters that many go into one. */
const short = new Set<Column["type"]>([
  ...(["id", "integer", "number", "percent", "currency", "date", "datetime", "time", "duration"] as const),
  ...(["boolean", "enum", "email", "url", "phone"] as const),
]);

/** Inputs of one request, where the columns are short, and where one of them may be a text of any length. */
const MOST_SHORT = 20;
const MOST_LONG = 5;
/** An input above the first is asked by itself; one request reads at most the second. */
const LONG_INPUT_BYTES = 2_000;
export const PACK_BYTES = 8_000;

/** Instructions, schema, and what stands around the inputs. */
const FIXED_TOKENS = 1_500;
const BYTES_PER_TOKEN = 3;
/** What a model may think before it answers, and what it may write for a cell. */
const THINKING_TOKENS = 6_000;
const SHORT_CELL_TOKENS = 60;
const LONG_CELL_TOKENS = 600;

/** How many inputs may go into one request. */
export function packSize(columns: readonly Column[]): number {
  return columns.every(({ type }) => short.has(type)) ? MOST_SHORT : MOST_LONG;
}

/** Takes from the front what goes into the next request: one at least. */
export function takePack<Item extends Pick<ClaimedItem, "inputBytes" | "alone">>(
  items: Item[],
  columns: readonly Column[],
): Item[] {
  const [first] = items;
  if (first === undefined) return [];
  const most = isByItself(first) ? 1 : packSize(columns);
  let bytes = 0;
  let count = 0;
  for (const item of items.slice(0, most)) {
    bytes += item.inputBytes;
    if (count > 0 && (bytes > PACK_BYTES || isByItself(item))) break;
    count += 1;
  }
  return items.splice(0, count);
}

function isByItself({ alone, inputBytes }: Pick<ClaimedItem, "inputBytes" | "alone">): boolean {
  return alone || inputBytes > LONG_INPUT_BYTES;
}

/** The tokens that a request with these inputs may take at most; one that failed with others may take all there are. */
export function mostOf(
  task: Pick<StoredTask, "columns" | "instruction" | "instructions" | "rules">,
  items: readonly Pick<ClaimedItem, "inputBytes" | "alone" | "attempts">[],
  maxOutputTokens: number,
): Most {
  const bytes = items.reduce((sum, { inputBytes }) => sum + inputBytes, askedBytes(task));
  const isRetry = items.some(({ alone, attempts }) => alone || attempts > 0);
  const written =
    items.length * task.columns.reduce((sum, { type }) => sum + cellTokens(type, LONG_CELL_TOKENS), 0);
  return {
    inputTokens: FIXED_TOKENS + Math.ceil(bytes / BYTES_PER_TOKEN),
    outputTokens: isRetry ? maxOutputTokens : Math.min(maxOutputTokens, THINKING_TOKENS + written),
  };
}

/** What it takes as a rule: without thinking, cells of usual length. */
export function usualOf(
  task: Pick<StoredTask, "columns" | "instruction" | "instructions" | "rules">,
  items: readonly Pick<ClaimedItem, "inputBytes">[],
): Most {
  const bytes = items.reduce((sum, { inputBytes }) => sum + inputBytes, askedBytes(task));
  const row = task.columns.reduce((sum, { type }) => sum + cellTokens(type, 100) / 4, 5);
  return {
    inputTokens: FIXED_TOKENS + Math.ceil(bytes / (BYTES_PER_TOKEN + 1)),
    outputTokens: Math.ceil(60 + items.length * row),
  };
}

function cellTokens(type: Column["type"], long: number): number {
  return short.has(type) ? SHORT_CELL_TOKENS : long;
}

function askedBytes({ columns, instruction, instructions, rules }: Parameters<typeof usualOf>[0]): number {
  return Buffer.byteLength(JSON.stringify([columns, instruction, instructions, rules]));
}
