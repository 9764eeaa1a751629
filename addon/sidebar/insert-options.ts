import type { Column } from "../../backend/contract/cells.ts";
import type { Template } from "../../backend/contract/templates.ts";
import type { SheetStyle, WriteOptions, WriteTarget } from "../writes.ts";
import type { App } from "./app.ts";
import { Failure } from "./failure.ts";
import type { Preferences } from "./preferences.ts";
import type { TableView } from "./table-view.ts";

/** How a table goes in unless the person says otherwise for it. */
export function usualOptions({ notes, links }: Preferences, { columns }: TableView): WriteOptions {
  const addresses = urlColumns(columns);
  return { notes, ...(links && addresses.length > 0 ? { links: addresses } : {}) };
}

export function urlColumns(columns: Column[]): string[] {
  return columns.flatMap(({ name, type }) => (type === "url" ? [name] : []));
}

/** A new sheet looks as the template wants it that the table was made with, unless the person chose otherwise. */
export async function styledOptions(
  app: App,
  { id, columns, streaming }: TableView,
  target: WriteTarget,
  options: WriteOptions,
): Promise<WriteOptions> {
  if (target.kind !== "new-sheet" || options.style || streaming) return options;
  try {
    const { templateId, templateVersion } = await app.api.table(id);
    if (!templateId || !templateVersion) return options;
    return { ...options, style: styleOf(await app.api.template(templateId, templateVersion), columns) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return options;
  }
}

function styleOf({ formatting: { header = {}, banding }, columns }: Template, ours: Column[]): SheetStyle {
  const { frozen, ...look } = header;
  const widths = new Map(columns.map(({ name, width }) => [name, width]));
  return {
    header: look,
    ...(banding ? { banding } : {}),
    ...(frozen === undefined ? {} : { frozenHeader: frozen }),
    widths: ours.map(({ name }) => widths.get(name) ?? null),
  };
}
