import { describe, expect, it } from "vitest";
import { makeDocx, makePdf, makeXlsx, makeZipBomb, type PdfWords } from "../../testing/files.ts";
import type { FileLimits } from "./file-text.ts";
import { decodeText } from "./plain-text.ts";
import { readFile } from "./read-file.ts";
import { showNumber } from "./sheet-cells.ts";

const limits: FileLimits = { maxTextBytes: 5_000_000, maxPages: 100, maxInflatedBytes: 50_000_000 };
const read = (name: string, bytes: Uint8Array | string) =>
  readFile({ name, bytes: Buffer.from(bytes) }, limits);
const utf8 = (text: string) => new TextEncoder().encode(text);

describe("the text of a PDF", () => {
  const line = (y: number, ...words: [x: number, text: string][]): PdfWords[] =>
    words.map(([x, text]) => ({ x, y, text }));

  it("keeps the columns of a table where they stand, blank cells too", async () => {
    const { text } = await read(
      "a.pdf",
      makePdf([
        [
          ...line(700, [50, "Item"], [250, "Qty"], [350, "Price"]),
          ...line(685, [50, "Chair, blue"], [250, "2"], [350, "10.00 €"]),
          ...line(670, [50, "Lamp"], [350, "5.00 €"]),
        ],
      ]),
    );
    const [head = "", chair = "", lamp = ""] = text.split("\n");
    expect(chair.indexOf("10.00")).toBe(head.indexOf("Price"));
    expect(lamp.indexOf("5.00")).toBe(head.indexOf("Price"));
    expect(chair).toContain("Chair, blue  ");
  });

  it("reads lines from the top, words that touch as one, a wide gap as a blank line", async () => {
    const words = [
      ...line(500, [50, "below"]),
      ...line(700, [50, "In"], [58.3, "voice"], [90, "0071"]),
      ...line(688, [50, "of March"]),
    ];
    expect((await read("a.pdf", makePdf([words]))).text).toBe("Invoice 0071\nof March\n\nbelow");
  });

  it("ends pages in a form feed and names those that are pictures", async () => {
    const pages = [line(700, [50, "one"]), [], line(700, [50, "three"])];
    expect(await read("a.pdf", makePdf(pages, { title: "Report" }))).toMatchObject({
      ...{ text: "one\n\f\n\n\f\nthree", pages: 3, pagesWithoutText: [2], title: "Report" },
    });
  });
});

