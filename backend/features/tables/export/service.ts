import type { ExportQuery } from "../../../contract/tables.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { requireVersion } from "../history/service.ts";
import type { HeldRow } from "../revision.ts";
import { readPages } from "../row-pages.ts";
import { attachment } from "./attachment.ts";
import { writeCsv } from "./csv.ts";
import { writeJson, writeNdjson } from "./json.ts";
import { MOST_ROWS, writeXlsx } from "./xlsx.ts";

export interface TableExport {
  headers: { "Content-Type": string; "Content-Disposition": string };
  /** Reads on as it is read; cancelling it ends the reading. */
  body: ReadableStream<Uint8Array>;
}

/** Rows that are read at once. */
const PAGE = 500;

const types: Record<ExportQuery["format"], string> = {
  csv: "text/csv; charset=utf-8; header=present",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
};

/**
 * A version as a file, the current one where none is named: versions do not change, so a table that is edited
 * meanwhile is read on as it was. Throws `not-found`, and `invalid-request` for more rows than an XLSX sheet holds.
 */
export async function exportTable(
  { sql, log }: Pick<Deps, "sql" | "log">,
  user: SignedIn,
  tableId: string,
  query: ExportQuery,
): Promise<TableExport> {
  const table = await requireVersion(sql, user.id, tableId, query.version);
  if (query.format === "xlsx" && table.rowCount >= MOST_ROWS) {
    throw new ProblemError("invalid-request", {
      detail: `A sheet holds ${MOST_ROWS - 1} rows: take another format.`,
    });
  }
  const pages = readPages(sql, user.id, { tableId, version: table.version }, PAGE);
  return {
    headers: {
      "Content-Type": types[query.format],
      "Content-Disposition": attachment(table.title, query.format),
    },
    body: ReadableStream.from(encoded(write(tableId, table, withoutPositions(pages), query), log)),
  };
}

function write(
  id: string,
  table: Awaited<ReturnType<typeof requireVersion>>,
  pages: ReturnType<typeof withoutPositions>,
  { format, formulas }: ExportQuery,
): AsyncIterable<string | Uint8Array> {
  const { columns, title } = table;
  if (format === "csv") return writeCsv(columns, pages, formulas);
  if (format === "xlsx") return writeXlsx(title, columns, pages);
  return format === "ndjson" ? writeNdjson(columns, pages) : writeJson({ id, ...table }, pages);
}

async function* withoutPositions(pages: AsyncIterable<HeldRow[]>) {
  for await (const page of pages) yield page.map(({ id, cells }) => ({ id, cells }));
}

/** The answer has begun when this fails: the reader sees it break off, and the log says why. */
async function* encoded(
  chunks: AsyncIterable<string | Uint8Array>,
  log: Deps["log"],
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  try {
    for await (const chunk of chunks) yield typeof chunk === "string" ? encoder.encode(chunk) : chunk;
  } catch (error) {
    log.error({ err: error }, "an export broke off");
    throw error;
  }
}
