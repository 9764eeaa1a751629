import { describe, expect, test } from "vitest";
import type { ColumnType } from "../../contract/cells.ts";
import { type TypedValue, typeCell } from "./type-cell.ts";

const now = new Date("2026-11-23T23:30:00Z");

function typed(locale: string, type: ColumnType, raw: string, name = "x"): TypedValue {
  return typeCell(raw, { name, type }, { locale, timeZone: "Europe/Berlin", now });
}

describe("numbers", () => {
  test.each<[string, string, number]>([
    ["en", "1,234.50", 1234.5],
    ["de", "1.234,50", 1234.5],
    ["en", "1.234,50", 1234.5],
    ["en", "2,34", 2.34],
    ["de-CH", "1’234.50", 1234.5],
    ["fr", "1\u202F234,50", 1234.5],
    ["fr", "12\u00A0345\u00A0678", 12345678],
    ["en-IN", "12,34,567.89", 1234567.89],
    ["en", "(1,234.50)", -1234.5],
    ["de", "5-", -5],
    ["en", "\u22125.5", -5.5],
    ["en", ".5", 0.5],
    ["en", "0,125", 0.125],
    ["ar-EG", "١٬٢٣٤٫٥٠", 1234.5],
    ["ja", "１，２３４．５", 1234.5],
    ["hi", "१२३", 123],
    ["en", "1.2k", 1200],
    ["en", "2bn", 2e9],
    ["de", "3,5 Mio.", 3_500_000],
    ["de", "2 Billionen", 2e12],
    ["en", "2 billion", 2e9],
    ["fr", "2 milliards", 2e9],
    ["es", "2 mil millones", 2e9],
    ["it", "3 mila", 3000],
    ["pt", "4 milhões", 4e6],
    ["nl", "5 miljoen", 5e6],
    ["sv", "6 miljarder", 6e9],
    ["pl", "7 tys.", 7000],
    ["ja", "1億2000万", 120_000_000],
    ["zh", "3.5万", 35_000],
    ["en", "1.5E+03", 1500],
    ["en", "-0", 0],
  ])("%s %s is a number", (locale, raw, value) => {
    expect(typed(locale, "number", raw)).toEqual({ value });
  });

  test.each([
    ...["1E400", "NaN", "Infinity", "2026-02-30", "TRUE", "9007199254740993", "0.1234567890123456789"],
    ...[
      "5 kg",
      "2023/24",
      "min 5",
      "5-7",
      "--5",
      "1,2,3",
      "192.168.1.2",
      "n/a",
      "-",
      "€",
      ".",
      "~5",
      "5m",
      "1 2",
      "0x1F",
    ],
  ])("%s stays the text it was", (raw) => {
    expect(typed("en", "number", raw)).toEqual({ value: raw, flags: ["not-typed"] });
  });

  test.each<[string, string, number]>([
    ["en", "1.250", 1.25],
    ["de", "1.250", 1250],
    ["en", "1,250", 1250],
    ["de", "1,250", 1.25],
  ])("%s %s is read by the locale and flagged", (locale, raw, value) => {
    expect(typed(locale, "number", raw)).toEqual({ value, flags: ["ambiguous-number"] });
  });

  test("what the column proves decides an open cell", () => {
    const context = { locale: "en", timeZone: "UTC", now, reading: { decimal: "," as const } };
    expect(typeCell("1.250", { name: "x", type: "number" }, context)).toEqual({ value: 1250 });
  });

  test("the invariant notation has point decimals and leaves nothing open", () => {
    const context = { locale: "de", timeZone: "UTC", now, notation: "und" };
    expect(typeCell("1.250", { name: "x", type: "number" }, context)).toEqual({ value: 1.25 });
  });

  test("an integer column takes no fraction", () => {
    expect(typed("en", "integer", "5.5")).toEqual({ value: "5.5", flags: ["not-typed"] });
    expect(typed("en", "integer", "1,250")).toEqual({ value: 1250 });
  });

  test.each<[string, string, TypedValue]>([
    ["x", "19 %", { value: 0.19 }],
    ["x", "19,6%", { value: 0.196 }],
    ["x", "٥٪", { value: 0.05 }],
    ["x", "5 ‰", { value: 0.005 }],
    ["x", "19", { value: 0.19 }],
    ["Rate", "0.19", { value: 0.19, flags: ["ambiguous-number"] }],
    ["Rate %", "0.5", { value: 0.005 }],
  ])("percent under %s: %s", (name, raw, expected) => {
    expect(typed("en", "percent", raw, name)).toEqual(expected);
  });
});

