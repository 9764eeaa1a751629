import { expect, test } from "vitest";
import { decode, fileExtensions, isUpload, readTextFile, requireKinds, requireWithin } from "./files.ts";

const file = (name: string, bytes: Uint8Array<ArrayBuffer>) => ({
  name,
  size: bytes.length,
  arrayBuffer: async () => bytes.buffer,
});
const utf8 = (text: string) => new TextEncoder().encode(text);

test.each([
  ["UTF-8", utf8("Müller;€")],
  ["UTF-8 with a mark", new Uint8Array([0xef, 0xbb, 0xbf, ...utf8("Müller;€")])],
  ["UTF-16LE with a mark", new Uint8Array([0xff, 0xfe, ...[..."Müller;€"].flatMap((c) => littleEndian(c))])],
  [
    "UTF-16BE with a mark",
    new Uint8Array([0xfe, 0xff, ...[..."Müller;€"].flatMap((c) => littleEndian(c).toReversed())]),
  ],
  ["windows-1252", new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x3b, 0x80])],
])("reads %s", (_, bytes) => {
  expect(decode(bytes)).toBe("Müller;€");
});

function littleEndian(character: string): number[] {
  const code = character.charCodeAt(0);
  return [code & 255, code >> 8];
}

test.each([".txt", ".csv", ".tsv", ".html", ".md", ".json", ".CSV"])("takes %s", async (extension) => {
  expect(await readTextFile(file(`a.b${extension}`, utf8("x")), 10)).toBe("x");
});

test.each(["a.pdf", "a.xlsx", "noextension", "csv"])("refuses %s by its name", async (name) => {
  await expect(readTextFile(file(name, utf8("x")), 10)).rejects.toMatchObject({
    info: { code: "file-kind", params: { name } },
  });
});

test("refuses bytes that are no text, whatever the name says", async () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  await expect(readTextFile(file("a.csv", png), 100)).rejects.toMatchObject({
    info: { code: "file-binary" },
  });
});

test("says how much too large a file is, before reading it", async () => {
  const large = { ...file("a.csv", utf8("")), size: 6 * 2 ** 20 };
  await expect(readTextFile(large, 5 * 2 ** 20)).rejects.toMatchObject({
    info: { code: "source-over-limit", params: { size: "6 MB", limit: "5 MB" } },
  });
});

test("a text is measured in bytes of UTF-8", () => {
  expect(() => requireWithin("€€€", 9)).not.toThrow();
  expect(() => requireWithin("€€€", 8)).toThrow();
});

test("PDFs, mails and Office files are for the server to read, and can be chosen", () => {
  for (const name of ["Invoice.PDF", "a.eml", "a.xlsx", "a.docx"]) {
    expect(isUpload({ name })).toBe(true);
    expect(fileExtensions).toContain(name.slice(name.lastIndexOf(".")).toLowerCase());
  }
  expect(isUpload({ name: "a.pdf.txt" })).toBe(false);
});

test("of several files the first that nobody reads is named", () => {
  expect(() => requireKinds([{ name: "a.pdf" }, { name: "b.NDJSON" }])).not.toThrow();
  expect(() => requireKinds([{ name: "a.pdf" }, { name: "scan.png" }, { name: "c.zip" }])).toThrow(
    expect.objectContaining({ info: { code: "file-kind", params: { name: "scan.png" } } }),
  );
});
