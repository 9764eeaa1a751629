import type { Script } from "./grounding-scripts.ts";
import type { Chance } from "./seeded.ts";

/** How a case's source sets its records out. */
export const formNames = ["table", "csv", "blocks", "mail", "list", "html"] as const;
export type FormName = (typeof formNames)[number];

type Form = (rows: string[][], script: Script, chance: Chance) => string;

/** The records as a source; `rows` hold the cells as they are written. */
export const forms: Record<FormName, Form> = {
  table: (rows, { labels }) => [labels, ...rows].map((row) => row.join("\t")).join("\n"),
  csv: (rows, { labels }) => [labels, ...rows].map((row) => row.map(csvField).join(",")).join("\r\n"),
  blocks: (rows, { labels }) => {
    const block = (row: string[]) => row.map((cell, at) => `${labels[at]}: ${cell}`).join("\n");
    return rows.map(block).join("\n\n");
  },
  mail: (rows, { sentences, greeting, closing }, chance) => {
    const body = rows.map((row) => wrap(chance.pick(sentences)(row), 62, chance));
    const gap = () => (chance.inHundred(30) ? "\n\n" : "\n");
    return [greeting, ...body, closing].reduce((text, next) => `${text}${gap()}${next}`);
  },
  list: (rows, _script, chance) => {
    const mark = chance.pick([" | ", " — ", "  ", "; "]);
    return rows.map((row) => `- ${row.join(mark)}`).join("\n");
  },
  html: (rows, { labels }, chance) => {
    const tr = (cells: string[], tag: string) => {
      const marked = cells.map(
        (cell) => `<${tag} width="${chance.below(300)}">${markUp(cell, chance)}</${tag}>`,
      );
      return `<tr>${marked.join(chance.inHundred(50) ? "\n  " : "")}</tr>`;
    };
    const body = rows.map((row) => tr(row, "td")).join("");
    return `<!-- 12 rows --><style>td { margin: 77px }</style><table>${tr(labels, "th")}${body}</table>`;
  },
};

function csvField(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Breaks lines at spaces and, where a script has none, between its letters. */
function wrap(text: string, width: number, chance: Chance): string {
  const pieces = text.match(/ |[^ぁ-んァ-ヶ一-龠 ]+[、。（）]?|[ぁ-んァ-ヶ一-龠]/gu) ?? [];
  let column = 0;
  const wrapped = pieces.map((piece) => {
    column += piece.length;
    if (column < width) return piece;
    column = piece === " " ? 0 : piece.length;
    return `\n${chance.inHundred(20) ? "  " : ""}${piece === " " ? "" : piece}`;
  });
  return wrapped.join("");
}

function markUp(cell: string, chance: Chance): string {
  const signs = Array.from(cell, (sign) => {
    const known = entities.get(sign);
    if (known !== undefined) return known;
    return sign > "\u007F" && chance.inHundred(10) ? `&#${sign.codePointAt(0)};` : sign;
  });
  const gap = signs.indexOf(" ");
  if (gap > 0 && chance.inHundred(30)) signs.splice(gap, 1, chance.pick([" <b>", "<i> </i>", "\n    "]));
  if (chance.inHundred(10))
    signs.splice(1 + chance.below(signs.length), 0, chance.pick(["<wbr>", "<b></b>"]));
  return chance.inHundred(20) ? ` <a href="/customers/4711?page=3">${signs.join("")}</a>\n` : signs.join("");
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ["\u00A0", "&nbsp;"],
  ["\u00AD", "&shy;"],
  ["é", "&eacute;"],
  ["ü", "&uuml;"],
  ["ß", "&szlig;"],
  ["’", "&rsquo;"],
  ["€", "&euro;"],
  ["£", "&pound;"],
]);
