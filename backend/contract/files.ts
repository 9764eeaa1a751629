import * as z from "zod";
import * as given from "./examples.ts";
import { Id, Time } from "./paging.ts";

/** Files that `POST /files` takes, by what their name ends in. */
export const fileExtensions = [
  ".pdf",
  ".eml",
  ".xlsx",
  ".docx",
  ".html",
  ".htm",
  ".txt",
  ".md",
  ".csv",
  ".tsv",
  ".json",
  ".ndjson",
] as const;

export const FileKind = z.enum(["pdf", "mail", "workbook", "document", "html", "text", "table", "json"]);
export type FileKind = z.infer<typeof FileKind>;

const file = {
  ...{ id: given.fileId, name: "invoices.pdf", kind: "pdf", bytes: 48_213, pages: 2 },
  ...{ title: given.sourceTitle, preview: given.sourceText },
  ...{ createdAt: given.begunAt, expiresAt: "2026-03-03T10:00:00.000Z" },
};

/**
 * A file whose text is kept until `expiresAt`, for messages that name it (`source.fileId`); each of them keeps its
 * own copy. `bytes` as uploaded; `pages` of a PDF (`pagesWithoutText`, from 1, are pictures), `sheets` of a workbook
 * that hold something; `title` the file's own, else its name; `preview` the first characters of its text.
 * `encoding` where the text said none and it was guessed.
 */
export const StoredFile = z
  .object({
    id: Id,
    name: z.string(),
    kind: FileKind,
    bytes: z.int(),
    pages: z.int().optional(),
    pagesWithoutText: z.array(z.int()).optional(),
    sheets: z.int().optional(),
    encoding: z.string().optional(),
    title: z.string(),
    preview: z.string(),
    createdAt: Time,
    expiresAt: Time,
  })
  .meta({ id: "File", example: file });
export type StoredFile = z.infer<typeof StoredFile>;

/** In the order in which they were sent. */
export const FileList = z
  .object({ items: z.array(StoredFile) })
  .meta({ id: "FileList", example: { items: [file] } });
export type FileList = z.infer<typeof FileList>;
