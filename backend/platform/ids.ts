import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

const BYTES = 16;
/** Random bytes are asked for in bulk: one call of the system costs as much as many ids. */
const bulk = new Uint8Array(BYTES * 256);
let used = bulk.length;
let last = 0;
let count = 0;

/** UUIDv7: ids made later sort later, also within one millisecond of one process. */
export function newId(): string {
  if (used === bulk.length) {
    randomFillSync(bulk);
    used = 0;
  }
  const random = bulk.subarray(used, used + BYTES);
  used += BYTES;
  const now = Date.now();
  if (now > last) {
    last = now;
    // Half of the counter's range is left to count in.
    count = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
  } else count += 1;
  return v7({ random, msecs: last, seq: count });
}