describe("currency", () => {
  test.each<[string, string, TypedValue]>([
    ["en", "USD 49.99", { value: 49.99, currency: "USD" }],
    ["en", "4.250,00 Euro", { value: 4250, currency: "EUR" }],
    ["en", "($5.00)", { value: -5, currency: "USD" }],
    ["en-CA", "$5.00", { value: 5, currency: "CAD" }],
    ["en", "$5 CAD", { value: 5, currency: "CAD" }],
    ["en", "€ 5 EUR", { value: 5, currency: "EUR" }],
    ["en", "$1,250", { value: 1250, currency: "USD" }],
    ["de", "€ 1.250", { value: 1250, currency: "EUR" }],
    ["en", "€ 1.250", { value: 1250, currency: "EUR", flags: ["ambiguous-number"] }],
    ["en", "KWD 1.250", { value: 1.25, currency: "KWD", flags: ["ambiguous-number"] }],
    ["de-CH", "Fr. 12.–", { value: 12, currency: "CHF" }],
    ["sv", "100 kr", { value: 100, currency: "SEK" }],
    ["da", "100 kr.", { value: 100, currency: "DKK" }],
    ["zh-CN", "¥1,234.50", { value: 1234.5, currency: "CNY" }],
    ["ja", "￥1,234", { value: 1234, currency: "JPY" }],
    ["pl", "1 234,50 zł", { value: 1234.5, currency: "PLN" }],
    ["pt", "R$ 1,5 mi", { value: 1_500_000, currency: "BRL" }],
    ["es", "75 millones de dólares", { value: 75_000_000, currency: "USD" }],
    ["en-IN", "₹ 2.5 crore", { value: 25_000_000, currency: "INR" }],
    ["en", "49.99", { value: 49.99 }],
    ["en", "5 doubloons", { value: "5 doubloons", flags: ["not-typed"] }],
    ["en", "$5 EUR", { value: "$5 EUR", flags: ["not-typed"] }],
    ["en", "$10-$20", { value: "$10-$20", flags: ["not-typed"] }],
    ["en", "£10 - £20", { value: "£10 - £20", flags: ["not-typed"] }],
    ["de", "10 €–20 €", { value: "10 €–20 €", flags: ["not-typed"] }],
    ["fr", "12€50", { value: 12.5, currency: "EUR" }],
    ["en", "19%", { value: "19%", flags: ["not-typed"] }],
    ["en", "free", { value: "free", flags: ["not-typed"] }],
  ])("%s %s", (locale, raw, expected) => {
    expect(typed(locale, "currency", raw)).toEqual(expected);
  });

  test("a header names the currency of bare amounts", () => {
    expect(typed("de", "currency", "12,50", "Betrag (EUR)")).toEqual({ value: 12.5, currency: "EUR" });
  });
});

