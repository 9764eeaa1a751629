import type { CellData } from "./cells.ts";
import { bytesOf, type RowChange } from "./row-requests.ts";

/** Google advises 2 MB a request; what stands around the rows is spared. */
const MOST_BYTES = 2_000_000 - 100_000;

export interface Part {
  changes: RowChange[];
  /** No other follows. */
  isLast: boolean;
}

/**
 * Rows as many as fit into a request each; at least one part, also of no rows. A row is never split, and what is done
 * for it is asked once the part before is written.
 */
export async function* partsOf(
  rows: AsyncIterable<CellData[]>,
  changeOf: (row: CellData[]) => RowChange,
): AsyncGenerator<Part> {
  let part: RowChange[] = [];
  let bytes = 0;
  for await (const row of rows) {
    let change = changeOf(row);
    if (part.length > 0 && bytes + bytesOf(change) > MOST_BYTES) {
      yield { changes: part, isLast: false };
      part = [];
      bytes = 0;
      change = changeOf(row);
    }
    part.push(change);
    bytes += bytesOf(change);
  }
  yield { changes: part, isLast: true };
}
