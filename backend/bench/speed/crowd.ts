import { type Ask, drive, median, percentile, type Seen } from "./drive.ts";
import { asksOf, type Field, ms, setPace } from "./field.ts";
import type { ServerProcess } from "./processes.ts";

const STREAMS = 200;
const DELTAS = 50;
const ROUNDS = 3;

/** Turns that all begin at once and are stored: streams a second, and the slowest first bytes. */
export async function crowd(field: Field): Promise<void> {
  const { passThrough, relay, rowsmith } = field;
  await setPace(field, DELTAS, 0);
  const contenders: Record<string, { server: ServerProcess; asks: Ask[] }> = {
    "pass-through": { server: passThrough, asks: asksOf(passThrough, STREAMS) },
    "SDK relay": { server: relay, asks: asksOf(relay, STREAMS) },
    Rowsmith: { server: rowsmith.server, asks: await rowsmith.asks(STREAMS) },
  };
  const rates: Record<string, number[]> = {};
  const firsts: Record<string, number[]> = {};
  const cpu: Record<string, number[]> = {};
  const faults: string[] = [];
  // The first round warms up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, { server, asks }] of Object.entries(contenders)) {
      const used = await server.cpuTime();
      const started = performance.now();
      const seen = await Promise.all(asks.map((ask) => drive(ask, DELTAS)));
      const seconds = (performance.now() - started) / 1_000;
      faults.push(...seen.flatMap(({ fault }) => fault ?? []));
      if (round === 0) continue;
      rates[name] = [...(rates[name] ?? []), STREAMS / seconds];
      cpu[name] = [...(cpu[name] ?? []), ((await server.cpuTime()) - used) / STREAMS];
      firsts[name] = [...(firsts[name] ?? []), slowestFirst(seen)];
    }
  }
  const rate = (name: string) => median(rates[name] ?? []);
  const work = (name: string) => median(cpu[name] ?? []);
  const first = (name: string) => median(firsts[name] ?? []);
  console.info(
    `\n${STREAMS} turns at once, ${DELTAS} deltas each, no delay, all stored (medians of ${ROUNDS} rounds)`,
  );
  for (const name of Object.keys(contenders)) {
    console.info(
      `  ${name.padEnd(12)} ${rate(name).toFixed(0)} streams/s, p99 of the first byte ${ms(first(name))}, ${ms(work(name))} of processor a stream`,
    );
  }
  console.info(
    `  Rowsmith: ${(rate("Rowsmith") / rate("SDK relay")).toFixed(2)} × the relay's rate, ` +
      `${(rate("Rowsmith") / rate("pass-through")).toFixed(2)} × the pass-through's; p99 of the first byte ` +
      `${(first("Rowsmith") / first("pass-through")).toFixed(2)} × its; ${(work("Rowsmith") / work("pass-through")).toFixed(2)} × its processor; ${faults.length} streams not whole`,
  );
  for (const [status, of] of Map.groupBy(faults, (fault) => fault.slice(0, 3))) {
    console.info(`  ${of.length} of them answered ${status}, such as ${of[0]}`);
  }
}

function slowestFirst(seen: Seen[]): number {
  return percentile(
    seen.map(({ firstByteMs }) => firstByteMs),
    99,
  );
}
