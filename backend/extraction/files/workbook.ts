import type { SourceSection } from "../engine.ts";
import { FileError, type FileLimits, type FileText, requireText } from "./file-text.ts";
import { readSheetCells, type SheetRows } from "./sheet-cells.ts";
import { readWorkbookParts } from "./workbook-parts.ts";
import { unzipOffice } from "./zip.ts";

/** Rows of a sheet that lie together, cut to the columns that they use, the first of which is `left`. */
interface Block {
  left: number;
  rows: string[][];
}

const wanted =
  /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/;

/** The sheets of an .xlsx as tab-separated text, each stretch of rows a section of its own. */
export function readWorkbook(bytes: Uint8Array, name: string, limits: FileLimits): FileText {
  const entries = unzipOffice(bytes, (path) => wanted.test(path), limits);
  const parts = readWorkbookParts(entries);
  const pieces: string[] = [];
  const sections: SourceSection[] = [];
  let length = 0;
  let sheets = 0;
  const write = (text: string) => {
    pieces.push(text);
    length += text.length;
    if (length > limits.maxTextBytes) requireText(pieces.join(""), limits);
  };
  for (const sheet of parts.sheets) {
    const blocks = blocksOf(readSheetCells(entries, sheet.path, parts), limits);
    if (blocks.length === 0) continue;
    sheets++;
    write(`# ${sheet.name}\n\n`);
    let title = sheet.name;
    for (const { rows } of blocks) {
      const start = length;
      write(rows.map((row) => row.map(quoteField).join("\t")).join("\n"));
      const section = { start, end: length, file: name };
      const single = rows.length === 1 ? rows[0] : undefined;
      if (single?.length === 1) {
        title = single[0] ?? title;
        sections.push({ ...section, title: null, grid: false });
      } else {
        sections.push({ ...section, title, grid: true });
        title = sheet.name;
      }
      write("\n\n");
    }
  }
  if (sheets === 0) throw new FileError("file-empty");
  const text = pieces.join("");
  requireText(text, limits);
  return { kind: "workbook", title: null, text, sections, sheets };
}

/**
 * A blank row ends a block, unless what follows lies under its columns and has no header of its own. Lines of one
 * cell above wider rows are their title.
 */
function blocksOf(sheet: SheetRows, limits: FileLimits): Block[] {
  const blocks: Block[] = [];
  for (const run of runsOf(sheet)) {
    const block = cut(run, limits);
    while (block.rows.length > 1 && isTitle(block.rows)) {
      const text = block.rows.shift()?.find((cell) => cell !== "") ?? "";
      blocks.push({ left: block.left, rows: [[text]] });
    }
    const above = blocks.at(-1);
    if (above && continues(above, block)) above.rows.push(...under(above, block));
    else blocks.push(block);
  }
  return blocks;
}

function continues(above: Block, block: Block): boolean {
  const shift = block.left - above.left;
  if (above.rows.length < 2 || shift < 0 || shift + widthOf(block) > widthOf(above)) return false;
  const several = block.rows.every((row) => filled(row) > 1);
  return several && !hasHeader(block.rows);
}

function under(above: Block, block: Block): string[][] {
  const before = Array<string>(block.left - above.left).fill("");
  const after = Array<string>(widthOf(above) - before.length - widthOf(block)).fill("");
  return block.rows.map((row) => [...before, ...row, ...after]);
}

function widthOf({ rows }: Block): number {
  return rows[0]?.length ?? 0;
}

function runsOf(sheet: SheetRows): Map<number, string>[][] {
  const runs: Map<number, string>[][] = [];
  let last = Number.NaN;
  for (const [place, row] of [...sheet].sort(([a], [b]) => a - b)) {
    if (place !== last + 1) runs.push([]);
    runs.at(-1)?.push(row);
    last = place;
  }
  return runs;
}

function cut(run: Map<number, string>[], { maxTextBytes }: FileLimits): Block {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const row of run) {
    for (const column of row.keys()) {
      first = Math.min(first, column);
      last = Math.max(last, column);
    }
  }
  const width = last - first + 1;
  if (width * run.length > maxTextBytes) throw new FileError("file-too-large", "A sheet is mostly blank.");
  return {
    left: first,
    rows: run.map((row) => Array.from({ length: width }, (_, at) => row.get(first + at) ?? "")),
  };
}

function isTitle(rows: string[][]): boolean {
  const [first = [], second = []] = rows;
  return first.length > 2 && filled(first) === 1 && filled(second) > 0;
}

function hasHeader([first = [], ...rest]: string[][]): boolean {
  return first.every((cell) => !/\d/.test(cell)) && rest.some((row) => row.some((cell) => /\d/.test(cell)));
}

function filled(row: string[]): number {
  return row.filter((cell) => cell !== "").length;
}

function quoteField(field: string): string {
  return /["\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
