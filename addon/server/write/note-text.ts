import type { Cell } from "../../../backend/contract/cells.ts";
import type { WriteOptions } from "../../writes.ts";
import { type PlaceRead, standingAt } from "./place-read.ts";
import type { RowWrite } from "./row-write.ts";

/** Every note of ours begins so: others are never replaced or removed. */
const MARK = "Rowsmith";
/** A quote in a note is a reminder, not the source. */
const MAX_QUOTE = 500;

interface NoteTexts {
  flags: Record<string, string>;
  status: Record<string, string>;
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

/** What a cell's note says, in the spreadsheet's language; null for none. The quote comes with `all` alone. */
export function noteText(cell: Cell, notes: WriteOptions["notes"], locale: string): string | null {
  if (notes === "off" || cell.value === null) return null;
  const texts = /^de\b/.test(locale) ? german : english;
  const settled = cell.confirmed || cell.edited;
  const flags = settled ? [] : (cell.flags ?? []).map((flag) => texts.flags[flag] ?? flag);
  if (notes !== "all") return flags.length > 0 ? `${MARK}: ${flags.join("; ")}` : null;
  const status = settled ? texts.confirmed : (texts.status[cell.status ?? "exact"] ?? cell.status);
  const quote = cell.raw ?? (typeof cell.value === "string" ? cell.value : "");
  const lines = [`${MARK}: ${[status, ...flags].join("; ")}`];
  if (quote !== "") lines.push(`“${quote.length > MAX_QUOTE ? `${quote.slice(0, MAX_QUOTE)}…` : quote}”`);
  return lines.join("\n");
}

export function isOurNote(note: string): boolean {
  return note.startsWith(`${MARK}: `);
}

/** A person's note is left alone; one of ours goes when its cell gets another content. */
export function settleNotes(writes: RowWrite[], places: PlaceRead[]): void {
  for (const { rows, columns, cells } of writes) {
    cells.forEach((line, index) => {
      line.forEach((cell, place) => {
        const standing = standingAt(places, rows[index] ?? 0, columns[place] ?? 0).note;
        if (!cell || standing === "") return;
        if (!isOurNote(standing)) delete cell.note;
        else if (cell.note === undefined) cell.note = null;
      });
    });
  }
}
