import { expect, test } from "vitest";
import { MemoryGrid } from "../../playground/memory-grid.ts";
import { Random } from "../../random.ts";
import type { WriteTable } from "../../rpc.ts";
import { openScript, type ScriptInVm } from "../../script-in-vm.ts";
import type { WriteTarget } from "../../writes.ts";

interface Lock {
  getDocumentLock(): { hasLock(): boolean };
}

/** Two people's runs of the script over one spreadsheet: its properties and its lock are shared. */
async function openForTwo(grid: MemoryGrid) {
  const properties = { document: new Map(), user: new Map(), script: new Map() };
  const people: ScriptInVm[] = [];
  const isHeld = () =>
    people.some(({ globals }) => (globals.LockService as Lock).getDocumentLock().hasLock());
  const during: { call: (name: string) => void } = { call: () => {} };
  const options = { properties, isLockFree: () => !isHeld(), before: (name: string) => during.call(name) };
  people.push(await openScript(grid, options), await openScript(grid, options));
  return { people, during };
}

const keysOf = (person: number, round: number) => [0, 1, 2].map((row) => `${"ab"[person]}${round}.${row}`);

const tableOf = (keys: string[]): WriteTable => ({
  title: "Table",
  columns: [
    { name: "Key", type: "id" },
    { name: "Who", type: "text" },
  ],
  rows: keys.map((value) => [{ value }, { value: value.slice(0, 1) }]),
});

test("two people write a hundred times, also in the middle of the other's write: all rows, none interleaved", async () => {
  const random = new Random(7);
  const grid = new MemoryGrid();
  grid.write(0, { row: 0, column: 0, rows: 1, columns: 2 }, [[{ value: "Key" }, { value: "Who" }]]);
  const { people, during } = await openForTwo(grid);
  const [answers, refused]: string[][] = [[], []];

  function once(person: number, round: number, before = () => {}): void {
    const [writeId = "", ...more] = keysOf(person, round);
    const table = tableOf([writeId, ...more]);
    const target: WriteTarget = random.chance(0.5) ? { kind: "append" } : { kind: "upsert", keys: ["Key"] };
    const plan = people[person]?.call("plan", { table, target });
    before();
    if (plan) people[person]?.call("apply", { writeId, table, target: plan.target, planHash: plan.hash });
  }

  function write(person: number, round: number, before?: () => void): void {
    try {
      once(person, round, before);
    } catch (error) {
      // As the page does it: a conflict is looked at again.
      answers?.push((error as { code: string }).code);
      write(person, round);
    }
  }

  /** The other one presses Insert while a write is on its way. */
  function interfere(person: number, round: number): void {
    let calls = random.whole(1, 60);
    during.call = () => {
      if (--calls !== 0) return;
      during.call = () => {};
      try {
        once(person, round);
      } catch (error) {
        refused?.push((error as { code: string }).code);
      }
    };
  }

  const wanted: string[] = [];
  for (let round = 0; round < 100; round++) {
    const [person, other] = [round % 2, 1 - (round % 2)];
    const between = random.chance(0.3);
    write(person, round, () => {
      if (between) write(other, round + 1_000);
      else if (random.chance(0.5)) interfere(other, round + 2_000);
    });
    during.call = () => {};
    wanted.push(...keysOf(person, round), ...(between ? keysOf(other, round + 1_000) : []));
  }
  const keys = grid
    .read(0, { row: 1, column: 0, rows: 900, columns: 1 })
    .flatMap(([cell]) => (cell?.value ? [String(cell.value)] : []));
  expect([...keys].sort()).toEqual([...wanted].sort());
  // The three rows of a write stand together, in their order.
  keys.forEach((key, index) => {
    const first = keys[index - (index % 3)]?.split(".")[0];
    expect(key).toBe(`${first}.${index % 3}`);
  });
  expect(new Set(answers)).toEqual(new Set(["conflict"]));
  expect(new Set(refused)).toEqual(new Set(["busy"]));
});
