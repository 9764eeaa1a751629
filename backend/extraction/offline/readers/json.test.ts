import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { read, slicesOf, wordsOf } from "../reading.testing.ts";

const suite = new URL("../../../../../shared/data/json-parsing/", import.meta.url);

describe("JSON", () => {
  it("keeps numbers as written and flattens what is nested", () => {
    const text =
      '[{"id": 007, "big": 12345678901234567890, "a": {"b": "x\\"y", "c": [1, 2]}}, {"id": 2, "rate": 1.50}]';
    const [table] = read(text);
    expect(table?.columns).toEqual(["id", "big", "a.b", "a.c", "rate"]);
    expect(wordsOf(table)).toEqual([
      ["007", "12345678901234567890", 'x"y', "1, 2", null],
      ["2", null, null, null, "1.50"],
    ]);
    expect(slicesOf(text, table)[0]).toEqual(["007", "12345678901234567890", 'x\\"y', "[1, 2]", null]);
    expect(table?.notation).toBe("und");
  });

  it("keeps both values of a key that repeats, and plain names of keys that scripts treat specially", () => {
    const [table] = read('[{"a": 1, "a": 2, "__proto__": 3, "constructor": null}]');
    expect(table?.columns).toEqual(["a", "a 2", "__proto__", "constructor"]);
    expect(wordsOf(table)).toEqual([["1", "2", "3", null]]);
  });

  it("reads NDJSON and names the line that is broken", () => {
    const text = '{"a": 1}\n{"a": }\n{"a": 3}\n';
    const [table] = read(text);
    expect(wordsOf(table)).toEqual([["1"], ["3"]]);
    expect(table?.gaps.map(({ span }) => text.slice(span.start, span.end))).toEqual(['{"a": }']);
  });

  it("reads the records on both sides of a broken one", () => {
    const text = '[{"a": 1}, {"a": }, {"a": "x}, {"a": 4}, {"a": 5}]';
    const [table] = read(text);
    expect(wordsOf(table)).toEqual([["1"], ["4"], ["5"]]);
    expect(table?.gaps).toHaveLength(2);
  });

  it("reads what came of an array that breaks off", () => {
    const [table] = read('{"page": 1, "items": [{"a": 1}, {"a": 2}, {"a": 3');
    expect(wordsOf(table)).toEqual([["1"], ["2"]]);
    expect(table?.gaps).toHaveLength(1);
  });

  it("finds records inside a document and inside prose", () => {
    expect(read('{"meta": {"page": 1}, "items": [{"a": 1}, {"a": 2}]}')[0]?.title).toBe("items");
    expect(wordsOf(read('Here it is:\n[{"a": 1}, {"a": 2}]\nBye')[0])).toEqual([["1"], ["2"]]);
  });

  it("reads arrays of arrays with their header", () => {
    const [table] = read('[["Name", "Age"], ["Anna", 12], ["Bob", 13]]');
    expect(table?.columns).toEqual(["Name", "Age"]);
    expect(wordsOf(table)).toEqual([
      ["Anna", "12"],
      ["Bob", "13"],
    ]);
  });

  it.skipIf(!existsSync(suite))(
    "never throws on others' files, and reads every array of objects that JSON.parse reads",
    () => {
      for (const name of readdirSync(suite).filter(
        (file) => existsSync(new URL(file, suite)) && file.endsWith(".json"),
      )) {
        const text = readFileSync(new URL(name, suite), "utf8");
        const tables = read(text);
        if (!name.startsWith("y_")) continue;
        const value: unknown = JSON.parse(text);
        const records = Array.isArray(value)
          ? value.filter((item) => item && typeof item === "object" && !Array.isArray(item))
          : [];
        const filled = records.filter((item) => Object.keys(item).length > 0);
        if (filled.length > 0) expect(wordsOf(tables[0]).length, name).toBe(records.length);
      }
    },
  );
});
