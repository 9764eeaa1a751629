import { describe, expect, it } from "vitest";
import { parseChange } from "./change.ts";

const columns = ["Number", "Seller", "Total"];
const source = ["Invoice number", "Seller", "Due date", "Tax", "Total"];
const change = (prompt: string) => parseChange(prompt, columns, source);

describe("changes of columns", () => {
  it.each([
    ["also add the due date", ["Due date"]],
    ["füge das Fälligkeitsdatum hinzu", ["Fälligkeitsdatum"]],
    ["bitte noch die Steuer", ["Steuer"]],
    ["add tax and the due date, please", ["Tax", "Due date"]],
  ])("adds: %s", (prompt, add) => {
    expect(change(prompt)).toMatchObject({ add, remove: [], rename: [] });
  });

  it.each([
    ["remove the column Total", [2]],
    ["Entferne die Spalten Nummer und Total", [0, 2]],
    ["drop the seller", [1]],
  ])("removes: %s", (prompt, remove) => {
    expect(change(prompt)).toMatchObject({ add: [], remove });
  });

  it.each([
    ["rename Total to Amount due", { place: 2, name: "Amount due" }],
    ["benenne die Spalte Total in Summe um", { place: 2, name: "Summe" }],
    ['rename "Seller" to "Who, where"', { place: 1, name: "Who, where" }],
  ])("renames: %s", (prompt, rename) => {
    expect(change(prompt)).toMatchObject({ add: [], rename: [rename] });
  });

  it("keeps only some, in the order asked", () => {
    expect(change("only total and number")?.only).toEqual(["Total", "Number"]);
  });

  it("does several things at once", () => {
    expect(change("remove total and add tax")).toMatchObject({ add: ["Tax"], remove: [2] });
  });

  it("names what is nowhere, and knows when nothing is asked", () => {
    expect(change("add the shoe size")).toMatchObject({ add: [], unknown: ["shoe size"] });
    expect(change("thank you!")).toBeNull();
    expect(change("make it nicer")).toBeNull();
  });
});
