import { SaxesParser } from "saxes";
import { FileError } from "./file-text.ts";
import type { ZipEntries } from "./zip.ts";

export interface SheetPart {
  name: string;
  path: string;
}

/** What a workbook says beside its cells. */
export interface WorkbookParts {
  sheets: SheetPart[];
  /** Days are counted from 1904 on, as old Macs did. */
  from1904: boolean;
  strings: string[];
  /** By a cell's style: its number format's pattern. */
  formats: string[];
}

type Attributes = Record<string, string>;

export interface XmlReader {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Excel's own patterns, by id; the rest of the built-in ones are General or the locale's. ECMA-376, 18.8.30. */
const BUILT_IN = new Map([
  [1, "0"],
  [2, "0.00"],
  [3, "#,##0"],
  [4, "#,##0.00"],
  [9, "0%"],
  [10, "0.00%"],
  [11, "0.00E+00"],
  [12, "# ?/?"],
  [13, "# ??/??"],
  [14, "yyyy-mm-dd"],
  [15, "d-mmm-yy"],
  [16, "d-mmm"],
  [17, "mmm-yy"],
  [18, "h:mm AM/PM"],
  [19, "h:mm:ss AM/PM"],
  [20, "h:mm"],
  [21, "h:mm:ss"],
  [22, "yyyy-mm-dd h:mm"],
  [45, "mm:ss"],
  [46, "[h]:mm:ss"],
  [47, "mmss.0"],
  [49, "@"],
]);

/** Reads what cells point to. Throws `file-damaged` for an archive that is no workbook. */
export function readWorkbookParts(entries: ZipEntries): WorkbookParts {
  const relations = new Map<string, string>();
  parseEntry(entries, "xl/_rels/workbook.xml.rels", {
    open(name, { Id, Target }) {
      if (name === "Relationship" && Id && Target) relations.set(Id, pathOf(Target));
    },
  });
  const sheets: SheetPart[] = [];
  let from1904 = false;
  const found = parseEntry(entries, "xl/workbook.xml", {
    open(name, attributes) {
      if (name === "workbookPr") from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? "");
      const path = name === "sheet" ? relations.get(attributes["r:id"] ?? "") : undefined;
      if (path !== undefined) sheets.push({ name: attributes.name ?? "", path });
    },
  });
  if (!found) throw new FileError("file-damaged", "It is a zip file, but no workbook.");
  return { sheets, from1904, strings: readStrings(entries), formats: readFormats(entries) };
}

function pathOf(target: string): string {
  return target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;
}

/** A shared string may be written in pieces; how it is spoken is none of it. */
function readStrings(entries: ZipEntries): string[] {
  const strings: string[] = [];
  let current = "";
  let inText = false;
  let spoken = 0;
  parseEntry(entries, "xl/sharedStrings.xml", {
    open(name) {
      if (name === "si") current = "";
      else if (name === "rPh") spoken++;
      inText = name === "t" && spoken === 0;
    },
    text(text) {
      if (inText) current += text;
    },
    close(name) {
      inText = false;
      if (name === "rPh") spoken--;
      if (name === "si") strings.push(current);
    },
  });
  return strings;
}

function readFormats(entries: ZipEntries): string[] {
  const patterns = new Map(BUILT_IN);
  const formats: string[] = [];
  let inCells = false;
  parseEntry(entries, "xl/styles.xml", {
    open(name, { numFmtId, formatCode }) {
      if (name === "numFmt" && formatCode !== undefined) patterns.set(Number(numFmtId), formatCode);
      if (name === "cellXfs") inCells = true;
      if (name === "xf" && inCells) formats.push(patterns.get(Number(numFmtId ?? 0)) ?? "General");
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return formats;
}

/** False where there is no such entry. Names lose their prefix (`x:row`), except for `r:id`. */
export function parseEntry(entries: ZipEntries, path: string, reader: XmlReader): boolean {
  const bytes = entries[path];
  if (!bytes) return false;
  const parser = new SaxesParser({ xmlns: false });
  parser.on("error", (error) => {
    throw new FileError("file-damaged", undefined, error);
  });
  parser.on("opentag", (tag) => reader.open?.(localName(tag.name), tag.attributes));
  parser.on("text", (text) => reader.text?.(text));
  parser.on("closetag", (tag) => reader.close?.(localName(tag.name)));
  parser.write(new TextDecoder().decode(bytes)).close();
  return true;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
