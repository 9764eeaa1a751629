import { expect, test } from "vitest";
import { problems } from "../../backend/contract/problem.ts";
import { catalogue, chooseLanguage, createTranslate, hasMessage, type Text } from "./messages.ts";
import { sentence } from "./sentence.ts";

const forms = (text: Text) => (typeof text === "string" ? [text] : [text.one, text.other]);
const placeholders = (text: Text) =>
  [...new Set(forms(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();

test("English and German have the same texts with the same placeholders", () => {
  expect(Object.keys(catalogue.de).sort()).toEqual(Object.keys(catalogue.en).sort());
  for (const [key, text] of Object.entries(catalogue.en)) {
    if (hasMessage(key)) expect([key, placeholders(catalogue.de[key])]).toEqual([key, placeholders(text)]);
  }
});

test.each(Object.keys(problems))("problem %s has a sentence in both languages", (code) => {
  expect(hasMessage(`problem.${code}`)).toBe(true);
  for (const language of ["en", "de"] as const) {
    const params = { email: "a@example.com" };
    const said = sentence(createTranslate(language), { code, params, title: "title" }, null);
    expect(said).not.toMatch(/[{}]|^title$/);
    expect(said.length).toBeGreaterThan(10);
  }
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