describe("contacts and words", () => {
  test.each<[string, ColumnType, string, TypedValue["value"]]>([
    ["en", "boolean", "TRUE", true],
    ["de", "boolean", "Nein", false],
    ["fr", "boolean", "oui", true],
    ["es", "boolean", "Sí", true],
    ["pl", "boolean", "fałsz", false],
    ["pt-BR", "boolean", "Não", false],
    ["it", "boolean", "Vero", true],
    ["nl", "boolean", "nee", false],
    ["sv", "boolean", "NEJ", false],
    ["cs", "boolean", "Ano", true],
    ["hu", "boolean", "igen", true],
    ["tr", "boolean", "Hayır", false],
    ["fi", "boolean", "kyllä", true],
    ["el", "boolean", "ΌΧΙ", false],
    ["ru", "boolean", "Да", true],
    ["uk", "boolean", "ні", false],
    ["zh", "boolean", "否", false],
    ["ar", "boolean", "نعم", true],
    ["en", "boolean", "☑", true],
    ["ja", "boolean", "はい", true],
    ["de-AT", "phone", "0664 1234567", "+436641234567"],
    ["ja", "phone", "090-1234-5678", "+819012345678"],
    ["en", "email", "Ann <ann@example.com>", "ann@example.com"],
    ["en", "url", "https://example.com/a?b=c", "https://example.com/a?b=c"],
    ["de-DE", "phone", "0170 1234567", "+491701234567"],
    ["en-US", "phone", "(415) 555-2671", "+14155552671"],
    ["en-US", "phone", "+44 20 7946 0958", "+442079460958"],
    ["en", "id", "007", "007"],
    ["en", "text", " =1+1", " =1+1"],
    ["en", "text", "TRUE", "TRUE"],
  ])("%s %s %s", (locale, type, raw, value) => {
    expect(typed(locale, type, raw)).toEqual({ value });
  });

  test.each<[ColumnType, string]>([
    ["boolean", "maybe"],
    ["email", "ann@example"],
    ["email", "a@b.co, c@d.co"],
    ["url", "javascript:alert(1)"],
    ["url", "JaVaScRiPt:alert(1)"],
    ["url", "java\tscript:alert(1)"],
    ["url", "data:text/html,x"],
    ["url", "https://user:pw@example.com/"],
    ["url", "not a link"],
    ["phone", "12"],
    ["phone", "call me"],
    ["phone", "+1 415 555 2671 ext. 5"],
  ])("%s: %s stays text", (type, raw) => {
    expect(typed("en-US", type, raw)).toEqual({ value: raw, flags: ["not-typed"] });
  });

  test("a misspelt option is taken for the one that it is close to, flagged; a short word or two options are not", () => {
    const column = { name: "x", type: "enum" as const, enum: ["overdue", "paid", "draft A", "draft B"] };
    const flags = ["out-of-enum"];
    const close = { locale: "en", timeZone: "UTC", now };
    for (const text of ["Overdu", "ovverdue", "ovredue", "overdud"])
      expect(typeCell(text, column, close)).toEqual({ value: "overdue", flags });
    for (const text of ["pait", "draft C", "overtime", "overdueness"])
      expect(typeCell(text, column, close)).toEqual({ value: text, flags });
  });

  test("an option is found but for case and accents; another is kept and flagged", () => {
    const column = { name: "x", type: "enum" as const, enum: ["Payé", "Ouvert"] };
    const context = { locale: "fr", timeZone: "UTC", now };
    expect(typeCell("PAYE", column, context)).toEqual({ value: "Payé" });
    expect(typeCell("perdu", column, context)).toEqual({ value: "perdu", flags: ["out-of-enum"] });
  });

  const types: ColumnType[] = [
    "text",
    "id",
    "integer",
    "currency",
    "date",
    "boolean",
    "enum",
    "url",
    "phone",
  ];
  test.each(types)("a blank %s is null", (type) => {
    expect(typed("en", type, " \u00A0 ")).toEqual({ value: null });
  });

  test.each(["__proto__", "constructor", "toString"])("%s is a plain name and a plain cell", (word) => {
    expect(typed("en", "number", word, word)).toEqual({ value: word, flags: ["not-typed"] });
    expect(typed("en", "boolean", word, word)).toEqual({ value: word, flags: ["not-typed"] });
    expect(typed("en", "date", `3 ${word} 2026`, word).flags).toEqual(["not-typed"]);
    expect(typed("en", "number", `5 ${word}`, word).flags).toEqual(["not-typed"]);
    expect(typed(word, "number", "5", word)).toEqual({ value: 5 });
  });
});
