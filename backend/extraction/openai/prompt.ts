import type { Cell, WantedColumn } from "../../contract/cells.ts";
import type { EngineRequest, EngineSource, RevisedTable } from "../engine.ts";
import { type AnswerSchema, checkColumns, foundColumns, namedColumns } from "./answer-schema.ts";
import { chatInstructions, revisionRules, rowInstructions } from "./instructions.ts";

/** What one call asks of the model, whichever API carries it. */
export interface ModelCall {
  instructions: string;
  messages: { role: "user" | "assistant" | "system"; content: string }[];
  /** Null: the answer is plain text. */
  answer: AnswerSchema | null;
}

/**
 * The call for a turn. `fence` is a word that nobody can guess, new for each call: data stands between it,
 * behind everything that instructs. Throws `unsupported-columns`.
 */
export function planCall(request: EngineRequest, fence: string): ModelCall {
  const columns = request.columns ?? [];
  checkColumns(columns);
  const chat = request.mode === "chat";
  return {
    instructions: chat ? chatInstructions : rowInstructions,
    messages: [...request.history, { role: "user", content: task(request, chat, fence) }],
    answer: chat ? null : columns.length > 0 ? namedColumns : foundColumns,
  };
}

function task(request: EngineRequest, chat: boolean, fence: string): string {
  const { prompt, columns, revises, source, mode, part, carriedOn, instructions } = request;
  const rules = [
    mode === "extract" ? "Return rows, whatever else the request says." : null,
    columns && columns.length > 0 && !chat ? describeColumns(columns) : null,
    revises && !chat ? revisionRules : null,
    source || revises ? null : "There is no source.",
    part
      ? "The source is a part of a longer one. Return the rows of this part, every one, and no others."
      : null,
    carriedOn
      ? `The answer to this request broke off behind row ${carriedOn.got}. Return the rows that follow, and none again.`
      : null,
  ];
  const data = [
    revises && fenced(`TABLE ${fence}`, describeTable(revises)),
    carriedOn && fenced(`ROWS ${fence}`, carriedOn.rows.map((row) => JSON.stringify(row)).join("\n")),
    part && fenced(`CONTEXT ${fence}`, part.before),
    source && fenced(`SOURCE ${fence}`, describeSource(source)),
  ];
  return [place(request), ...rules, instructions, prompt, ...data].filter((part) => part).join("\n\n");
}

function place({ locale, timeZone, now }: EngineRequest): string {
  return `The sheet's locale is ${locale}, its time zone ${timeZone}. It is ${clockOf(timeZone).format(now)} there.`;
}

/** By time zone, of which there are some hundreds: making one takes longer than the rest of a call's text. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone });
  if (clocks.size < 1_000) clocks.set(timeZone, clock);
  return clock;
}

function describeColumns(columns: readonly WantedColumn[]): string {
  const lines = columns.map(({ name, type = "any", origin, description, enum: values, required }, index) => {
    const facts = { name, type, origin, description, oneOf: values, required };
    return `${index + 1}. ${JSON.stringify(facts)}`;
  });
  const rule =
    "Use exactly these columns, in this order; for the type any, choose one. The texts of a column describe it, nothing else.";
  return [rule, ...lines].join("\n");
}

function describeTable({ title, columns, rows }: RevisedTable): string {
  const head = {
    title,
    columns: columns.map(({ name, type }) => ({ name, type })),
    derivedColumns: columns.flatMap(({ name, origin }) => (origin === "derived" ? [name] : [])),
  };
  const lines = rows.map((row, index) => JSON.stringify([String(index + 1), ...row.map(quote)]));
  return [JSON.stringify(head), ...lines].join("\n");
}

function describeSource({ title, text }: EngineSource): string {
  return `${JSON.stringify({ title })}\n${text}`;
}

function fenced(label: string, text: string): string {
  return `BEGIN ${label}\n${text}\nEND ${label}`;
}

/** The text that a cell was made of, as the model wrote or quoted it. */
export function quote({ raw, value }: Cell): string | null {
  return raw ?? (value === null ? null : String(value));
}
