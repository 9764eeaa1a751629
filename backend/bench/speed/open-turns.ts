import { type Ask, drive, percentile } from "./drive.ts";
import { asksOf, type Field, ms, setPace } from "./field.ts";
import type { ServerProcess } from "./processes.ts";

const STREAMS = 1_000;
const DELTAS = 20;
const DELAY_MS = 500;
/** Beginnings are spread over this time, so that what is measured is staying open. */
const SPREAD_MS = 4_000;

/** Many slow turns open at once: errors, memory, and how late a delta comes. */
export async function openTurns(field: Field): Promise<void> {
  const { passThrough, rowsmith } = field;
  const asks = await rowsmith.asks(STREAMS);
  await setPace(field, DELTAS, DELAY_MS);
  console.info(`\n${STREAMS} turns open at once, a delta every ${DELAY_MS} ms`);
  const floor = await keepOpen(asksOf(passThrough, STREAMS), passThrough);
  const own = await keepOpen(asks, rowsmith.server);
  for (const [name, { broken, fault, memory, late }] of [
    ["pass-through", floor],
    ["Rowsmith", own],
  ] as const) {
    const held = `${(memory / 1024 / 1024).toFixed(0)} MiB at most`;
    if (broken > 0) console.info("  such as", fault);
    console.info(`  ${name.padEnd(12)} ${broken} not whole, ${held}, a delta's delay p99 ${ms(late)}`);
  }
  console.info(
    `  Rowsmith: ${(own.memory / floor.memory).toFixed(2)} × the memory, ${(own.late / floor.late).toFixed(2)} × the delay`,
  );
}

async function keepOpen(asks: Ask[], server: ServerProcess) {
  let memory = 0;
  const watch = setInterval(async () => {
    memory = Math.max(memory, await server.memory());
  }, 250);
  const results = await Promise.allSettled(
    asks.map(async (ask, at) => {
      await new Promise((resolve) => setTimeout(resolve, (at * SPREAD_MS) / asks.length));
      return drive(ask, DELTAS);
    }),
  );
  clearInterval(watch);
  const seen = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const fault =
    seen.find((one) => one.fault !== null)?.fault ?? results.find(({ status }) => status === "rejected");
  return {
    fault,
    broken: asks.length - seen.filter(({ isWhole }) => isWhole).length,
    memory,
    late: percentile(
      seen.flatMap(({ delays }) => delays),
      99,
    ),
  };
}
