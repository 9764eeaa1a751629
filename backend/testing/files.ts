import { strToU8, zipSync } from "fflate";

/** Words at a place in points from the page's lower left; 10 points high unless told. */
export interface PdfWords {
  x: number;
  y: number;
  text: string;
  size?: number;
}

/** A PDF of one font, a page for each list of words; one without words is a picture as far as text goes. */
export function makePdf(
  pages: PdfWords[][],
  options: { encrypted?: boolean; title?: string } = {},
): Uint8Array {
  const kids = pages.map((_, at) => `${5 + 2 * at} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    options.title === undefined ? "<< >>" : `<< /Title (${escapeWords(options.title)}) >>`,
  ];
  for (const [at, words] of pages.entries()) {
    const drawn = words.map(
      ({ x, y, text, size = 10 }) => `BT /F1 ${size} Tf ${x} ${y} Td (${escapeWords(text)}) Tj ET`,
    );
    const content = drawn.join("\n");
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${6 + 2 * at} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  // A password that nobody knows: the standard handler finds that the empty one does not fit.
  const lock = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"41".repeat(32)}> /U <${"42".repeat(32)}> >> /ID [<${"43".repeat(16)}> <${"43".repeat(16)}>]`;
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  file += offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R ${options.encrypted ? lock : ""} >>\n`;
  file += `startxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}

function escapeWords(text: string): string {
  return text.replace(/[\\()]/g, "\\$&").replaceAll("€", "\\200");
}

/** A cell's value, or a number with the pattern that shows it. */
export type XlsxCell = string | number | boolean | null | { value: number; format: string };

/** A workbook of sheets by name. Strings are shared ones; blank rows are left out, as Excel does. */
export function makeXlsx(sheets: Record<string, XlsxCell[][]>): Uint8Array {
  const strings: string[] = [];
  const formats: string[] = [];
  const files: Record<string, Uint8Array> = {};
  const names = Object.keys(sheets);
  for (const [at, rows] of Object.values(sheets).entries()) {
    const body = rows.map((row, y) => {
      const cells = row.map((cell, x) => cellXml(cell, `${letters(x)}${y + 1}`, strings, formats)).join("");
      return cells === "" ? "" : `<row r="${y + 1}">${cells}</row>`;
    });
    files[`xl/worksheets/sheet${at + 1}.xml`] = xml(
      `<worksheet xmlns="x"><sheetData>${body.join("")}</sheetData></worksheet>`,
    );
  }
  files["xl/workbook.xml"] = xml(
    `<workbook xmlns="x" xmlns:r="r"><sheets>${names.map((name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
  );
  files["xl/_rels/workbook.xml.rels"] = xml(
    `<Relationships xmlns="p">${names.map((_, at) => `<Relationship Id="rId${at + 1}" Type="sheet" Target="worksheets/sheet${at + 1}.xml"/>`).join("")}</Relationships>`,
  );
  files["xl/sharedStrings.xml"] = xml(
    `<sst xmlns="x">${strings.map((text) => `<si><t>${escapeXml(text)}</t></si>`).join("")}</sst>`,
  );
  files["xl/styles.xml"] = xml(
    `<styleSheet xmlns="x"><numFmts>${formats.map((format, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escapeXml(format)}"/>`).join("")}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, at) => `<xf numFmtId="${164 + at}"/>`).join("")}</cellXfs></styleSheet>`,
  );
  return zipSync(files);
}

function cellXml(cell: XlsxCell, place: string, strings: string[], formats: string[]): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "string") return `<c r="${place}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${place}" t="b"><v>${Number(cell)}</v></c>`;
  if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
  if (!formats.includes(cell.format)) formats.push(cell.format);
  return `<c r="${place}" s="${formats.indexOf(cell.format) + 1}"><v>${cell.value}</v></c>`;
}

function letters(column: number): string {
  return (column >= 26 ? letters(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));
}

/** A Word document of paragraphs and tables. */
export function makeDocx(parts: (string | string[][])[]): Uint8Array {
  const paragraph = (text: string) => `<w:p><w:r><w:t>${escapeXml(text)}</w:t></w:r></w:p>`;
  const body = parts.map((part) =>
    typeof part === "string"
      ? paragraph(part)
      : `<w:tbl>${part.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join("")}</w:tr>`).join("")}</w:tbl>`,
  );
  return zipSync({
    "[Content_Types].xml": xml(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    "_rels/.rels": xml(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    "word/document.xml": xml(
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body.join("")}</w:body></w:document>`,
    ),
  });
}

/** A workbook whose one sheet says that it is small and inflates to `megabytes` of blanks. */
export function makeZipBomb(megabytes: number): Uint8Array {
  const blanks = new Uint8Array(megabytes * 1024 * 1024).fill(32);
  return zipSync({
    "xl/workbook.xml": xml('<workbook><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>'),
    "xl/worksheets/sheet1.xml": blanks,
  });
}

function xml(body: string): Uint8Array {
  return strToU8(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
