import { expect, test } from "vitest";
import { ColumnType } from "../../backend/contract/cells.ts";
import { TableOperation } from "../../backend/contract/table-edits.ts";
import { type ColumnDraft, changesTo, columnTypes, draftOf } from "./column-change.ts";

const column = { name: "Due", type: "text" as const };
const changes = (draft: Partial<ColumnDraft>) => changesTo(column, 3, { ...draftOf(column), ...draft });

test("every type is offered once", () => {
  expect(columnTypes.toSorted()).toEqual(ColumnType.options.toSorted());
});

test.each([
  ["nothing", {}, []],
  ["a blank name", { name: "  " }, []],
  ["a name", { name: " Paid " }, [{ op: "rename-column", column: 3, name: "Paid" }]],
  ["a type", { type: "date" }, [{ op: "retype-column", column: 3, type: "date" }]],
  [
    "a type and how it is read",
    { type: "date", notation: "day-first" },
    [{ op: "retype-column", column: 3, type: "date", dateOrder: "day-first" }],
  ],
  [
    "choices, each once",
    { type: "enum", options: "open\n\n paid \nopen" },
    [{ op: "retype-column", column: 3, type: "enum", enum: ["open", "paid"] }],
  ],
  [
    "a name and a type",
    { name: "Sum", type: "number", notation: "comma" },
    [
      { op: "rename-column", column: 3, name: "Sum" },
      { op: "retype-column", column: 3, type: "number", decimal: "," },
    ],
  ],
] as [string, Partial<ColumnDraft>, object[]][])("%s as operations", (_, draft, operations) => {
  expect(changes(draft)).toEqual(operations);
  for (const operation of changes(draft)) expect(TableOperation.parse(operation)).toEqual(operation);
});
