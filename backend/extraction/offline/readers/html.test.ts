import { describe, expect, it } from "vitest";
import { read, slicesOf, unreadOf, wordsOf } from "../reading.testing.ts";

describe("tables in markup", () => {
  it("decodes entities and keeps the place in the markup", () => {
    const text =
      "<table><tr><th>Name</th><th>Price &euro;</th></tr><tr><td>A &amp; <b>B</b></td><td>1&nbsp;200</td></tr></table>";
    const [table] = read(text);
    expect(table?.columns).toEqual(["Name", "Price €"]);
    expect(wordsOf(table)).toEqual([["A & B", "1 200"]]);
    expect(slicesOf(text, table)).toEqual([["A &amp; <b>B", "1&nbsp;200"]]);
  });

  it("tells an entity that is written out from one that is decoded", () => {
    const text = "<table><tr><th>Code<th>Word<tr><td>&amp;amp; x<td>R&D &copy; &#x1F642; end</table>";
    expect(wordsOf(read(text)[0])).toEqual([["&amp; x", "R&D © 🙂 end"]]);
    expect(slicesOf(text, read(text)[0])[0]).toEqual(["&amp;amp; x", "R&D &copy; &#x1F642; end"]);
  });

  it("repeats a cell that spans rows and keeps columns apart under one that spans columns", () => {
    const text =
      "<table><thead><tr><th rowspan=2>City<th colspan=2>People</tr><tr><th>2024<th>2025</tr></thead>" +
      "<tr><td rowspan=2>Rome<td>1<td>2</tr><tr><td>3<td>4</tr><tr><td colspan=2>none<td>5</tr></table>";
    const [table] = read(text);
    expect(table?.columns).toEqual(["City", "People 2024", "People 2025"]);
    expect(wordsOf(table)).toEqual([
      ["Rome", "1", "2"],
      ["Rome", "3", "4"],
      ["none", null, "5"],
    ]);
  });

  it("reads the inner table of a frame, and prose beside it stays prose", () => {
    const text =
      "<table><tr><td>Menu</td><td><table><tr><th>Id<th>Name<tr><td>1<td>Anna<tr><td>2<td>Bob</table></td></tr></table><p>Regards</p>";
    const tables = read(text);
    expect(tables).toHaveLength(1);
    expect(wordsOf(tables[0])).toEqual([
      ["1", "Anna"],
      ["2", "Bob"],
    ]);
    expect(unreadOf(text)).toContain("Regards");
  });

  it("reads a form in a table by its labels", () => {
    const text =
      "<table><tr><td>Invoice number</td><td>0042</td></tr><tr><td>Total</td><td>EUR 5.00</td></tr></table>";
    const [table] = read(text);
    expect(table?.columns).toEqual(["Invoice number", "Total"]);
    expect(wordsOf(table)).toEqual([["0042", "EUR 5.00"]]);
    expect(slicesOf(text, table)).toEqual([["0042", "EUR 5.00"]]);
  });

  it("reads what is there when end tags are missing, and names a row that is cut off", () => {
    const text = "<table><tr><th>Id<th>Name<th>Town<tr><td>1<td>Anna<td>Rome<tr><td>2";
    const [table] = read(text);
    expect(wordsOf(table)).toEqual([["1", "Anna", "Rome"]]);
    expect(table?.gaps.map((gap) => gap.reason)).toEqual(["unclosed-markup"]);
  });

  it("does not read scripts and styles", () => {
    const text = "<style>a: b</style><script>x = {a: 1, b: 2}</script><p>Hello</p>";
    expect(read(text)).toEqual([]);
    expect(unreadOf(text)).toEqual(["Hello"]);
  });
});

describe("places in markup", () => {
  it("are those of the written text, for any mixture of references, tags and characters", () => {
    const pieces = [
      "&copy;",
      "&#x1F642;",
      "🙂",
      "x",
      "&",
      "&amp;",
      "&lt;b&gt;",
      "&nbsp;",
      "<i>",
      "</i>",
      "é",
      "&unknown;",
      "<!-- c -->",
      "&amp;amp;",
      "7",
    ];
    for (let round = 0; round < 400; round++) {
      const body = Array.from(
        { length: 6 },
        (_, at) => pieces[(round * (at + 3) + at * at + (round >> 3)) % pieces.length],
      ).join("");
      const text = `<table><tr><th>Mark<th>Word<tr><td>[${body}]<td>end</table>`;
      const [table] = read(text);
      const [cell] = slicesOf(text, table)[0] ?? [];
      expect(cell, text).toBe(`[${body}]`);
      expect(slicesOf(text, table)[0]?.[1], text).toBe("end");
    }
  });

  it("keeps addresses in angle brackets, which are no tags", () => {
    const text = "From: Ann <ann@example.com>\nSubject: Fwd\n\n<table><tr><th>A<th>B<tr><td>1<td>2</table>";
    const mail = read(text).find(({ dataType }) => dataType === "mail");
    expect(slicesOf(text, mail)).toEqual([["Ann <ann@example.com>", "Fwd"]]);
  });
});