describe("a workbook", () => {
  it("gives each stretch of rows a section, titles aside, totals under their columns", async () => {
    const book = makeXlsx({
      Q1: [
        ["Report Q1"],
        [],
        ["Id", "Name", "Net"],
        [1, "Anna", { value: 10, format: '#,##0.00\\ "€"' }],
        [],
        ["Total", null, 10],
        [],
        ["Region", "Share", "Note"],
        ["North", 0.5, "two\nlines"],
      ],
    });
    const { text, sections } = await read("a.xlsx", book);
    expect(
      (sections ?? []).map(({ start, end, title, grid }) => [text.slice(start, end), title, grid]),
    ).toEqual([
      ["Report Q1", null, false],
      ["Id\tName\tNet\n1\tAnna\t10.00 €\nTotal\t\t10", "Report Q1", true],
      ['Region\tShare\tNote\nNorth\t0.5\t"two\nlines"', "Q1", true],
    ]);
  });

  it.each([
    [46084, "dd.mm.yyyy", "2026-03-03"],
    [46084.5, "yyyy-mm-dd hh:mm", "2026-03-03 12:00:00"],
    [0.75, "h:mm", "18:00:00"],
    [1.5, "[h]:mm", "36:00:00"],
    [0.19, "0%", "19%"],
    [0.0775, "0.00%", "7.75%"],
    [7, "00000", "00007"],
    [1240.5, '#,##0.00\\ "€"', "1240.50 €"],
    [-3.1, "[$USD] #,##0.00;[Red]-[$USD] #,##0.00", "-3.10 USD"],
    [0.1 + 0.2, "General", "0.3"],
    [1234.5678, "0.00", "1234.5678"],
    [123456789012, "General", "123456789012"],
  ])("shows %d in %s as %s", (value, format, shown) => {
    expect(showNumber(value, format)).toBe(shown);
  });

  it("refuses what inflates too far, by ratio and in sum", async () => {
    const swells = { name: "a.xlsx", bytes: makeZipBomb(2) };
    await expect(readFile(swells, limits)).rejects.toMatchObject({ code: "file-inflates" });
    const many = { name: "a.xlsx", bytes: makeZipBomb(1) };
    const narrow = { ...limits, maxInflatedBytes: 1_000_000 };
    await expect(readFile(many, narrow)).rejects.toMatchObject({ code: "file-inflates" });
    await expect(readFile(many, limits)).rejects.not.toMatchObject({ code: "file-inflates" });
  });

  it("tells an encrypted one from an old one and from a broken one", async () => {
    const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    const encrypted = Buffer.concat([Buffer.from(ole), Buffer.from("EncryptedPackage", "utf16le")]);
    await expect(read("a.xlsx", encrypted)).rejects.toMatchObject({ code: "file-encrypted" });
    await expect(read("a.xlsx", Buffer.from(ole))).rejects.toMatchObject({ code: "file-damaged" });
    await expect(read("a.xlsx", makeDocx(["x"]))).rejects.toMatchObject({ code: "file-damaged" });
    await expect(read("a.docx", makeXlsx({ a: [[1]] }))).rejects.toMatchObject({ code: "file-damaged" });
  });
});

describe("a mail", () => {
  const mail = (headers: string[], body: string) =>
    read("a.eml", ["From: Dana <d@x.example>", ...headers, "", body].join("\r\n"));

  it("is its head, its text in its own encoding, and the names of what is attached", async () => {
    const { text, title } = await mail(
      ["Subject: =?utf-8?Q?M=C3=A4rz?=", "MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'],
      [
        "--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nf\u00fcr dich\r\n",
        '--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="Rechnung 7.pdf"\r\n\r\nx\r\n--b--\r\n',
      ].join(""),
    );
    expect(title).toBe("März");
    expect(text).toContain("From: Dana <d@x.example>\nSubject: März\n\n");
    expect(text).toContain("Attachments: Rechnung 7.pdf");
  });

  it("is taken in HTML where it holds a table", async () => {
    const html = "<p>Hello</p><table><tr><td>a</td></tr></table>";
    const alternative = [
      `--b\r\nContent-Type: text/plain\r\n\r\nHello a\r\n--b\r\nContent-Type: text/html\r\n\r\n${html}\r\n--b--\r\n`,
    ].join("");
    const type = ["MIME-Version: 1.0", 'Content-Type: multipart/alternative; boundary="b"'];
    expect((await mail(type, alternative)).text).toContain("<table>");
    expect((await mail(type, alternative.replace(/<table>.*<\/table>/, ""))).text).not.toContain("<p>");
  });
});

describe("the encoding of a text", () => {
  it.each([
    ["UTF-8", utf8("Müller;€"), null],
    ["UTF-8 with a mark", new Uint8Array([0xef, 0xbb, 0xbf, ...utf8("Müller;€")]), null],
    ["UTF-16LE with a mark", Buffer.from("\ufeffMüller;€", "utf16le"), null],
    ["UTF-16LE without one", Buffer.from("Müller;€", "utf16le"), "utf-16le"],
    ["UTF-16BE without one", Buffer.from("Müller;€", "utf16le").swap16(), "utf-16be"],
    ["windows-1252", new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x3b, 0x80]), "windows-1252"],
  ])("%s", (_, bytes, guessed) => {
    expect(decodeText(bytes)).toEqual({ text: "Müller;€", guessed });
  });
});
