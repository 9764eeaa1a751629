import type { RowChange } from "./row-requests.ts";

/** Google advises 2 MB a request; what stands around the rows is spared. */
const MOST_BYTES = 2_000_000 - 100_000;

export interface Part {
  changes: RowChange[];
  /** No other follows. */
  isLast: boolean;
}

/** Rows as many as fit into a request each; at least one part, also of no rows. A row is never split. */
export async function* partsOf(changes: AsyncIterable<RowChange>): AsyncGenerator<Part> {
  let part: RowChange[] = [];
  let bytes = 0;
  for await (const change of changes) {
    const size = Buffer.byteLength(JSON.stringify(change));
    if (part.length > 0 && bytes + size > MOST_BYTES) {
      yield { changes: part, isLast: false };
      part = [];
      bytes = 0;
    }
    part.push(change);
    bytes += size;
  }
  yield { changes: part, isLast: true };
}
