import { Agent, request } from "node:http";
import { timeNow } from "./clock.ts";

/** Where a turn is asked for, and with what. */
export interface Ask {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** One turn as its reader saw it, in milliseconds. */
export interface Seen {
  firstByteMs: number;
  wholeMs: number;
  /** From the upstream's write to the reader, of each delta. */
  delays: number[];
  isWhole: boolean;
  /** What its end says where it is not: a refusal's status and code, or the last words of one that was cut short. */
  fault: string | null;
}

const LAST_WORDS = 200;

/** A connection a turn: one that is kept may just be closing when it is used again. */
const agent = new Agent({ keepAlive: false });

/** Asks and reads to the end. The first byte is that of the first delta. */
export function drive({ url, headers, body }: Ask, deltas: number): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const seen: Seen = { firstByteMs: Number.NaN, wholeMs: 0, delays: [], isWhole: false, fault: null };
    let [rest, lastWords] = ["", ""];
    const outgoing = request(
      url,
      { agent, method: "POST", headers: { "content-type": "application/json", ...headers } },
      (response) => {
        response.setEncoding("utf8");
        response.on("data", (text: string) => {
          const now = timeNow();
          lastWords = (lastWords + text).slice(-LAST_WORDS);
          const [whole, open] = splitOpen(rest + text);
          rest = open;
          for (const [, at] of whole.matchAll(/@([\d.]+)@/g)) {
            if (seen.delays.length === 0) seen.firstByteMs = performance.now() - started;
            if (seen.delays.length < deltas) seen.delays.push(now - Number(at));
          }
        });
        response.on("end", () => {
          seen.wholeMs = performance.now() - started;
          seen.isWhole = response.statusCode === 200 && seen.delays.length === deltas;
          const words = lastWords.slice(-LAST_WORDS).replaceAll(/\s+/g, " ");
          seen.fault = seen.isWhole ? null : `${response.statusCode} after ${seen.delays.length}: ${words}`;
          resolve(seen);
        });
        response.on("error", reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** What is complete, and a time whose end has not come. */
function splitOpen(text: string): [string, string] {
  const open = text.lastIndexOf("@");
  const isOpen = (text.match(/@/g)?.length ?? 0) % 2 === 1;
  return isOpen ? [text.slice(0, open), text.slice(open)] : [text, ""];
}

/** Of numbers, the one that so many of a hundred do not pass. */
export function percentile(numbers: number[], hundredth: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * hundredth) / 100))] ?? Number.NaN;
}

export const median = (numbers: number[]) => percentile(numbers, 50);
