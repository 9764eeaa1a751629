import { type Ask, drive, median } from "./drive.ts";
import { asksOf, type Field, ms, setPace } from "./field.ts";

const TURNS = 40;
const WARM_UP = 20;
const DELTAS = 10;

/** One turn at a time: how much later the first byte comes, and where the time goes. */
export async function oneByOne(field: Field): Promise<void> {
  const { passThrough, relay, rowsmith } = field;
  await setPace(field, DELTAS, 0);
  const asks: Record<string, Ask[]> = {
    "pass-through": asksOf(passThrough, 1),
    "SDK relay": asksOf(relay, 1),
    Rowsmith: await rowsmith.asks(1),
  };
  const firstBytes: Record<string, number[]> = { "pass-through": [], "SDK relay": [], Rowsmith: [] };
  // In turn, so that what else the machine does meets all of them.
  for (let round = -WARM_UP; round < TURNS; round += 1) {
    if (round === 0) rowsmith.turns();
    for (const [name, [ask]] of Object.entries(asks)) {
      if (ask === undefined) continue;
      const { firstByteMs } = await drive(ask, DELTAS);
      if (round >= 0) firstBytes[name]?.push(firstByteMs);
    }
  }
  const floor = firstBytes["pass-through"] ?? [];
  console.info(`\nOne turn at a time, no delay upstream: first byte of ${TURNS}`);
  for (const [name, times] of Object.entries(firstBytes)) {
    const above = `${ms(median(times) - median(floor))} above the pass-through (best ${ms(Math.min(...times) - Math.min(...floor))})`;
    console.info(
      `  ${name.padEnd(12)} median ${ms(median(times))}, best ${ms(Math.min(...times))}: ${above}`,
    );
  }
  printStages(field);
}

/** A turn's stages as its log tells them, the slowest first. */
function printStages({ rowsmith }: Field): void {
  const turns = rowsmith.turns();
  const of = (pick: (turn: (typeof turns)[number]) => number | null) =>
    median(turns.map((turn) => pick(turn) ?? 0));
  const admission = of((turn) => turn.admissionMs);
  const prepared = of((turn) => turn.prepareMs);
  const firstToken = of((turn) => turn.firstTokenMs);
  const whole = of((turn) => turn.durationMs);
  const stages = {
    "admission, to its commit": admission,
    "reading what the engine needs": prepared - admission,
    "the engine, to the first text's commit": firstToken - prepared,
    "from there to the stored end": whole - firstToken,
  };
  const sorted = Object.entries(stages).toSorted(([, a], [, b]) => b - a);
  console.info(
    `  a turn's stages, the slowest first: ${sorted.map(([name, took]) => `${name} ${ms(took)}`).join("; ")}`,
  );
}
