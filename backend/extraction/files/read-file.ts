import type { FileKind } from "../../contract/files.ts";
import { readDocument } from "./document.ts";
import { FileError, type FileLimits, type FileText, requireText } from "./file-text.ts";
import { readMail } from "./mail.ts";
import { readPdf } from "./pdf.ts";
import { decodeText } from "./plain-text.ts";
import { readWorkbook } from "./workbook.ts";

/** A file as it was uploaded. */
export interface Upload {
  name: string;
  bytes: Uint8Array;
}

const kinds: Record<string, FileKind> = {
  ".pdf": "pdf",
  ".eml": "mail",
  ".xlsx": "workbook",
  ".docx": "document",
  ".html": "html",
  ".htm": "html",
  ".txt": "text",
  ".md": "text",
  ".csv": "table",
  ".tsv": "table",
  ".json": "json",
  ".ndjson": "json",
};

/** What a file's name says that it is. Throws `file-kind-unsupported`. */
export function kindOf(name: string): FileKind {
  const kind = kinds[/\.[^.]+$/.exec(name.toLowerCase())?.[0] ?? ""];
  if (kind === undefined) throw new FileError("file-kind-unsupported");
  return kind;
}

/** A file's text. Throws a `FileError`, also for what no reader foresaw. */
export async function readFile({ name, bytes }: Upload, limits: FileLimits): Promise<FileText> {
  const kind = kindOf(name);
  if (bytes.length === 0) throw new FileError("file-empty");
  try {
    if (kind === "pdf") return await readPdf(bytes, limits);
    if (kind === "mail") return await readMail(bytes, limits);
    if (kind === "workbook") return readWorkbook(bytes, name, limits);
    if (kind === "document") return await readDocument(bytes, limits);
    return readPlain(kind, bytes, limits);
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError("file-damaged", undefined, error);
  }
}

function readPlain(kind: FileKind, bytes: Uint8Array, limits: FileLimits): FileText {
  const { text, guessed } = decodeText(bytes);
  if (text.trim() === "") throw new FileError("file-empty");
  requireText(text, limits);
  return { kind, title: null, text, sections: null, ...(guessed === null ? {} : { encoding: guessed }) };
}
