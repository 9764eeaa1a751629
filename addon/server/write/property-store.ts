/** A property holds 9 KB, and what is kept is ASCII alone. */
const CHUNK = 8_500;
const INDEX = "rowsmith.writes";

/** One kept text: where its chunks are. */
interface Entry {
  id: string;
  slot: number;
  chunks: number;
  size: number;
}

/**
 * Texts of any length in the document's properties, the newest first, by id. A text is wholly the old one or the
 * new one, whenever the run ends: its chunks go into a slot of their own before the index points at it.
 */
export class PropertyStore {
  /** All texts together stay below this, the oldest making room. A store holds 500 KB. */
  static readonly MAX_SIZE = 440_000;
  private readonly properties = PropertiesService.getDocumentProperties();

  ids(): string[] {
    return this.entries().map(({ id }) => id);
  }

  /** Null when it is not there, or somebody took a part of it away. */
  read(id: string): string | null {
    const entry = this.entries().find((each) => each.id === id);
    if (!entry) return null;
    const parts = chunkKeys(entry).map((key) => this.properties.getProperty(key));
    return parts.includes(null) ? null : parts.join("");
  }

  /** Puts a text in front; texts beyond `most`, and those that there is no room for, are dropped: answers whose. */
  write(id: string, text: string, most: number): string[] {
    const entries = this.entries();
    const slot = entries.reduce((highest, entry) => Math.max(highest, entry.slot), 0) + 1;
    const safe = text.replace(
      /[\u007f-\uffff]/g,
      (sign) => `\\u${`000${sign.charCodeAt(0).toString(16)}`.slice(-4)}`,
    );
    const entry = { id, slot, chunks: Math.ceil(safe.length / CHUNK), size: safe.length };
    const old = entries.filter((each) => each.id === id);
    const others = entries.filter((each) => each.id !== id);
    const dropped: Entry[] = [];
    const total = () => others.reduce((sum, { size }) => sum + size, entry.size);
    while (others.length > 0 && (others.length >= most || total() > PropertyStore.MAX_SIZE)) {
      dropped.push(...others.splice(-1));
    }
    this.remove(dropped);
    if (total() + old.reduce((sum, { size }) => sum + size, 0) > PropertyStore.MAX_SIZE) this.remove(old);
    const chunks: Record<string, string> = {};
    chunkKeys(entry).forEach((key, index) => {
      chunks[key] = safe.slice(index * CHUNK, (index + 1) * CHUNK);
    });
    this.properties.setProperties(chunks);
    this.properties.setProperty(INDEX, JSON.stringify([entry, ...others]));
    this.remove(old);
    return dropped.map((each) => each.id);
  }

  delete(ids: string[]): void {
    const entries = this.entries();
    this.properties.setProperty(INDEX, JSON.stringify(entries.filter(({ id }) => !ids.includes(id))));
    this.remove(entries.filter(({ id }) => ids.includes(id)));
  }

  private remove(entries: Entry[]): void {
    for (const entry of entries) for (const key of chunkKeys(entry)) this.properties.deleteProperty(key);
  }

  /** Anybody who edits the document can touch its properties: what is no index counts as none. */
  private entries(): Entry[] {
    try {
      const list: unknown = JSON.parse(this.properties.getProperty(INDEX) ?? "[]");
      return Array.isArray(list) ? list.filter(isEntry) : [];
    } catch {
      return [];
    }
  }
}

function chunkKeys({ slot, chunks }: Entry): string[] {
  return Array.from({ length: chunks }, (_, index) => `rowsmith.write.${slot}.${index}`);
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const { id, slot, chunks, size } = value as Partial<Record<keyof Entry, unknown>>;
  return typeof id === "string" && [slot, chunks, size].every(Number.isInteger) && Number(chunks) < 1_000;
}
