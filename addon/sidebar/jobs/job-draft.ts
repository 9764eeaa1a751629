import type { Column } from "../../../backend/contract/cells.ts";
import type { CreateJobInput, JobCap } from "../../../backend/contract/jobs.ts";
import type { Template } from "../../../backend/contract/templates.ts";
import type { Hello, RowsRead } from "../../rpc.ts";
import { readsOf } from "./prompt.ts";

/** A job as it is being written. */
export interface JobDraft {
  scope: "table" | "selection";
  /** The header by which rows are found again; null: by what the instruction reads. */
  key: string | null;
  instruction: string;
  /** What is to be found out, each under a header of the sheet or a new one. */
  columns: Column[];
  /** In place of `columns`. */
  template: Template | null;
  /** Rows whose results' cells are empty, or all, whose results go over what stands there. */
  only: "empty" | "all";
  cap: JobCap;
}

export const emptyDraft: JobDraft = {
  ...{ scope: "table", key: null, instruction: "", columns: [{ name: "", type: "text" }], template: null },
  ...{ only: "empty", cap: {} },
};

/** Names of the columns that the results go under. */
export function outputsOf({ columns, template }: Pick<JobDraft, "columns" | "template">): string[] {
  return (template?.columns ?? columns).map(({ name }) => name.trim()).filter((name) => name !== "");
}

/** The headers by which a row is told: its key, and what was read of it. */
export function toldBy(key: string | null, reads: readonly string[]): string[] {
  return [...new Set([...(key === null ? [] : [key]), ...reads])];
}

export type DraftGap = "no-column" | "unknown-column" | "no-output" | "output-twice" | "output-read";

/** What is missing before rows can be tried, in the order in which it is asked for. */
export function gapOf(draft: JobDraft, headers: readonly string[]): { gap: DraftGap; name: string } | null {
  const { reads, unknown } = readsOf(draft.instruction, headers);
  const outputs = outputsOf(draft);
  const twice = outputs.find((name, at) => outputs.indexOf(name) < at);
  const read = outputs.find((name) => toldBy(draft.key, reads).includes(name));
  if (unknown[0] !== undefined) return { gap: "unknown-column", name: unknown[0] };
  if (reads.length === 0) return { gap: "no-column", name: "" };
  if (outputs.length === 0) return { gap: "no-output", name: "" };
  if (twice !== undefined) return { gap: "output-twice", name: twice };
  return read === undefined ? null : { gap: "output-read", name: read };
}

export interface Inputs {
  headers: string[];
  rows: string[][];
  /** Rows that nothing would be read of, and those whose results' cells are filled. */
  blank: number;
  filled: number;
}

/**
 * The rows that are asked about. `values` hold the columns `told`, then the result columns that the sheet has.
 */
export function inputsOf(
  { key, only }: Pick<JobDraft, "key" | "only">,
  reads: readonly string[],
  values: readonly string[][],
): Inputs {
  const headers = toldBy(key, reads);
  const places = reads.map((name) => headers.indexOf(name));
  const inputs: Inputs = { headers, rows: [], blank: 0, filled: 0 };
  for (const row of values) {
    const results = row.slice(headers.length);
    if (places.every((place) => (row[place] ?? "").trim() === "")) inputs.blank += 1;
    else if (only === "empty" && results.length > 0 && results.every((text) => text !== "")) {
      inputs.filled += 1;
    } else inputs.rows.push(row.slice(0, headers.length));
  }
  return inputs;
}

interface Asked {
  draft: JobDraft;
  table: Pick<RowsRead, "at">;
  inputs: Pick<Inputs, "headers" | "rows">;
  hello: Hello;
}

/** The request; without `origin` it is a trial, which no spreadsheet lists. */
export function requestOf({ draft, table, inputs, hello }: Asked, isTrial: boolean): CreateJobInput {
  const { instruction, template, columns, key, only, cap } = draft;
  const { locale, timeZone, spreadsheetId } = hello;
  const origin = { ...table.at, spreadsheetId, replaces: only === "all" };
  return {
    ...{ instruction: instruction.trim(), headers: inputs.headers, rows: inputs.rows, locale, timeZone },
    ...(template
      ? { templateId: template.id }
      : { columns: columns.filter(({ name }) => name.trim() !== "") }),
    ...(key === null ? {} : { key }),
    ...(isTrial ? {} : { cap, origin }),
  };
}
