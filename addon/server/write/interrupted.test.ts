import { describe, expect, test } from "vitest";
import { Random } from "../../random.ts";
import { putRandomTable, type RandomWrite, randomCell, randomWrite } from "../../random-writing.ts";
import type { WriteTarget } from "../../writes.ts";
import { WritingInVm } from "../../writing-in-vm.ts";

/** Cases that were hard once. Others by `WRITING_ROUNDS=100 npx vitest run addon/server/write/interrupted.test.ts`. */
const rounds = Number(process.env.WRITING_ROUNDS ?? 0);
const seeds = rounds > 0 ? Array.from({ length: rounds }, (_, round) => round + 1) : [2, 11, 31, 44, 46];
const kinds: WriteTarget["kind"][] = ["selection", "append", "upsert", "fill-empty", "new-sheet", "update"];

interface World extends RandomWrite {
  writing: WritingInVm;
}

async function open(kind: WriteTarget["kind"], seed: number): Promise<World> {
  const random = new Random(seed);
  const writing = await WritingInVm.open();
  const keys = putRandomTable(random, writing.grid);
  if (kind !== "update") return { writing, ...randomWrite(random, kind, keys) };
  const first = randomWrite(random, "append", keys);
  const ids = first.table.rows.map((_, row) => `id ${row}`);
  const { call } = writing.app;
  const whole = { table: { ...first.table, rowIds: ids }, options: first.options };
  const plan = call("plan", { ...whole, target: first.target });
  call("apply", { ...whole, target: plan.target, planHash: plan.hash, writeId: "first" });
  return { writing, ...laterVersion(random, first, ids) };
}

/** Without the first row, which is to be blanked, and with others changed and added. */
function laterVersion(random: Random, { table, options, standing }: RandomWrite, ids: string[]): RandomWrite {
  const { columns, rows } = table;
  const changed = rows.slice(1).map((row) =>
    row.map((cell, place) => {
      const column = columns[place];
      return column && column.name !== "Key" && random.chance(0.4) ? randomCell(random, column) : cell;
    }),
  );
  const fresh = columns.map((column) =>
    column.name === "Key" ? { value: "fresh" } : randomCell(random, column),
  );
  return {
    ...{ standing, options: { ...options, blankDropped: true } },
    target: { kind: "update", writeId: "first" },
    table: { ...table, rows: [...changed, fresh], rowIds: [...ids.slice(1), "id of the fresh one"] },
  };
}

/** All that the person sees: the sheet that keeps what was replaced is not among it. */
function seen({ writing: { grid } }: World): unknown {
  return grid
    .sheets()
    .filter(({ hidden }) => !hidden)
    .map((sheet) => ({ sheet, cells: grid.contents(sheet.id) }));
}

function planned({ writing, table, target, options }: World) {
  const plan = writing.app.call("plan", { table, target, options });
  const args = { writeId: "w", table, target: plan.target, planHash: plan.hash, options };
  return { plan, apply: () => writing.app.call("apply", args) };
}

/** How often each key of the table stands in the sheet. */
function counts({ writing: { grid }, table }: World): number[] {
  const values = grid
    .sheets()
    .filter(({ hidden }) => !hidden)
    .flatMap(({ id }) => Object.values(grid.contents(id)).map(({ value }) => value));
  const key = table.columns.findIndex(({ name }) => name === "Key");
  return table.rows.map((row) => values.filter((value) => value === row[key]?.value).length);
}

/** From the call of that number on, or once alone, the service throws. */
function interrupt({ writing }: World, at: number, mode: "once" | "killed"): () => boolean {
  let calls = 0;
  let failed = false;
  writing.beforeCalls(() => {
    calls += 1;
    if (calls < at || (failed && mode === "once")) return;
    failed = true;
    throw new Error("Service Spreadsheets failed while accessing document with id x.");
  });
  return () => failed;
}

async function callsOf(kind: WriteTarget["kind"], seed: number): Promise<number> {
  const world = await open(kind, seed);
  const { apply } = planned(world);
  let calls = 0;
  world.writing.beforeCalls(() => {
    calls += 1;
  });
  attempt(apply);
  return calls;
}

function attempt(apply: () => unknown): { code: string } | null {
  try {
    apply();
    return null;
  } catch (error) {
    return error as { code: string };
  }
}

describe.each(kinds)("%s", (kind) => {
  // Before each of an update there is a write of its own.
  const cases = kind === "update" ? seeds.slice(0, Math.max(2, rounds)) : seeds;
  test.each(cases)(
    "seed %i: a fault at any call leaves the sheet as it was, and a repeat writes once",
    async (seed) => {
      const calls = await callsOf(kind, seed);
      const world = await open(kind, seed);
      const was = seen(world);
      const { plan, apply } = planned(world);
      const failed = interrupt(world, new Random(seed).whole(1, calls), "once");
      const fault = attempt(apply);
      world.writing.beforeCalls(() => {});
      expect(failed()).toBe(true);
      if (fault) expect(seen(world)).toEqual(was);
      const again = attempt(apply);
      expect([null, "no-matching-column"]).toContain(again?.code ?? null);
      if (again) return;
      expectOnce(world);
      if (plan.addedRows + plan.changedRows > 0) expectUndone(world, was);
    },
  );

  test.each(cases)(
    "seed %i: killed at any call, a repeat finishes it, once, and undo takes it back",
    async (seed) => {
      const calls = await callsOf(kind, seed);
      const world = await open(kind, seed);
      const was = seen(world);
      const { plan, apply } = planned(world);
      interrupt(world, new Random(-seed).whole(1, calls), "killed");
      attempt(apply);
      world.writing.beforeCalls(() => {});
      const again = attempt(apply);
      expect([null, "no-matching-column"]).toContain(again?.code ?? null);
      if (again) return;
      expectOnce(world);
      if (plan.addedRows + plan.changedRows > 0) expectUndone(world, was);
    },
  );

  test.each(cases)("seed %i: killed at any call, what landed can be taken back at once", async (seed) => {
    const calls = await callsOf(kind, seed);
    const world = await open(kind, seed);
    const was = seen(world);
    const { apply } = planned(world);
    interrupt(world, new Random(seed * 3).whole(1, calls), "killed");
    attempt(apply);
    world.writing.beforeCalls(() => {});
    if (!isKept(world)) expect(seen(world)).toEqual(was);
    else expectUndone(world, was);
  });

  test.each(cases)("seed %i: an undo that is killed at any call is finished by the next", async (seed) => {
    const world = await open(kind, seed);
    const was = seen(world);
    const { apply } = planned(world);
    if (attempt(apply) || !isKept(world)) return;
    const random = new Random(seed);
    interrupt(world, random.whole(1, 60), "killed");
    attempt(() => world.writing.app.call("undo", { writeId: "w" }));
    world.writing.beforeCalls(() => {});
    expectUndone(world, was);
  });
});

function isKept({ writing }: World): boolean {
  return writing.app.call("listWrites", {}).writes.some(({ writeId }) => writeId === "w");
}

function expectOnce(world: World): void {
  const { kind } = world.target;
  const standing = new Set(world.standing);
  const key = world.table.columns.findIndex(({ name }) => name === "Key");
  const once = world.table.rows.map((row) =>
    kind !== "fill-empty" || standing.has(String(row[key]?.value)) ? 1 : 0,
  );
  expect(counts(world)).toEqual(once);
}

function expectUndone(world: World, was: unknown): void {
  expect(world.writing.app.call("undo", { writeId: "w" }).conflicts).toEqual([]);
  expect(seen(world)).toEqual(was);
}
