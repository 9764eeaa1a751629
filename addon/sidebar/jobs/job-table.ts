import type { RowsRead } from "../../rpc.ts";
import type { App } from "../app.ts";

/** What is looked at before the columns are known. */
const previewRows = 5;

/** The table that the selection stands in, with its first rows. Rejects with a `Failure`. */
export function lookAtTable(app: App): Promise<RowsRead> {
  return app.script.call("readRows", { at: null, from: 0, rows: previewRows });
}

/** Some columns of all rows, or of so many from one on, a part at a time. */
export async function readColumns(
  app: App,
  at: RowsRead["at"],
  columns: string[],
  within: { from: number; rows: number } | null = null,
): Promise<string[][]> {
  const read: string[][] = [];
  const from = within?.from ?? 0;
  for (let end = within?.rows ?? Number.MAX_SAFE_INTEGER; read.length < end; ) {
    const part = await app.script.call("readRows", {
      ...{ at, columns, from: from + read.length, rows: end - read.length },
    });
    read.push(...part.values);
    end = Math.min(end, part.total - from);
    if (part.values.length === 0) break;
  }
  return read;
}
