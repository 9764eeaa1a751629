import { describe, expect, it } from "vitest";
import { bills } from "./bills.testing.ts";
import { broken } from "./broken.testing.ts";
import { exported } from "./exports.testing.ts";
import { notes } from "./notes.testing.ts";
import { receipts } from "./receipts.testing.ts";
import { readSample } from "./sample.testing.ts";
import { sentences } from "./sentences.testing.ts";
import { tables } from "./tables.testing.ts";

describe("a text without a model", () => {
  it.each([...bills, ...tables, ...broken, ...notes, ...sentences, ...exported, ...receipts])(
    "reads $title",
    async ({ title: _, locale, text, ...expected }) => {
      expect(await readSample({ text, ...(locale ? { locale } : {}) })).toEqual(expected);
    },
  );
});
