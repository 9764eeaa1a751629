import { expect, test } from "vitest";
import type { Template } from "../../../backend/contract/templates.ts";
import { draftOfHeaders, draftOfTemplate } from "../template-draft.ts";
import { bodyOf, faultOf, withField } from "./draft-body.ts";

const template: Template = {
  ...{ id: "t", version: 3, name: "Bills", description: "", instructions: "None for reminders." },
  columns: ["Net", "Tax", "Total"].map((name) => ({ name, type: "currency" as const })),
  rules: [{ kind: "sum", parts: ["Net", "Tax"], total: "Total", tolerance: 0.02 }],
  formatting: { header: { bold: true } },
  ...{ createdAt: "2026-03-03T10:00:00.000Z", updatedAt: "2026-03-03T10:00:00.000Z", deletedAt: null },
};

test("a template that is saved as it was opened is the same, its tolerance too", () => {
  const { name, instructions, columns, rules, formatting } = template;
  expect(bodyOf(draftOfTemplate(template))).toEqual({ name, instructions, columns, rules, formatting });
});

test("a sheet's headers are columns of no type, blank ones and repetitions left out", () => {
  const draft = draftOfHeaders("March", [" Due ", "", "Total", "Due"]);
  expect(bodyOf(draft)).toMatchObject({ name: "March", columns: [{ name: "Due" }, { name: "Total" }] });
  expect(faultOf(draft)).toBeNull();
});

test.each([
  [{ name: " " }, { kind: "no-name" }],
  [{ columns: [] }, { kind: "no-columns" }],
  [{ columns: [{ name: "A" }, { name: " " }] }, { kind: "column-unnamed", column: 1 }],
  [{ columns: [{ name: "A" }, { name: "B" }, { name: "A " }] }, { kind: "column-twice", column: 2 }],
  [{ rules: "Net + Tax = Total\nNet is small" }, { kind: "rule", line: "Net is small" }],
])("a draft with %o cannot be saved", (some, fault) => {
  expect(faultOf({ ...draftOfTemplate(template), ...some })).toEqual(fault);
});

test("a member without a value is left off", () => {
  const column = { name: "A", width: 90 };
  expect(withField(column, "width", undefined)).toEqual({ name: "A" });
  expect(withField(column, "width", 120)).toEqual({ name: "A", width: 120 });
});
