/** The Markdown that models write, as data: it has no place for HTML, so none can come out of it. */
export type Block =
  | { type: "paragraph" | "heading"; inner: Inline[] }
  | { type: "code"; text: string }
  | { type: "quote"; blocks: Block[] }
  | { type: "list"; start: number | null; items: Block[][] }
  | { type: "table"; header: Inline[][]; rows: Inline[][][] }
  | { type: "rule" };

export type Inline =
  | string
  | { type: "strong" | "em" | "del"; inner: Inline[] }
  | { type: "code"; text: string }
  | { type: "link"; href: string; inner: Inline[] };

const fence = /^ {0,3}(`{3,}|~{3,})/;
const heading = /^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$/;
const rule = /^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const quote = /^ {0,3}> ?/;
const bullet = /^( *)([-*+]|\d{1,9}[.)])(?: +|$)/;
const tableRule = /^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$/;

/** Deeper nesting is text: nobody writes it, and an attacker would. */
const deepest = 8;

/** Paragraphs, headings, lists, quotes, tables and code; give it the whole text so far, never a chunk. */
export function parseMarkdown(text: string): Block[] {
  return parseBlocks(text.split(/\r\n|\r|\n/), 0);
}

function parseBlocks(lines: string[], depth: number): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const rest = lines.slice(at);
    if (line.trim() === "") at += 1;
    else if (fence.test(line)) at += readCode(rest, blocks);
    else if (heading.test(line)) {
      blocks.push({ type: "heading", inner: parseInline(line.replace(heading, "$1")) });
      at += 1;
    } else if (rule.test(line)) {
      blocks.push({ type: "rule" });
      at += 1;
    } else if (quote.test(line) && depth < deepest) {
      const length = countWhile(rest, (other) => quote.test(other));
      const inner = rest.slice(0, length).map((other) => other.replace(quote, ""));
      blocks.push({ type: "quote", blocks: parseBlocks(inner, depth + 1) });
      at += length;
    } else if (bullet.test(line) && depth < deepest) at += readList(rest, blocks, depth);
    else if (line.includes("|") && tableRule.test(rest[1] ?? "")) at += readTable(rest, blocks);
    else {
      const length =
        1 + countWhile(rest.slice(1), (other, place) => !endsParagraph(other, rest[place + 2] ?? ""));
      blocks.push({ type: "paragraph", inner: parseInline(rest.slice(0, length).join("\n").trim()) });
      at += length;
    }
  }
  return blocks;
}

function endsParagraph(line: string, next: string): boolean {
  const begins = [fence, heading, rule, quote, bullet].some((pattern) => pattern.test(line));
  return line.trim() === "" || begins || (line.includes("|") && tableRule.test(next));
}

function readCode(lines: string[], blocks: Block[]): number {
  const mark = fence.exec(lines[0] ?? "")?.[1] ?? "```";
  const length = countWhile(lines.slice(1), (line) => !line.trim().startsWith(mark));
  blocks.push({ type: "code", text: lines.slice(1, length + 1).join("\n") });
  return Math.min(lines.length, length + 2);
}

