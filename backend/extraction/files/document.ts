import { zipSync } from "fflate";
import mammoth from "mammoth";
import { FileError, type FileLimits, type FileText, requireText } from "./file-text.ts";
import { unzipOffice } from "./zip.ts";

const parts = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:_rels\/)?[^/]+\.(?:xml|rels))$/;

/** A .docx as HTML: its paragraphs, lists and tables. Pictures stay out. */
export async function readDocument(bytes: Uint8Array, limits: FileLimits): Promise<FileText> {
  const entries = unzipOffice(bytes, (name) => parts.test(name), limits);
  if (!entries["word/document.xml"]) {
    throw new FileError("file-damaged", "It is a zip file, but no Word document.");
  }
  // Packed again, so that nothing but what was counted is inflated once more.
  const counted = Buffer.from(zipSync(entries, { level: 0 }));
  const text = await toHtml(counted);
  if (text.replace(/<[^>]*>/g, "").trim() === "") throw new FileError("file-empty");
  requireText(text, limits);
  return { kind: "document", title: null, text, sections: null };
}

async function toHtml(buffer: Buffer): Promise<string> {
  const convertImage = mammoth.images.imgElement(async () => ({ src: "" }));
  try {
    const { value } = await mammoth.convertToHtml({ buffer }, { convertImage, externalFileAccess: false });
    return value.replace(/<img[^>]*>/g, "").replace(/<\/(?:p|tr|h[1-6]|li|table|ul|ol)>/g, "$&\n");
  } catch (error) {
    throw new FileError("file-damaged", undefined, error);
  }
}
