import type { Calls } from "./calls.ts";
import type { ImageCell, KeptPart, KeptWrite } from "./kept.ts";
import { PropertyStore } from "./property-store.ts";
import { UndoSheet } from "./undo-sheet.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;

const MAX_WRITES = 10;
/** What a write replaced is kept beside it up to this size, larger ones on the hidden sheet. */
const MAX_IMAGE = 40_000;

/** The last writes of this document: intents and receipts, each with what it takes to undo it. */
export class KeptWrites {
  private readonly store = new PropertyStore();
  private readonly sheet: UndoSheet;

  constructor(spreadsheet: Spreadsheet, calls: Calls) {
    this.sheet = new UndoSheet(spreadsheet, calls);
  }

  /** The newest first; what cannot be read any more is left out. */
  list(): KeptWrite[] {
    return this.store.ids().flatMap((id) => this.find(id) ?? []);
  }

  find(writeId: string): KeptWrite | undefined {
    const text = this.store.read(writeId);
    if (text === null) return undefined;
    try {
      const write: unknown = JSON.parse(text);
      return isWrite(write) ? write : undefined;
    } catch {
      return undefined;
    }
  }

  /** Puts a write in front. Large images go onto the hidden sheet first, once. */
  save(write: KeptWrite): void {
    const parts = write.parts.map((part) => this.withoutLargeImage(write.writeId, part));
    const dropped = this.store.write(write.writeId, JSON.stringify({ ...write, parts }), MAX_WRITES);
    if (dropped.length > 0) this.sheet.drop(dropped);
  }

  /** What a part replaced; null when it was too large to keep, or somebody deleted it. */
  imageOf({ writeId }: KeptWrite, part: KeptPart): ImageCell[] | null {
    if (part.kept === "nowhere") return null;
    return part.kept === "here" ? part.image : this.sheet.read(keyOf(writeId, part));
  }

  forget(writeId: string): void {
    this.store.delete([writeId]);
    this.sheet.drop([writeId]);
  }

  clear(): number {
    const ids = this.store.ids();
    this.store.delete(ids);
    this.sheet.remove();
    return ids.length;
  }

  private withoutLargeImage(writeId: string, part: KeptPart): KeptPart {
    if (part.kept !== "here") return { ...part, image: [] };
    if (placeOf(part.image) === "here") return part;
    const kept = placeOf(part.image) === "sheet" && this.sheet.write(keyOf(writeId, part), part.image);
    part.kept = kept ? "sheet" : "nowhere";
    return { ...part, image: [] };
  }
}

/** Where so many replaced cells are kept. */
export function placeOf(image: ImageCell[]): KeptPart["kept"] {
  if (image.length > UndoSheet.MAX_CELLS) return "nowhere";
  return image.length * 12 <= MAX_IMAGE && JSON.stringify(image).length <= MAX_IMAGE ? "here" : "sheet";
}

function keyOf(writeId: string, { from }: KeptPart): string {
  return `${writeId}#${from}`;
}

/** Anybody who edits the document can touch its properties; what has a write's outline was written here. */
function isWrite(value: unknown): value is KeptWrite {
  return typeof value === "object" && value !== null && "writeId" in value && "parts" in value;
}
