import type { Span } from "../../contract/cells.ts";
import type { SourceRecord } from "./records.ts";

/** A stretch of the source that one call is about. Chunks do not overlap, and leave nothing out. */
export interface Chunk extends Span {
  /** The first of its records, and the first behind them. */
  first: number;
  behind: number;
}

/** A model that is asked for more rows than this at once stops early more often than not. */
export const RECORDS_A_CHUNK = 150;
const CHARACTERS_A_CHUNK = 24_000;
/** Cuts between paragraphs, else between lines, else behind a sentence, in the last part of a chunk. */
const boundaries = [/\n\s*\n/g, /\n/g, /[.!?。！？]\s?/g];

/** Cuts a source at record boundaries, or where its text pauses. A short one is one chunk. */
export function planChunks(text: string, records: SourceRecord[]): Chunk[] {
  return records.length > 0 ? cutRecords(text, records) : cutText(text);
}

function cutRecords(text: string, records: SourceRecord[]): Chunk[] {
  const cuts = [0];
  for (const [index, record] of records.entries()) {
    const first = cuts.at(-1) ?? 0;
    const size = record.end - (records[first]?.start ?? 0);
    if (index > first && (index - first >= RECORDS_A_CHUNK || size > CHARACTERS_A_CHUNK)) cuts.push(index);
  }
  return cuts.map((first, nth) => {
    const behind = cuts[nth + 1] ?? records.length;
    const start = nth === 0 ? 0 : (records[first]?.start ?? 0);
    return { start, end: records[behind]?.start ?? text.length, first, behind };
  });
}

function cutText(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  while (start < text.length || chunks.length === 0) {
    const end = text.length - start <= CHARACTERS_A_CHUNK * 1.25 ? text.length : pauseIn(text, start);
    chunks.push({ start, end, first: 0, behind: 0 });
    start = end;
  }
  return chunks;
}

function pauseIn(text: string, start: number): number {
  const from = start + CHARACTERS_A_CHUNK / 2;
  const tail = text.slice(from, start + CHARACTERS_A_CHUNK);
  for (const boundary of boundaries) {
    const last = [...tail.matchAll(boundary)].at(-1);
    if (last) return from + last.index + last[0].length;
  }
  const end = start + CHARACTERS_A_CHUNK;
  const splitsPair = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return splitsPair ? end - 1 : end;
}
