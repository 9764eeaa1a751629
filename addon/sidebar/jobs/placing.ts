import type { Cell, Column } from "../../../backend/contract/cells.ts";
import type { Job, JobItem } from "../../../backend/contract/jobs.ts";
import type { WriteTable } from "../../rpc.ts";
import { leanRow } from "../next-part.ts";
import { toldBy } from "./job-draft.ts";

/** What the sheet shows in the columns by which a job's rows are told. */
export interface SheetRows {
  /** What was read of a row, by its hash as the server has it. */
  reads: Map<string, string[]>;
  /** Texts of the key's column; empty where there is no key. */
  keys: Set<string>;
}

type Asked = Pick<Job, "reads" | "key" | "columns" | "title">;

/** `values` hold the columns of `toldBy(job.key, job.reads)`. */
export async function sheetRowsOf({ key, reads }: Asked, values: readonly string[][]): Promise<SheetRows> {
  const told = toldBy(key, reads);
  const places = reads.map((name) => told.indexOf(name));
  const rows: SheetRows = { reads: new Map(), keys: new Set() };
  for (const row of values) {
    const read = places.map((place) => row[place] ?? "");
    rows.reads.set(await inputHash(read), read);
    if (key !== null) rows.keys.add(row[0] ?? "");
  }
  return rows;
}

/** SHA-256, in hex, of the JSON of what was read. */
export async function inputHash(read: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(read)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export interface Placed {
  /** Results as the writer takes them: what tells their rows, then what was found out. */
  table: WriteTable;
  /** Items whose row is not in the sheet, or reads otherwise by now. */
  missing: JobItem[];
}

/** Results with what tells their rows. Those that found nothing out are left aside. */
export function placeResults(job: Asked, items: readonly JobItem[], rows: SheetRows): Placed {
  const told = toldBy(job.key, job.reads);
  const columns: Column[] = [...told.map((name): Column => ({ name, type: "text" })), ...job.columns];
  const placed: Placed = { table: { title: job.title, columns, rows: [] }, missing: [] };
  for (const item of items) {
    const { cells, key, inputHash: hash } = item;
    if (cells === null || cells.every(({ value }) => value === null)) continue;
    const read = rows.reads.get(hash);
    if (read === undefined || (job.key !== null && !rows.keys.has(key ?? ""))) {
      placed.missing.push(item);
      continue;
    }
    const texts = told.map((name, at): Cell => {
      const value = job.key !== null && at === 0 ? (key ?? "") : (read[job.reads.indexOf(name)] ?? "");
      return { value };
    });
    placed.table.rows.push([...texts, ...leanRow(cells)]);
  }
  return placed;
}
