import type { ProblemCode } from "../../contract/problem.ts";
import { FileError, type FileLimits, type FileText } from "./file-text.ts";
import { readFile, type Upload } from "./read-file.ts";

export interface ReadTask {
  upload: Upload;
  limits: FileLimits;
}

export type ReadOutcome = { file: FileText } | { code: ProblemCode; detail?: string };

/** One file in this worker; it is aborted by ending the worker. */
export default async function read({ upload, limits }: ReadTask): Promise<ReadOutcome> {
  try {
    return { file: await readFile(upload, limits) };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { code: error.code, ...(error.detail === undefined ? {} : { detail: error.detail }) };
  }
}
