import { describe, expect, it } from "vitest";
import { read, slicesOf, unreadOf, wordsOf } from "../reading.testing.ts";

describe("tables of bars and rules", () => {
  it("reads a Markdown table under its heading", () => {
    const text =
      "## Sales\n\n| Name | **Qty** | Note |\n|:-----|----:|---|\n| A \\| B | 007 | |\n| 東京 🙂 | `2` | **x** |\n\nThanks";
    const [table] = read(text);
    expect(table?.form).toBe("markdown");
    expect(table?.title).toBe("Sales");
    expect(table?.columns).toEqual(["Name", "Qty", "Note"]);
    expect(wordsOf(table)).toEqual([
      ["A | B", "007", null],
      ["東京 🙂", "2", "x"],
    ]);
    expect(slicesOf(text, table)[1]).toEqual(["東京 🙂", "2", "x"]);
    expect(unreadOf(text)).toEqual(["Thanks"]);
  });

  it("reads what psql and MySQL print", () => {
    expect(wordsOf(read(" id | name \n----+------\n  1 | Anna\n  2 | Bob\n(2 rows)")[0])).toEqual([
      ["1", "Anna"],
      ["2", "Bob"],
    ]);
    const mysql = "+----+------+\n| id | name |\n+----+------+\n|  1 | Anna |\n|  2 | NULL |\n+----+------+";
    expect(read(mysql)[0]?.columns).toEqual(["id", "name"]);
    expect(wordsOf(read(mysql)[0])).toEqual([
      ["1", "Anna"],
      ["2", "NULL"],
    ]);
  });

  it("reads box characters, and cells that are wrapped between rules", () => {
    const text =
      "┌────┬───────┐\n│ id │ name  │\n├────┼───────┤\n│ 1  │ Anna  │\n│    │ Maria │\n├────┼───────┤\n│ 2  │ Bob   │\n└────┴───────┘";
    expect(wordsOf(read(text)[0])).toEqual([
      ["1", "Anna Maria"],
      ["2", "Bob"],
    ]);
  });

  it("names a row with too many cells", () => {
    const [table] = read("| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |\n| 4 | 5 |");
    expect(wordsOf(table)).toEqual([
      ["1", "2"],
      ["4", "5"],
    ]);
    expect(table?.gaps).toMatchObject([{ afterIndex: 0, reason: "too-many-cells" }]);
  });

  it("leaves out the marks of a mail that was answered", () => {
    const [table] = read("> | Order | Sum |\n> | --- | --- |\n> | 001 | 12 |\n> | 002 | 13 |");
    expect(table?.columns).toEqual(["Order", "Sum"]);
    expect(table?.rows.map(({ cells }) => cells.map((cell) => cell?.text))).toEqual([
      ["001", "12"],
      ["002", "13"],
    ]);
  });
});
