import { expect, test } from "vitest";
import type { Gap, GapCode } from "../../backend/contract/cells.ts";
import { problems } from "../../backend/contract/problem.ts";
import type { PlanWarning, SheetProblems } from "../rpc.ts";
import { catalogue } from "./catalogue.ts";
import { exportProblems } from "./exports/export-problems.ts";
import { exportTexts } from "./exports/export-text.ts";
import { gapText } from "./gap-text.ts";
import { jobProblems } from "./jobs/job-problems.ts";
import { jobTexts } from "./jobs/job-text.ts";
import { chooseLanguage, createTranslate, hasMessage, type Language, type Text } from "./messages.ts";
import { sentence, waitSentence } from "./sentence.ts";
import { windowTexts } from "./window/window-text.ts";

const forms = (text: Text) => (typeof text === "string" ? [text] : [text.one, text.other]);
const placeholders = (text: Text) =>
  [...new Set(forms(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();

test("English and German have the same texts with the same placeholders", () => {
  expect(Object.keys(catalogue.de).sort()).toEqual(Object.keys(catalogue.en).sort());
  for (const [key, text] of Object.entries(catalogue.en)) {
    if (hasMessage(key)) expect([key, placeholders(catalogue.de[key])]).toEqual([key, placeholders(text)]);
  }
});

const elsewhereSaid: [string, Record<Language, Record<string, Text>>][] = [
  ["the large window", windowTexts],
  ["the screens of jobs", jobTexts],
  ["refusals of jobs", jobProblems],
  ["the screens of exports", exportTexts],
  ["refusals of exports", exportProblems],
];

test.each(elsewhereSaid)("what only %s say is there in both languages too", (_, { en, de }) => {
  expect(
    Object.entries(de)
      .map(([key, text]) => [key, placeholders(text)])
      .sort(),
  ).toEqual(
    Object.entries(en)
      .map(([key, text]) => [key, placeholders(text)])
      .sort(),
  );
});

/** Of routes that the page never calls: those who use the API read the title. */
const elsewhere = /^(google|spreadsheet|sheet|cell|export|job|too-many-(?:jobs|schedules))\b/;
const met = Object.keys(problems).filter((code) => !elsewhere.test(code));

test.each(met)("problem %s has a sentence in both languages", (code) => {
  expect(hasMessage(`problem.${code}`)).toBe(true);
  for (const language of ["en", "de"] as const) {
    const params = { email: "a@example.com" };
    const said = sentence(createTranslate(language), { code, params, title: "title" }, null);
    expect(said).not.toMatch(/[{}]|^title$/);
    expect(said.length).toBeGreaterThan(10);
  }
});

const sheetParams: SheetProblems = {
  "invalid-request": {},
  "unknown-function": {},
  "no-selection": {},
  "several-ranges": { ranges: "A1, B2" },
  "range-too-large": { a1: "A:B", cells: 30_000, limit: 20_000 },
  "no-table": { sheet: "Sheet1" },
  "no-matching-column": {},
  "mapped-twice": { header: "Due" },
  "no-rows": {},
  "row-width": { row: 3, cells: 1, columns: 2 },
  "cell-too-long": { row: 3, column: "Note", size: 60_000, limit: 50_000 },
  "column-name-too-long": { size: 60_000, limit: 50_000 },
  "too-many-columns": { column: 18_279, limit: 18_278 },
  "spreadsheet-full": { cells: 10_000_001, limit: 10_000_000 },
  "protected-range": { cell: "B3", sheet: "Sheet1" },
  "merged-cells": { ranges: "A1:B1" },
  "validation-rejects": { cell: "C4", value: "maybe" },
  "typed-column": {},
  conflict: { sheet: "Sheet1", a1: "A1:C3" },
  "place-gone": {},
  "write-id-reused": {},
  "write-unknown": {},
  "cannot-undo": {},
  "key-without-column": { column: "Order" },
  "not-as-planned": { cell: "A2" },
  "not-taken-back": { sheet: "Sheet1", a1: "A1:C3" },
  busy: {},
  "several-accounts": { email: "ada@example.com" },
  "authorization-needed": {},
  "google-unavailable": {},
  internal: {},
};

test.each(Object.entries(sheetParams))("the sheet's %s is said with what it is about", (code, params) => {
  for (const language of ["en", "de"] as const) {
    const said = sentence(createTranslate(language), { code, origin: "sheet", params }, null);
    expect(said).not.toMatch(/[{}]/);
    for (const value of Object.values(params)) {
      expect(said).toContain(typeof value === "number" ? value.toLocaleString(language) : value);
    }
  }
});

const gapParams: { [Code in GapCode]: Record<string, number> } = {
  "missing-records": { records: 2 },
  "model-short": { got: 3, expected: 5 },
  "rows-short": { missing: 2, expected: 5 },
  "row-width": { cells: 3, columns: 4 },
  "earlier-rows": { rows: 1 },
  "further-unread": { stretches: 7 },
  ...{ "broken-off": {}, unread: {}, "too-many-cells": {}, "not-a-row": {}, "unclosed-quote": {} },
  ...{ "too-many-columns": {}, "broken-json": {}, "not-a-record": {}, "unclosed-markup": {} },
};

test.each(Object.entries(gapParams))(
  "the gap %s is said with its counts in both languages",
  (code, params) => {
    const gap: Gap = {
      afterIndex: 0,
      start: 0,
      end: 1,
      reason: "of the server",
      code: code as GapCode,
      params,
    };
    for (const language of ["en", "de"] as const) {
      const said = gapText(createTranslate(language), gap);
      expect(said).not.toMatch(/[{}]|of the server/);
      for (const count of Object.values(params)) expect(said).toContain(String(count));
    }
  },
);

test("a gap that this page does not know is said in the server's words", () => {
  const gap: Gap = { afterIndex: 0, start: 0, end: 1, reason: "of the server" };
  expect(gapText(createTranslate("en"), gap)).toBe("of the server");
});

const planWarnings: { [Code in PlanWarning["code"]]: Extract<PlanWarning, { code: Code }>["params"] } = {
  "columns-left-out": { columns: "Due, Paid" },
  "columns-renamed": { columns: "Total → Amount" },
  "columns-dropped": { columns: "Due, Paid" },
  "formula-columns": { columns: "Due, Paid" },
  "sheet-hidden": { sheet: "Archive" },
  "filter-on": { sheet: "Invoices" },
  "custom-rule": { cell: "C4" },
  "rich-texts": { count: 3 },
  "quotes-seen": {},
  "undo-sheet": {},
  "no-undo": {},
  "rows-left-blank": { count: 2 },
  "rows-inserted": { count: 3, row: 12 },
};

test.each(Object.entries(planWarnings))("the warning %s is said with what it is about", (code, params) => {
  const key = `plan.${code}`;
  for (const language of ["en", "de"] as const) {
    const said = hasMessage(key) ? createTranslate(language)(key, params) : "";
    expect(said).not.toMatch(/[{}]/);
    for (const value of Object.values(params)) expect(said).toContain(String(value));
  }
});

test("Google's own refusal is said in its words, which name the cell", () => {
  const failure = {
    code: "protected-range",
    origin: "sheet" as const,
    detail: "You are trying to edit a protected cell",
  };
  expect(sentence(createTranslate("en"), failure, null)).toBe(
    "These cells are protected. Choose another place, or ask the spreadsheet's owner. " +
      "You are trying to edit a protected cell",
  );
});

test("from when on one can go on is said to the full minute, on another day with its date", () => {
  const now = new Date(2026, 2, 3, 14, 3, 10);
  const said = (seconds: number, code = "rate-limited") => {
    const failure = { code, retryAt: now.getTime() + seconds * 1_000 };
    return waitSentence(createTranslate("de"), failure, "de", now);
  };
  expect(said(20)).toBe("Weiter geht es um 14:04.");
  expect(said(100)).toBe("Weiter geht es um 14:05.");
  expect(said(86_400, "cap-reached")).toBe("Weiter geht es um 04.03.2026, 14:04.");
  expect(said(5, "turn-running")).toBe("");
  expect(waitSentence(createTranslate("de"), { code: "rate-limited" }, "de", now)).toBe("");
});

test("a code that this page does not know yet shows what the server says", () => {
  const t = createTranslate("en");
  expect(sentence(t, { code: "brand-new", title: "New", detail: "Do this." }, null)).toBe("Do this.");
  expect(sentence(t, { code: "brand-new", title: "New" }, null)).toBe("New");
});

test("a private server names whom to ask and which address to add", () => {
  const params = { email: "guest@example.com" };
  expect(sentence(createTranslate("en"), { code: "sign-up-closed", params }, null)).toBe(
    "This Rowsmith server is private. Ask its administrator to add guest@example.com.",
  );
  const named = { ...params, contact: "it@example.com" };
  expect(sentence(createTranslate("en"), { code: "sign-up-closed", params: named }, null)).toContain(
    "Ask it@example.com to add",
  );
});

test("an unknown audience names what the administrator adds", () => {
  const failure = {
    code: "unknown-audience",
    detail: "Add 123.apps.googleusercontent.com to GOOGLE_CLIENT_IDS.",
  };
  expect(sentence(createTranslate("de"), failure, null)).toContain("123.apps.googleusercontent.com");
});

test("counts choose the plural form and are grouped as the language does", () => {
  const [en, de] = [createTranslate("en"), createTranslate("de")];
  expect(en("card.rows", { count: 1 })).toBe("1 row");
  expect(en("card.rows", { count: 2000 })).toBe("2,000 rows");
  expect(de("card.rows", { count: 2000 })).toBe("2.000 Zeilen");
});

test("what a person wrote is put in as it is, braces and all", () => {
  expect(createTranslate("en")("composer.changing", { title: "{count} $& x" })).toBe(
    "Changing: {count} $& x",
  );
});

test("the browser's first known language decides unless one was chosen", () => {
  expect(chooseLanguage("auto", ["fr-FR", "de-AT", "en"])).toBe("de");
  expect(chooseLanguage("auto", ["fr"])).toBe("en");
  expect(chooseLanguage("en", ["de"])).toBe("en");
});
