import type { Lines } from "../lines.ts";
import type { CellPlaces } from "./cell-places.ts";

/** A quoted cell may run over this many lines; beyond, its quote counts as never closed. */
const maxQuotedLines = 60;
const space = 32;
const quoteMark = 34;

/** A row as it was cut. The cutter fills the same one again with the next. */
export interface CutRow {
  /** Its place among all cells, and how many it has. */
  first: number;
  count: number;
  /** The first line after the row. */
  nextLine: number;
  end: number;
  unclosed: boolean;
}

/** Cuts rows of delimiter-separated values out of one text. */
export class RowCutter {
  private readonly text: string;
  private readonly mark: number;
  private readonly marks: Finder;
  private readonly quotes: Finder;
  /** Of the last quoted cell: where what follows it begins, and whether it holds doubled quotes. */
  private afterQuote = 0;
  private hasDoubled = false;
  private readonly row: CutRow = { first: 0, count: 0, nextLine: 0, end: 0, unclosed: false };

  constructor(text: string, delimiter: string) {
    this.text = text;
    this.mark = delimiter.charCodeAt(0);
    this.marks = new Finder(text, delimiter);
    this.quotes = new Finder(text, '"');
  }

  /** Adds the cells of one row, of so many lines at most, to the others. */
  cut(places: CellPlaces, lines: Lines, at: number, mostLines = maxQuotedLines): Readonly<CutRow> {
    const { text, marks, row } = this;
    const first = places.count;
    const limit = lines.endOf(Math.min(at + mostLines, lines.length) - 1);
    let line = at;
    let end = lines.endOf(at);
    let pos = lines.startOf(at);
    let unclosed = false;
    while (true) {
      let open = pos;
      while (open < end && text.charCodeAt(open) === space) open++;
      // Where one quote finds no end no later one does: asking again at every cell would be quadratic.
      if (!unclosed && open < end && text.charCodeAt(open) === quoteMark) {
        const quote = this.closingQuote(open, end, limit);
        if (quote !== -1) {
          places.addQuoted(open + 1, quote, this.hasDoubled);
          while (this.afterQuote > end && line + 1 < lines.length) end = lines.endOf(++line);
          pos = this.afterQuote;
          if (pos >= end) break;
          pos++;
          continue;
        }
        unclosed = true;
      }
      const next = marks.from(pos);
      if (next >= end) {
        places.add(pos, end);
        break;
      }
      places.add(pos, next);
      pos = next + 1;
    }
    row.first = first;
    row.count = places.count - first;
    row.nextLine = line + 1;
    row.end = end;
    row.unclosed = unclosed;
    return row;
  }

  /** The quote that is followed by a delimiter or the line's end; a doubled or a stray one belongs to the cell. */
  private closingQuote(open: number, end: number, limit: number): number {
    const { text, quotes } = this;
    this.hasDoubled = false;
    for (let at = quotes.from(open + 1); at < limit; at = quotes.from(at + 1)) {
      if (text.charCodeAt(at + 1) === quoteMark) {
        this.hasDoubled = true;
        at++;
        continue;
      }
      let after = at + 1;
      while (after < limit && text.charCodeAt(after) === space) after++;
      const code = text.charCodeAt(after);
      if (after >= limit || code === this.mark || code === 10 || code === 13) {
        this.afterQuote = after;
        return at;
      }
      // Past its own line a stray quote is another cell's: the first one was never closed.
      if (at > end) return -1;
    }
    return -1;
  }
}

/** `indexOf` that does not look twice: what is not there is not looked for again at each line. */
class Finder {
  private readonly text: string;
  private readonly mark: string;
  private asked = 0;
  private found = -1;

  constructor(text: string, mark: string) {
    this.text = text;
    this.mark = mark;
  }

  /** The mark's next place from an offset on, or beyond the text. */
  from(start: number): number {
    if (start < this.asked || start > this.found) {
      const next = this.text.indexOf(this.mark, start);
      this.asked = start;
      this.found = next === -1 ? Number.MAX_SAFE_INTEGER : next;
    }
    return this.found;
  }
}
