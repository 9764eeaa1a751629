import type { Column } from "../../../backend/contract/cells.ts";
import type { ColumnMatch } from "./match-columns.ts";
import { isDateFormat } from "./number-format.ts";

/** What a column holds, where that can be told from one cell of it. */
type Kind = "date" | "percent" | "money" | "email" | "url";

/** A cell of each column of a table: its last row, say. */
export interface SampleRow {
  formats: string[];
  texts: string[];
  formulas: string[];
}

const kinds: { [Type in Column["type"]]?: Kind } = {
  date: "date",
  datetime: "date",
  percent: "percent",
  currency: "money",
  email: "email",
  url: "url",
};

/**
 * Columns that found no header of their name go under one whose cells are of their kind, where only one of each is
 * left. A column that formulas fill is not one. `read` gives a row of the table, where one is needed.
 */
export function matchByKind(
  matches: ColumnMatch[],
  columns: Column[],
  headers: string[],
  read: () => SampleRow | null,
): ColumnMatch[] {
  const open = matches.map(({ place }, index) => {
    const column = columns[index];
    return place === null && column ? (kinds[column.type] ?? null) : null;
  });
  const sample = open.some((kind) => kind !== null) ? read() : null;
  if (!sample) return matches;
  const taken = new Set(matches.map(({ place }) => place));
  const free = headers.flatMap((header, place) => {
    const kind = taken.has(place) || header.trim() === "" ? null : kindOfCell(sample, place);
    return kind ? [{ header, place, kind }] : [];
  });
  return matches.map((match, index) => {
    const kind = open[index];
    const fits = free.filter((each) => each.kind === kind);
    const [only] = fits;
    const isOnly = kind && fits.length === 1 && open.filter((each) => each === kind).length === 1;
    return isOnly && only ? { ...match, header: only.header, place: only.place } : match;
  });
}

function kindOfCell({ formats, texts, formulas }: SampleRow, place: number): Kind | null {
  const [format = "", text = ""] = [formats[place], texts[place]?.trim()];
  if (formulas[place] || text === "") return null;
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)) return "email";
  if (/^https?:\/\/\S+$/i.test(text)) return "url";
  if (isDateFormat(format)) return "date";
  if (format.includes("%")) return "percent";
  return /\[\$[^\]-]+|[€$£¥]/.test(format) ? "money" : null;
}
