import type { Receipt } from "../../writes.ts";

const KEY = "rowsmith.receipts";
/** A property holds 9 KB. */
const MAX_LENGTH = 8_000;

interface StoredReceipt extends Receipt {
  planHash: string;
}

/** The receipt of an earlier call with the same write id, with the plan that it carried out. */
export function findReceipt(writeId: string): StoredReceipt | undefined {
  return stored().find((receipt) => receipt.writeId === writeId);
}

/** Keeps a receipt in the document, the newest first; the oldest make room. */
export function keepReceipt(receipt: StoredReceipt): void {
  const receipts = [receipt, ...stored()];
  while (receipts.length > 1 && JSON.stringify(receipts).length > MAX_LENGTH) receipts.pop();
  PropertiesService.getDocumentProperties().setProperty(KEY, JSON.stringify(receipts));
}

/** Anybody who edits the document can touch its properties: what is no list of receipts counts as none. */
function stored(): StoredReceipt[] {
  try {
    const list: unknown = JSON.parse(PropertiesService.getDocumentProperties().getProperty(KEY) ?? "[]");
    return Array.isArray(list) ? list.filter(isReceipt) : [];
  } catch {
    return [];
  }
}

function isReceipt(value: unknown): value is StoredReceipt {
  return typeof value === "object" && value !== null && "writeId" in value && "planHash" in value;
}
