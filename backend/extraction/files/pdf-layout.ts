/** A stretch of text as a PDF places it: from the page's lower left, in points. */
export interface PlacedText {
  str: string;
  x: number;
  y: number;
  width: number;
  fontSize: number;
}

interface TextLine {
  y: number;
  height: number;
  items: PlacedText[];
}

/** Narrower than its letters are, so that a line's words seldom run past the place where the next begin. */
const CELL_SHARE = 0.85;
/** Of the font's size: what two words of one phrase lie apart at most, and what a paragraph's lines do. */
const WORD_GAP = 0.9;
const TIGHT_GAP = 0.12;
const LINE_GAP = 1.75;
const MAX_COLUMN = 500;

/**
 * A page's text as lines in reading order, words at the column where they stand, so that tables keep their columns.
 * A wide gap between two lines becomes a blank one.
 */
export function layOutPage(items: readonly PlacedText[]): string {
  const written = items.filter((item) => item.str.trim() !== "" && item.fontSize > 0);
  const cell = letterWidth(written) * CELL_SHARE;
  const left = written.reduce((least, item) => Math.min(least, item.x), Number.POSITIVE_INFINITY);
  const lines: string[] = [];
  let above: TextLine | null = null;
  for (const line of linesOf(written)) {
    if (above && above.y - line.y > Math.max(above.height, line.height) * LINE_GAP) lines.push("");
    lines.push(layOutLine(line, left, cell));
    above = line;
  }
  return lines.join("\n");
}

function linesOf(items: PlacedText[]): TextLine[] {
  const lines: TextLine[] = [];
  for (const item of items.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const line = lines.at(-1);
    const near = line && Math.abs(line.y - item.y) <= Math.min(line.height, item.fontSize) * 0.45;
    if (line && near) {
      line.items.push(item);
      line.height = Math.max(line.height, item.fontSize);
    } else lines.push({ y: item.y, height: item.fontSize, items: [item] });
  }
  return lines;
}

function layOutLine({ items }: TextLine, left: number, cell: number): string {
  let text = "";
  let end = Number.NEGATIVE_INFINITY;
  for (const item of items.toSorted((a, b) => a.x - b.x)) {
    const gap = item.x - end;
    const column = Math.min(MAX_COLUMN, Math.max(0, Math.round((item.x - left) / cell)));
    if (text === "") text = " ".repeat(column);
    else if (gap > item.fontSize * WORD_GAP)
      text = text.trimEnd().padEnd(Math.max(column, text.trimEnd().length + 2));
    else if (gap > item.fontSize * TIGHT_GAP && !/\s$/.test(text)) text += " ";
    text += item.str.replace(/\s+/g, " ");
    end = item.x + item.width;
  }
  return text.trimEnd();
}

/** The middle one of the letters' widths, in points. */
function letterWidth(items: PlacedText[]): number {
  const widths = items
    .filter((item) => item.width > 0)
    .map((item) => item.width / item.str.length)
    .sort((a, b) => a - b);
  return widths[Math.floor(widths.length / 2)] || 5;
}