function readList(lines: string[], blocks: Block[], depth: number): number {
  const ordered = /\d/.test(bullet.exec(lines[0] ?? "")?.[2] ?? "");
  const start = ordered ? Number.parseInt((lines[0] ?? "").trim(), 10) : null;
  const items: Block[][] = [];
  let at = 0;
  for (;;) {
    const found = bullet.exec(lines[at] ?? "");
    if (!found || /\d/.test(found[2] ?? "") !== ordered || rule.test(lines[at] ?? "")) break;
    const indent = (found[1] ?? "").length + 2;
    const first = (lines[at] ?? "").slice(found[0].length);
    const more = countWhile(lines.slice(at + 1), (line, place, all) => {
      if (line.trim() === "") return /^ {2,}\S/.test(all[place + 1] ?? "");
      return (
        line.search(/\S/) >= indent ||
        (!bullet.test(line) && all[place - 1]?.trim() !== "" && !endsParagraph(line, ""))
      );
    });
    const body = lines.slice(at + 1, at + 1 + more);
    const margin = Math.min(...body.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
    const inner = body.map((line) => line.slice(Number.isFinite(margin) ? margin : 0));
    items.push(parseBlocks([first, ...inner], depth + 1));
    at += 1 + more;
    if ((lines[at] ?? "x").trim() === "" && bullet.test(lines[at + 1] ?? "")) at += 1;
  }
  blocks.push({ type: "list", start, items });
  return Math.max(1, at);
}

function readTable(lines: string[], blocks: Block[]): number {
  const rows = countWhile(lines.slice(2), (line) => line.includes("|"));
  const [header = [], ...body] = [lines[0] ?? "", ...lines.slice(2, rows + 2)].map(cellsOf);
  blocks.push({ type: "table", header, rows: body });
  return rows + 2;
}

function cellsOf(line: string): Inline[][] {
  const cells = line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, "")
    .split(/(?<!\\)\|/);
  return cells.map((cell) => parseInline(cell.trim().replaceAll("\\|", "|")));
}

function countWhile<T>(items: T[], holds: (item: T, at: number, all: T[]) => boolean): number {
  const end = items.findIndex((item, at) => !holds(item, at, items));
  return end < 0 ? items.length : end;
}

/** In the order in which they are tried. Bounded, so that no text takes more than linear time. */
const inline = new RegExp(
  [
    "\\\\(?<escaped>[!-/:-@[-`{-~])",
    "(?<ticks>`+)(?<code>[^`][^]{0,2000}?)(?<!`)\\k<ticks>(?!`)",
    "!\\[(?<picture>[^\\]]{0,500})\\](?:\\([^)]{0,2000}\\)|\\[[^\\]]{0,500}\\])?",
    '\\[(?<label>[^\\][]{1,500})\\]\\(\\s*<?(?<href>[^\\s()<>]{1,2000})>?(?:\\s+"[^"]{0,500}")?\\s*\\)',
    "<(?<pointed>https?://[^\\s<>]{1,2000})>",
    "(?<bare>https?://[^\\s<>()]{0,2000}[^\\s<>().,:;!?\"'*_])",
    "(?<strongMark>\\*\\*|(?<!\\w)__)(?=\\S)(?<strong>[^]{1,2000}?)(?<=\\S)\\k<strongMark>",
    "(?<emMark>\\*|(?<!\\w)_)(?=[^\\s*_])(?<em>[^]{0,2000}?[^\\s*_])\\k<emMark>(?!\\w)",
    "~~(?=\\S)(?<del>[^]{1,2000}?)~~",
    "&(?:#(?<point>\\d{1,6})|(?<entity>amp|lt|gt|quot|apos|nbsp));",
  ].join("|"),
  "g",
);

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

export function parseInline(text: string, depth = 0): Inline[] {
  if (depth > deepest) return [text];
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(inline)) {
    parts.push(text.slice(end, match.index), toInline(match, depth));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}

function toInline({ 0: whole, groups = {} }: RegExpExecArray, depth: number): Inline {
  const nested = (inner: string) => parseInline(inner, depth + 1);
  const { escaped, code, picture, label, href, strong, em, del, point, entity } = groups;
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return { type: "code", text: code.trim() };
  if (picture !== undefined) return picture;
  if (label !== undefined && href !== undefined) {
    const leadsOut = /^(?:https?:\/\/|mailto:)/i.test(href);
    return leadsOut ? { type: "link", href, inner: nested(label) } : label;
  }
  const address = groups.pointed ?? groups.bare;
  if (address !== undefined) return { type: "link", href: address, inner: [address] };
  if (strong !== undefined) return { type: "strong", inner: nested(strong) };
  if (em !== undefined) return { type: "em", inner: nested(em) };
  if (del !== undefined) return { type: "del", inner: nested(del) };
  if (point !== undefined) return String.fromCodePoint(Number(point));
  return entities[entity ?? ""] ?? whole;
}
