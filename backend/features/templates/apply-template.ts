import type { WantedColumn } from "../../contract/cells.ts";
import type { RowRule } from "../../contract/rules.ts";
import type { TemplateColumn } from "../../contract/templates.ts";
import type { Deps } from "../../platform/deps.ts";
import { readTemplate } from "./service.ts";

/** What a request asks of its rows, by itself or by a template. */
export interface Ask {
  templateId?: string | undefined;
  columns?: WantedColumn[] | undefined;
  rules?: RowRule[] | undefined;
}

/** The version that a table is made with. */
export interface TemplateUse {
  id: string;
  version: number;
}

export interface Applied<Request> {
  request: Request;
  /** What the template tells the engine, else empty. */
  instructions: string;
  template: TemplateUse | null;
}

/**
 * A request with its template's columns and rules where it has none of its own, and what the template tells the
 * engine. Throws `not-found`, also where the template is deleted or somebody else's.
 */
export async function applyTemplate<Request extends Ask>(
  deps: Pick<Deps, "sql">,
  userId: string,
  request: Request,
): Promise<Applied<Request>> {
  if (request.templateId === undefined) return { request, instructions: "", template: null };
  const { id, version, columns, rules, instructions } = await readTemplate(deps, userId, request.templateId);
  return {
    request: { ...request, columns: request.columns ?? columns.map(toWanted), rules: request.rules ?? rules },
    instructions,
    template: { id, version },
  };
}

/** How wide a column is in the sheet is nothing that rows are read by. */
function toWanted({ width: _width, ...column }: TemplateColumn): WantedColumn {
  return column;
}
