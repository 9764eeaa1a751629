import type { Cell, CellFlag, CellStatus } from "./cells.ts";

/** Every note of ours begins so: others are never replaced or removed. */
export const NOTE_MARK = "Rowsmith";
/** A quote in a note is a reminder, not the source. */
const MOST_QUOTED = 500;

interface NoteTexts {
  flags: Record<CellFlag, string>;
  status: Record<CellStatus, string>;
  confirmed: string;
}

const english: NoteTexts = {
  flags: {
    "ambiguous-date": "the date can be read in two ways",
    "ambiguous-number": "the number can be read in two ways",
    "out-of-enum": "not one of the listed values",
    "other-row": "stands in another row of the source",
    "not-typed": "does not fit the column's type",
    "failed-rule": "breaks a rule of the table",
  },
  status: {
    exact: "as in the source",
    normalised: "in the source in another form",
    inferred: "derived from the source",
    "not-found": "not found in the source",
    model: "from the model, without a source",
  },
  confirmed: "confirmed by a person",
};
const german: NoteTexts = {
  flags: {
    "ambiguous-date": "das Datum lässt sich auf zwei Arten lesen",
    "ambiguous-number": "die Zahl lässt sich auf zwei Arten lesen",
    "out-of-enum": "keiner der vorgesehenen Werte",
    "other-row": "steht in einer anderen Zeile der Quelle",
    "not-typed": "passt nicht zum Typ der Spalte",
    "failed-rule": "verletzt eine Regel der Tabelle",
  },
  status: {
    exact: "wie in der Quelle",
    normalised: "in der Quelle in anderer Form",
    inferred: "aus der Quelle abgeleitet",
    "not-found": "nicht in der Quelle gefunden",
    model: "vom Modell, ohne Quelle",
  },
  confirmed: "von einem Menschen bestätigt",
};

/**
 * What a cell's note says, in the language of a spreadsheet's locale; null for none. `flags` is the default; the quote
 * comes with `all` alone. The add-on and the export say the same; neither Zod nor a newer library is behind it, since
 * it also runs in Apps Script.
 */
export function noteText(
  cell: Cell,
  notes: "off" | "flags" | "all" | undefined,
  locale: string,
): string | null {
  if (notes === "off" || cell.value === null) return null;
  const texts = /^de(?![a-z])/.test(locale) ? german : english;
  const settled = cell.confirmed || cell.edited;
  const flags = settled ? [] : (cell.flags ?? []).map((flag) => texts.flags[flag] ?? flag);
  if (notes !== "all") return flags.length > 0 ? `${NOTE_MARK}: ${flags.join("; ")}` : null;
  const status = settled ? texts.confirmed : (texts.status[cell.status ?? "exact"] ?? cell.status);
  const quote = cell.raw ?? (typeof cell.value === "string" ? cell.value : "");
  const said = `${NOTE_MARK}: ${[status, ...flags].join("; ")}`;
  return quote === "" ? said : `${said}\n“${shortened(quote)}”`;
}

/** Half a pair of a sign beyond the first plane is no text. */
function shortened(quote: string): string {
  if (quote.length <= MOST_QUOTED) return quote;
  return `${quote.slice(0, MOST_QUOTED).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
