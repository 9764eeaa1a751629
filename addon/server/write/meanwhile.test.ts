import { describe, expect, test } from "vitest";
import type { GridInput } from "../../playground/grid.ts";
import type { MemoryGrid } from "../../playground/memory-grid.ts";
import { Random } from "../../random.ts";
import { putRandomTable, type RandomWrite, randomWrite } from "../../random-writing.ts";
import type { WriteTarget } from "../../writes.ts";
import { WritingInVm } from "../../writing-in-vm.ts";

/** More by `WRITING_ROUNDS=500 npx vitest run addon/server/write/meanwhile.test.ts`. */
const rounds = Number(process.env.WRITING_ROUNDS ?? 4);
const seeds = Array.from({ length: rounds }, (_, round) => round + 1);
const kinds: WriteTarget["kind"][] = ["append", "upsert", "fill-empty"];

interface World extends RandomWrite {
  writing: WritingInVm;
  random: Random;
}

async function open(kind: WriteTarget["kind"], seed: number): Promise<World> {
  const random = new Random(seed);
  const writing = await WritingInVm.open();
  const standing = putRandomTable(random, writing.grid);
  return { writing, random, ...randomWrite(random, kind, standing) };
}

/** The table's block: from the header Key on. */
function tableOf(grid: MemoryGrid) {
  const cells = Object.entries(grid.contents(0));
  const places = cells.filter(([, { value }]) => value === "Key" || /^[kn]\d$/.test(String(value)));
  const rows = places.map(([place]) => Number(place.split(":")[0]));
  return { head: Math.min(...rows), last: Math.max(...rows) };
}

const lineAt = (grid: MemoryGrid, row: number) => grid.read(0, { row, column: 0, rows: 1, columns: 12 });
const put = (grid: MemoryGrid, row: number, lines: GridInput[][]) =>
  grid.write(0, { row, column: 0, rows: 1, columns: 12 }, lines);

const edits: Record<string, (grid: MemoryGrid, random: Random) => void> = {
  "rows are sorted": (grid, random) => {
    const { head, last } = tableOf(grid);
    const rows = Array.from({ length: last - head }, (_, down) => head + 1 + down);
    const lines = random.shuffled(rows).map((row) => lineAt(grid, row));
    rows.forEach((row, index) => {
      put(grid, row, lines[index] ?? []);
    });
  },
  "columns change places": (grid, random) => {
    const { head, last } = tableOf(grid);
    const filled = (lineAt(grid, head)[0] ?? []).flatMap(({ value }, column) =>
      value === null ? [] : [column],
    );
    const [left = 0, right = 0] = random.shuffled(filled);
    for (let row = head; row <= last; row++) {
      const line = [...(lineAt(grid, row)[0] ?? [])];
      const [one, other] = [line[left], line[right]];
      if (!one || !other) continue;
      line[left] = other;
      line[right] = one;
      put(grid, row, [line]);
    }
  },
  "a row is inserted above": (grid) => grid.insertRows(0, 0, 1),
  "a column is inserted before": (grid) => grid.insertColumns(0, 0, 1),
  "a row of the table is deleted": (grid, random) => {
    const { head, last } = tableOf(grid);
    if (last > head) grid.deleteRows(0, random.whole(head + 1, last), 1);
  },
  "a row is added below": (grid) => {
    const { head, last } = tableOf(grid);
    const column = (lineAt(grid, head)[0] ?? []).findIndex(({ value }) => value === "Key");
    grid.write(0, { row: last + 1, column, rows: 1, columns: 1 }, [[{ value: "k9" }]]);
  },
};

/** Rows of the sheet by their key, each as what stands under which header; without the rows of `without`. */
function records(grid: MemoryGrid): string[] {
  const { head, last } = tableOf(grid);
  const [headers = []] = lineAt(grid, head);
  return Array.from({ length: last - head }, (_, down) => {
    const [line = []] = lineAt(grid, head + 1 + down);
    return line
      .flatMap(({ value, formula }, column) =>
        value === null && formula === "" ? [] : [`${headers[column]?.value}=${formula || value}`],
      )
      .sort()
      .join();
  }).sort();
}

const holders = (records: string[], key: string) => records.filter((record) => record.includes(`Key=${key}`));

describe.each(Object.keys(edits))("when %s between plan and write", (name) => {
  test.each(kinds.flatMap((kind) => seeds.map((seed) => [kind, seed] as const)))(
    "%s, seed %i: each record is there once and the others stay, or nothing is written",
    async (kind, seed) => {
      const { writing, random, table, target, options, standing } = await open(kind, seed);
      const { grid, app } = writing;
      const plan = app.call("plan", { table, target, options });
      edits[name]?.(grid, random);
      const [was, before] = [grid.contents(0), records(grid)];
      const args = { writeId: "w", table, target: plan.target, planHash: plan.hash, options };
      const key = table.columns.findIndex((column) => column.name === "Key");
      const ours = table.rows.map((row) => String(row[key]?.value));
      try {
        app.call("apply", args);
      } catch (error) {
        expect(error).toMatchObject({
          code: expect.stringMatching(/^(conflict|no-table|no-matching-column)$/),
        });
        expect(grid.contents(0)).toEqual(was);
        return;
      }
      const after = records(grid);
      for (const each of ours) {
        const fresh = kind !== "fill-empty" && !before.some((record) => record.includes(`Key=${each}`));
        expect(holders(after, each)).toHaveLength(holders(before, each).length + (fresh ? 1 : 0));
      }
      for (const record of before) {
        const other = !ours.some((each) => record.includes(`Key=${each}`));
        if (other) expect(after).toContain(record);
      }
      expect(standing.every((each) => holders(after, each).length === holders(before, each).length)).toBe(
        true,
      );
      const [write] = app.call("listWrites", {}).writes;
      if (!write) return;
      expect(app.call("undo", { writeId: "w" }).conflicts).toEqual([]);
      expect(grid.contents(0)).toEqual(was);
    },
  );
});

test.each(Object.keys(edits).flatMap((name) => seeds.slice(0, 4).map((seed) => [name, seed] as const)))(
  "when %s after a write (seed %i), undo takes its rows out and leaves the others",
  async (name, seed) => {
    const { writing, random, table, target, options } = await open("append", seed);
    const { grid, app } = writing;
    const before = records(grid);
    const plan = app.call("plan", { table, target, options });
    const args = { writeId: "w", table, target: plan.target, planHash: plan.hash, options };
    app.call("apply", args);
    edits[name]?.(grid, random);
    const ours = table.rows.map((row) => String(row[0]?.value));
    const others = records(grid).filter((record) => !ours.some((each) => record.includes(`Key=${each}`)));
    expect(app.call("undo", { writeId: "w" })).toMatchObject({ conflictCount: 0, partsLeft: 0 });
    const left = records(grid).filter((record) => record !== "");
    expect(left).toEqual(others);
    expect(left.filter((record) => before.includes(record)).length).toBeGreaterThanOrEqual(before.length - 1);
  },
);
