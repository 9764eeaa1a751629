import type { Ask } from "./drive.ts";
import type { ServerProcess } from "./processes.ts";
import type { Rowsmith } from "./rowsmith.ts";

/** Everything that runs in a bench. */
export interface Field {
  upstream: ServerProcess;
  passThrough: ServerProcess;
  relay: ServerProcess;
  rowsmith: Rowsmith;
}

/** How many deltas the upstream answers with from now on, and how far apart. */
export async function setPace({ upstream }: Field, deltas: number, delayMs: number): Promise<void> {
  await fetch(`${upstream.url}pace`, { method: "POST", body: JSON.stringify({ deltas, delayMs }) });
}

/** The same ask so many times over, of a floor. */
export function asksOf({ url }: ServerProcess, count: number): Ask[] {
  const body = JSON.stringify({ model: "m", input: "hello", stream: true });
  return Array.from({ length: count }, () => ({ url, headers: {}, body }));
}

export const ms = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`;
