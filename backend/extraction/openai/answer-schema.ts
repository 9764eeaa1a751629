import { ColumnType, type WantedColumn } from "../../contract/cells.ts";
import { EngineError } from "../engine.ts";
import { type Schema, strictLimits } from "./strict-limits.ts";

export interface AnswerSchema {
  name: string;
  schema: Schema;
}

/** An enum's values are the person's to name; a column that the model finds has none. */
const foundTypes = ColumnType.options.filter((type) => type !== "enum");

const columns: Schema = {
  type: "array",
  items: members({ name: { type: "string" }, type: { type: "string", enum: foundTypes } }),
};

/** Beside the columns, not in each of them: most tables have none. */
const derivedColumns: Schema = { type: "array", items: { type: "string" } };

const rows: Schema = { type: "array", items: { type: "array", items: { type: ["string", "null"] } } };

/** The model finds the columns. `reply` stands first so that it streams, the count before the rows. */
export const foundColumns: AnswerSchema = { name: "rows", schema: answer({ columns, derivedColumns }) };

/** The person named the columns: only their types are answered, and the schema's bytes depend on nobody. */
export const namedColumns: AnswerSchema = {
  name: "rows_of_named_columns",
  schema: answer({ columnTypes: { type: "array", items: { type: "string", enum: ColumnType.options } } }),
};

function answer(head: Record<string, Schema>): Schema {
  const table = members({
    title: { type: "string" },
    dataType: { type: "string" },
    ...head,
    onePerRecord: { type: "boolean" },
    expectedRows: { type: ["integer", "null"] },
    rows,
  });
  return members({ reply: { type: "string" }, tables: { type: "array", items: table } });
}

function members(properties: Record<string, Schema>): Schema {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

/**
 * Columns travel in the prompt, under the limits that a schema of them would have. Throws
 * `unsupported-columns`, naming the limit.
 */
export function checkColumns(wanted: readonly WantedColumn[]): void {
  const values = wanted.flatMap((column) => column.enum ?? []);
  const names = wanted.map((column) => column.name);
  const characters = [...names, ...values].join("").length;
  if (wanted.length > strictLimits.properties) {
    refuse(`${wanted.length} columns are more than the model takes (${strictLimits.properties}).`);
  }
  if (values.length > strictLimits.enumValues) {
    refuse(
      `${values.length} values to choose from are more than the model takes (${strictLimits.enumValues}).`,
    );
  }
  if (characters > strictLimits.characters) {
    refuse(
      `Names and values of ${characters} characters are more than the model takes (${strictLimits.characters}).`,
    );
  }
}

function refuse(detail: string): never {
  throw new EngineError("unsupported-columns", { retryable: false, detail });
}
