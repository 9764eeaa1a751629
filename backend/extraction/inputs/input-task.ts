import type { Column } from "../../contract/cells.ts";
import type { RowRule } from "../../contract/rules.ts";
import type { EngineRequest } from "../engine.ts";

/** One instruction for many inputs. An input is its cells, in the order of `reads`; a text is one cell. */
export interface InputTask {
  /** With its columns in braces: `Classify {{Comment}}`. */
  instruction: string;
  /** The names of an input's cells; empty for texts. */
  reads: string[];
  columns: Column[];
  rules: RowRule[];
  /** A template's own. */
  instructions: string;
  locale: string;
  timeZone: string;
  now: Date;
}

const brace = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The names in braces, as written, in the order of their first mention. */
export function namesIn(instruction: string): string[] {
  const names = [...instruction.matchAll(brace)].map(([, name = ""]) => name).filter((name) => name !== "");
  return [...new Set(names)];
}

/** What an input's cells are grounded in: the one cell, else a line each. */
export function textOfInput({ reads }: Pick<InputTask, "reads">, cells: readonly string[]): string {
  if (reads.length <= 1) return cells[0] ?? "";
  return reads.map((name, at) => `${name}: ${cells[at] ?? ""}`).join("\n");
}

/** The request for one input, by itself. */
export function singleRequest(task: InputTask, cells: readonly string[]): EngineRequest {
  const prompt = `${spoken(task)}\n\nThe source is one input. Return one table with exactly one row.`;
  return requestOf(task, { prompt, text: textOfInput(task, cells), columns: task.columns });
}

/** The request for several at once; each row repeats the number of its input, from 1, in its first cell. */
export function packedRequest(task: InputTask, inputs: readonly (readonly string[])[]): EngineRequest {
  const number = freeName(task.columns);
  const prompt = `${spoken(task)}

Do this for every input of the source, each by itself: nothing in one input says anything about another. Each line of the source is one input, as JSON. Return one table with exactly one row for each input, in their order. The column ${JSON.stringify(number)} repeats the input's number.`;
  const lines = inputs.map((cells, at) => {
    const named =
      task.reads.length === 0
        ? [["text", cells[0] ?? ""]]
        : task.reads.map((name, i) => [name, cells[i] ?? ""]);
    return JSON.stringify({ [number]: String(at + 1), ...Object.fromEntries(named) });
  });
  const columns: Column[] = [{ name: number, type: "id" }, ...task.columns];
  return requestOf(task, { prompt, text: lines.join("\n"), columns });
}

function requestOf(
  { rules, instructions, locale, timeZone, now }: InputTask,
  { prompt, text, columns }: { prompt: string; text: string; columns: Column[] },
): EngineRequest {
  return {
    ...{ prompt, history: [], source: { kind: "text", title: "", text }, revises: null, mode: "extract" },
    ...{ columns, rules, instructions, locale, timeZone, now },
  };
}

/** Cells stay out of the instruction: what they say is data behind its fence. */
function spoken({ instruction }: InputTask): string {
  return instruction.replace(brace, (_, name: string) => JSON.stringify(name));
}

function freeName(columns: readonly Column[]): string {
  let name = "Input";
  while (columns.some((column) => column.name.toLowerCase() === name.toLowerCase())) name += "_";
  return name;
}
