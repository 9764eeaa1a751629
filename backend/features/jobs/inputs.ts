import { createHash } from "node:crypto";
import type { Column } from "../../contract/cells.ts";
import { type CreateJobRequest, type EstimateJobRequest, MOST_CELL_CHARACTERS } from "../../contract/jobs.ts";
import { requireColumns } from "../../extraction/columns-check.ts";
import type { Engine } from "../../extraction/engine.ts";
import { namesIn } from "../../extraction/inputs/input-task.ts";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import { applyTemplate, type TemplateUse } from "../templates/apply-template.ts";
import type { NewItem, StoredTask } from "./queries.ts";

export interface JobPlan {
  task: StoredTask;
  template: TemplateUse | null;
  engine: Engine;
  count: number;
  /** One by one: all of them at once are as large as the request. */
  items(): Generator<NewItem>;
}

type Asked = EstimateJobRequest & Partial<Pick<CreateJobRequest, "key" | "origin">>;

/**
 * What a request asks for, checked as a whole before anything is stored. Throws `invalid-request`, `too-many-rows`,
 * `cell-too-large`, `instruction-without-column`, `unknown-column`, `template-not-found` and `unsupported-columns`.
 */
export async function planJob(deps: Deps, userId: string, body: Asked): Promise<JobPlan> {
  const { headers = [], rows, texts } = body;
  const inputs = rows ?? texts;
  if (inputs === undefined || (rows === undefined) === (texts === undefined)) {
    refuse("rows", "Give either rows or texts");
  }
  const { maxJobRows } = deps.config.limits;
  if (inputs.length > maxJobRows) {
    const detail = `A job has at most ${maxJobRows} rows; these are ${inputs.length}.`;
    throw new ProblemError("too-many-rows", { detail });
  }
  const reads = texts === undefined ? readColumns(body.instruction, headers) : { names: [], places: [0] };
  const keyPlace = body.key === undefined ? null : placeOf(body.key, headers);
  const asked = await askedColumns(deps, userId, body);
  const engine = deps.engines.default;
  requireColumns(engine, asked.columns);
  requireCells(inputs);
  const task: StoredTask = {
    ...{ instruction: body.instruction, reads: reads.names, key: body.key ?? null },
    ...(body.origin === undefined ? {} : { origin: body.origin }),
    ...{ columns: asked.columns, rules: asked.rules, instructions: asked.instructions },
    ...{ locale: body.locale, timeZone: body.timeZone, at: deps.clock().toISOString() },
  };
  const common = hash(JSON.stringify(commonOf(task, engine)));
  return {
    ...{ task, template: asked.template, engine, count: inputs.length },
    *items() {
      for (const [position, given] of inputs.entries()) {
        const cells = typeof given === "string" ? [given] : given;
        const input = reads.places.map((place) => cells[place] ?? "");
        const read = JSON.stringify(input);
        yield {
          ...{ position, input, inputBytes: Buffer.byteLength(read), inputHash: hash(read) },
          key: keyPlace === null ? null : (cells[keyPlace] ?? ""),
          taskHash: hash(common + read),
        };
      }
    },
  };
}

/** What two jobs have in common whose equal inputs have equal answers. The day counts where a date may depend on it. */
function commonOf(task: StoredTask, engine: Engine): unknown[] {
  const { instruction, reads, columns, rules, instructions, locale, timeZone, at } = task;
  const isDated = columns.some(({ type }) => type === "date" || type === "datetime");
  const day = isDated ? new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date(at)) : null;
  return [engine.name, engine.model, instruction, reads, columns, rules, instructions, locale, timeZone, day];
}

function readColumns(instruction: string, headers: string[]): { names: string[]; places: number[] } {
  if (headers.length === 0) refuse("headers", "Name the columns of the rows");
  const places = [...new Set(namesIn(instruction).map((name) => placeOf(name, headers)))];
  if (places.length === 0) {
    const detail = "Put the name of at least one column in double braces, like {{Comment}}.";
    throw new ProblemError("instruction-without-column", { detail });
  }
  return { places, names: places.map((place) => headers[place] ?? "") };
}

/** By its exact name, else by what the name is without case and spaces around it. */
function placeOf(name: string, headers: string[]): number {
  const exact = headers.indexOf(name);
  const place = exact >= 0 ? exact : headers.findIndex((header) => plain(header) === plain(name));
  if (place >= 0) return place;
  throw new ProblemError("unknown-column", { detail: `There is no column "${name.slice(0, 200)}".` });
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}

async function askedColumns(deps: Deps, userId: string, body: Asked) {
  if ((body.columns === undefined) === (body.templateId === undefined)) {
    refuse("columns", "Give either columns or templateId");
  }
  const { columns, rules, templateId } = body;
  const applied = await applyTemplate(deps, userId, { columns, rules, templateId }).catch(
    (error: unknown) => {
      if (error instanceof ProblemError && error.code === "not-found")
        throw new ProblemError("template-not-found");
      throw error;
    },
  );
  return {
    columns: (applied.request.columns ?? []).map(typed),
    rules: applied.request.rules ?? [],
    instructions: applied.instructions,
    template: applied.template,
  };
}

/** A template may leave a type open; a job's rows come one by one, so that none could be found. */
function typed(column: Omit<Column, "type"> & { type?: Column["type"] | undefined }): Column {
  return { ...column, type: column.type ?? "text" };
}

function requireCells(inputs: (string | string[])[]): void {
  for (const [row, given] of inputs.entries()) {
    for (const cell of typeof given === "string" ? [given] : given) {
      if (cell.length <= MOST_CELL_CHARACTERS) continue;
      const detail = `A cell has at most ${MOST_CELL_CHARACTERS} characters; one of input ${row + 1} has ${cell.length}.`;
      throw new ProblemError("cell-too-large", { detail });
    }
  }
}

function refuse(path: string, message: string): never {
  throw new ProblemError("invalid-request", { errors: [{ path, message }] });
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
