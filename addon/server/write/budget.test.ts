import { expect, test } from "vitest";
import type { WriteTable } from "../../rpc.ts";
import { WritingInVm } from "../../writing-in-vm.ts";

const KB = 1_024;

async function open() {
  const document = new Map<string, string>();
  const properties = { document, user: new Map(), script: new Map() };
  const writing = await WritingInVm.open({ properties });
  const sizes = () => [...document].map(([key, text]) => key.length + text.length);
  return { writing, document, sizes };
}

const tableOf = (rows: number, text: string): WriteTable => ({
  title: "Many",
  columns: [{ name: "A", type: "text" }],
  rows: Array.from({ length: rows }, (_, row) => [{ value: `${text} ${row}` }]),
});

test("what a large write replaced is on the hidden sheet alone, not in the properties as well", async () => {
  const { writing, sizes } = await open();
  writing.write({ kind: "selection", header: false }, tableOf(900, "old ".repeat(20)), "first");
  const before = sizes().reduce((sum, size) => sum + size, 0);
  expect(writing.plan({ kind: "selection", header: false }, tableOf(900, "new")).undo).toBe("sheet");
  writing.write({ kind: "selection", header: false }, tableOf(900, "new"), "second");
  expect(sizes().reduce((sum, size) => sum + size, 0) - before).toBeLessThan(15 * KB);
  expect(writing.app.call("undo", { writeId: "second" })).toMatchObject({ cells: 900, conflictCount: 0 });
});

test("no property is over 9 KB, all are below 500 KB, the oldest writes make room, and theirs is told", async () => {
  const { writing, sizes } = await open();
  const target = { kind: "selection", header: false } as const;
  for (let number = 0; number < 14; number++) {
    writing.select(0, number);
    writing.write(target, tableOf(300, "old ".repeat(20)), `w${number}`);
    writing.write(target, tableOf(300, `ü${number} `), `over${number}`);
    expect(Math.max(...sizes())).toBeLessThan(9 * KB);
    expect(sizes().reduce((sum, size) => sum + size, 0)).toBeLessThan(500 * KB);
  }
  const { writes } = writing.app.call("listWrites", {});
  expect(writes).toHaveLength(10);
  expect(writes.map(({ writeId }) => writeId).slice(0, 3)).toEqual(["over13", "w13", "over12"]);
  expect(writing.app.call("checkWrite", { writeId: "over0" })).toBeNull();
  expect(() => writing.app.call("undo", { writeId: "over0" })).toThrow(
    expect.objectContaining({ code: "write-unknown" }),
  );
  expect(writing.app.call("undo", { writeId: "over13" })).toMatchObject({ cells: 300, conflictCount: 0 });
});
