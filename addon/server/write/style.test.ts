import { beforeEach, expect, test } from "vitest";
import type { WriteOptions } from "../../writes.ts";
import { invoices, WritingInVm } from "../../writing-in-vm.ts";

const target = { kind: "new-sheet" as const };
let writing: WritingInVm;

beforeEach(async () => {
  writing = await WritingInVm.open();
});

const rect = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });

function write(options: WriteOptions = {}) {
  const { hash } = writing.app.call("plan", { table: invoices, target, options });
  return writing.app.call("apply", { writeId: "w", table: invoices, target, planHash: hash, options });
}

test("a new sheet has a bold, frozen header unless it says otherwise", () => {
  write();
  const made = writing.grid.sheets()[1];
  expect(made?.frozenRows).toBe(1);
  expect(writing.grid.looks(made?.id ?? 0, rect(0, 0, 2)).map(([look]) => look?.bold)).toEqual([true, false]);
});

test.each([{}, { banding: true, wrap: true }])(
  "the first part of a new sheet with the style %j is dressed for all rows to come",
  (style) => {
    const options = { style };
    const { hash } = writing.app.call("plan", { table: invoices, target, options });
    const part = (from: number) => ({ from, of: 3_000 });
    const args = { writeId: "w", table: invoices, target, options };
    writing.app.call("apply", { ...args, planHash: hash, part: part(0) });
    const made = writing.grid.sheets()[1]?.id ?? 0;
    writing.app.call("apply", { ...args, planHash: null, part: part(2) });
    expect(writing.values(rect(1, 0, 4), made).flat()).toEqual(["007", "008", "007", "008"]);
    const [look] = writing.grid.looks(made, rect(4, 0)).flat();
    expect(look).toMatchObject("banding" in style ? { background: "#f3f3f3", wrap: true } : { wrap: false });
  },
);

test("what went wrong is told, also where the sheet before cannot be shown again", () => {
  writing.beforeCalls((call) => {
    if (call === "Sheet.setFrozenRows") throw new Error("Service Spreadsheets failed.");
    if (call === "Sheet.activate") throw new Error("The sheet before is not there.");
  });
  expect(() => write()).toThrow(/google-unavailable|did not answer|failed/i);
  expect(writing.grid.sheets()).toHaveLength(1);
});

test.each([
  ["blue", "#e8f0fe"],
  ["light-grey", "#f3f3f3"],
  ["of no such name", "#f3f3f3"],
])("a new sheet has every other row in the theme %s, under an italic header", (banding, shade) => {
  write({ style: { header: { italic: true }, banding } });
  const looks = writing.grid.looks(writing.grid.sheets()[1]?.id ?? 0, rect(0, 0, 3));
  expect(looks.map(([look]) => look?.italic)).toEqual([true, false, false]);
  expect(looks[2]?.[0]?.background).toBe(shade);
});

test("a new sheet has header colours, banding and wrapping as asked for", () => {
  const header = { bold: false, background: "#112233", color: "#ffffff" };
  write({ style: { header, banding: true, wrap: true, frozenHeader: false } });
  const made = writing.grid.sheets()[1];
  const looks = writing.grid.looks(made?.id ?? 0, rect(0, 0, 3)).map(([look]) => look);
  expect(made?.frozenRows).toBe(0);
  expect(looks.map((look) => look?.wrap)).toEqual([true, true, true]);
  expect(looks[0]).toMatchObject({ bold: false, color: "#ffffff", background: "#112233" });
  expect(looks.map((look) => look?.background)).toEqual(["#112233", "#ffffff", "#f3f3f3"]);
});
