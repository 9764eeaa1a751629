import type { FileList, StoredFile } from "../../contract/files.ts";
import { EngineError } from "../../extraction/engine.ts";
import type { FileText } from "../../extraction/files/file-text.ts";
import type { Upload } from "../../extraction/files/read-file.ts";
import { scanMarkup } from "../../extraction/offline/readers/html-scan.ts";
import type { Sql } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import { findFiles, insertFile, type KeptFile, sumKeptBytes } from "./queries.ts";

export interface ReadUpload {
  upload: Upload;
  read: FileText;
}

const HOUR_MS = 3_600_000;
const PREVIEW_CHARACTERS = 200;
const TITLE_CHARACTERS = 200;

/**
 * The files' texts. Throws `too-many-files`, `file-too-large`, and for the first that cannot be read why, with its
 * name in the problem's `errors`: then none is kept.
 */
export async function readUploads(
  { config, files }: Pick<Deps, "config" | "files">,
  uploads: Upload[],
  signal: AbortSignal,
): Promise<ReadUpload[]> {
  const { maxFiles, maxFileBytes } = config.limits;
  if (uploads.length === 0) {
    const message = "Send at least one file";
    throw new ProblemError("invalid-request", { errors: [{ path: "files", message }] });
  }
  if (uploads.length > maxFiles) {
    throw new ProblemError("too-many-files", { detail: `At most ${maxFiles} files (MAX_FILES) at once.` });
  }
  const read: ReadUpload[] = [];
  for (const upload of uploads) {
    if (upload.bytes.length > maxFileBytes) {
      const detail = `${upload.name} has ${upload.bytes.length} bytes; at most ${maxFileBytes} (MAX_FILE_BYTES) are read.`;
      throw ofFile(new ProblemError("file-too-large", { detail }), upload);
    }
    const text = await files.read(upload, signal).catch((error: unknown) => {
      throw error instanceof EngineError ? ofFile(asProblem(error), upload) : error;
    });
    read.push({ upload, read: text });
  }
  return read;
}

/** Keeps what was read for `FILE_KEPT_HOURS`. Throws `too-many-files` where the person's share is used up. */
export async function keepFiles(
  { sql, config, clock, newId }: Pick<Deps, "config" | "clock" | "newId"> & { sql: Sql },
  userId: string,
  uploads: ReadUpload[],
): Promise<FileList> {
  const { fileKeptHours, maxKeptFileBytes } = config.limits;
  const at = clock();
  const expiresAt = new Date(at.getTime() + fileKeptHours * HOUR_MS);
  const added = uploads.reduce((sum, { read }) => sum + Buffer.byteLength(read.text), 0);
  if ((await sumKeptBytes(sql, userId, at)) + added > maxKeptFileBytes) {
    const detail = `A person's files take at most ${maxKeptFileBytes} bytes (MAX_KEPT_FILE_BYTES) within ${fileKeptHours} hours.`;
    throw new ProblemError("too-many-files", { detail });
  }
  const items: StoredFile[] = [];
  for (const { upload, read } of uploads) {
    const { text, sections, title, ...facts } = read;
    const shown = { id: newId(), name: upload.name, bytes: upload.bytes.length, ...facts };
    const file = { ...shown, title: (title ?? upload.name).slice(0, TITLE_CHARACTERS) };
    await insertFile(sql, userId, { ...file, text, sections }, { at, expiresAt });
    const times = { createdAt: at.toISOString(), expiresAt: expiresAt.toISOString() };
    items.push({ ...file, preview: previewOf(read), ...times });
  }
  return { items };
}

/** The files in the order asked for. Throws `not-found` where one is missing, expired or somebody else's. */
export async function loadFiles(
  { sql, clock }: Pick<Deps, "clock"> & { sql: Sql },
  userId: string,
  ids: string[],
): Promise<KeptFile[]> {
  const found = await findFiles(sql, userId, { ids, now: clock() });
  return ids.map((id) => {
    const file = found.find((candidate) => candidate.id === id);
    if (!file) throw new ProblemError("not-found");
    return file;
  });
}

function asProblem({ code, detail }: EngineError): ProblemError {
  return new ProblemError(code, detail === undefined ? {} : { detail });
}

function ofFile(error: ProblemError, { name }: Upload): ProblemError {
  const { options } = error;
  return new ProblemError(error.code, { ...options, errors: [{ path: name, message: error.message }] });
}

function previewOf({ kind, text }: FileText): string {
  const head = text.slice(0, 20_000);
  const words = kind === "document" || kind === "html" ? markupWords(head) : head;
  return words.replace(/\s+/g, " ").trim().slice(0, PREVIEW_CHARACTERS);
}

function markupWords(markup: string): string {
  const { text } = scanMarkup(markup);
  return text.slice(0, text.length);
}
