/** Rows and columns of a text that reads as a table. */
export interface Shape {
  rows: number;
  columns: number;
}

/** Lines looked at to tell whether a separator is one. */
const sample = 20;

/** With a bar in it, the row of dashes under a Markdown table's header. */
const markdownRule = /^[\s|:-]+$/;

/**
 * Whether plain text is a table, Markdown or separated values, and how large. Tabs are believed from two lines on;
 * semicolons and commas, which prose has too, only where three lines hold the same number of them.
 */
export function shapeOfText(text: string): Shape | null {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  const [header = "", rule = ""] = lines;
  if (header.includes("|") && rule.includes("|") && markdownRule.test(rule)) {
    return {
      rows: lines.length - 1,
      columns: header
        .trim()
        .replace(/^\||\|$/g, "")
        .split("|").length,
    };
  }
  for (const [separator, least] of [
    ["\t", 2],
    [";", 3],
    [",", 3],
  ] as const) {
    if (lines.length < least) continue;
    const counts = lines.slice(0, sample).map((line) => separatorsIn(line, separator));
    const first = counts[0] ?? 0;
    const regular = separator === "\t" ? first > 0 : first > 0 && counts.every((count) => count === first);
    if (regular) return { rows: lines.length, columns: Math.max(...counts) + 1 };
  }
  return null;
}

function separatorsIn(line: string, separator: string): number {
  return line.replace(/"(?:[^"]|"")*"/g, "").split(separator).length - 1;
}

/** A table of more than one cell in HTML, the largest one; layout tables around prose are not meant. */
export function shapeOfHtml(document: Document): Shape | null {
  let largest: Shape | null = null;
  for (const table of document.querySelectorAll("table")) {
    if (table.querySelector("table")) continue;
    const rows = [...table.querySelectorAll("tr")];
    const columns = Math.max(0, ...rows.map((row) => row.querySelectorAll("td, th").length));
    if (rows.length < 2 || columns < 2) continue;
    if (!largest || rows.length * columns > largest.rows * largest.columns)
      largest = { rows: rows.length, columns };
  }
  return largest;
}
