import type { FileKind } from "../../contract/files.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import { EngineError, type SourceSection } from "../engine.ts";

/** What was read of a file. Pages end in a form feed; `sections` where its parts are read each by itself. */
export interface FileText {
  kind: FileKind;
  /** The file's own title; null where it has none. */
  title: string | null;
  text: string;
  sections: SourceSection[] | null;
  pages?: number;
  /** From 1: pages that are pictures or blank, beside others that have text. */
  pagesWithoutText?: number[];
  sheets?: number;
  /** How the text was decoded, where nothing said so. */
  encoding?: string;
}

export interface FileLimits {
  /** Of the text that comes out, in bytes of UTF-8. */
  maxTextBytes: number;
  maxPages: number;
  /** Of everything that an archive holds, inflated. */
  maxInflatedBytes: number;
}

/** Why a file cannot be read. Another try with the same file fails as well. */
export class FileError extends EngineError {
  constructor(code: ProblemCode, detail?: string, cause?: unknown) {
    super(code, { retryable: false, cause, ...(detail === undefined ? {} : { detail }) });
    this.name = "FileError";
  }
}

/** Throws `file-too-large` for more text than a source may have. */
export function requireText(text: string, { maxTextBytes }: FileLimits): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxTextBytes) {
    const detail = `Its text has ${bytes} bytes; at most ${maxTextBytes} bytes (MAX_SOURCE_BYTES) are read at once.`;
    throw new FileError("file-too-large", detail);
  }
}
