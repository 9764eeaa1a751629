import type { FlatColumn } from "./flat-columns.ts";
import { numberFormatOf } from "./number-formats.ts";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Excel's own formats have the numbers below. */
const FIRST_FORMAT = 164;

/** Every part but the sheet and its styles, by name. */
export function fixedParts(title: string): [name: string, text: string][] {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}" ContentType="${TYPE}.${type}+xml"/>`;
  const rel = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const rels = (text: string) =>
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${text}</Relationships>`;
  return [
    [
      "[Content_Types].xml",
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("workbook.xml", "sheet.main")}${part("worksheets/sheet1.xml", "worksheet")}${part("styles.xml", "styles")}</Types>`,
    ],
    ["_rels/.rels", rels(rel(1, "officeDocument", "xl/workbook.xml"))],
    [
      "xl/workbook.xml",
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${attribute(sheetName(title))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      rels(rel(1, "worksheet", "worksheets/sheet1.xml") + rel(2, "styles", "styles.xml")),
    ],
  ];
}

/** General, text, and a style for each column. */
export function stylesPart(columns: FlatColumn[]): [name: string, text: string] {
  const codes = columns.map((column) => numberFormatOf(column) ?? "General");
  const numbered = codes.map(
    (code, at) => `<numFmt numFmtId="${FIRST_FORMAT + at}" formatCode="${attribute(code)}"/>`,
  );
  const styles = [0, 49, ...codes.map((_, at) => FIRST_FORMAT + at)].map(
    (id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  );
  return [
    "xl/styles.xml",
    `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${numbered.length}">${numbered.join("")}</numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styles.length}">${styles.join("")}</cellXfs></styleSheet>`,
  ];
}

/** What Excel takes for a sheet's name: 31 characters, none of its own marks. */
function sheetName(title: string): string {
  const name = title
    .replace(/[\p{C}[\]:*?/\\']/gu, " ")
    .trim()
    .slice(0, 31)
    .trim();
  return name === "" || name.toLowerCase() === "history" ? "Rows" : name;
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;").toWellFormed();
}
