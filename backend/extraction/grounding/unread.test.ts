import { describe, expect, test } from "vitest";
import type { Span } from "../../contract/cells.ts";
import { unreadStretches } from "./unread.ts";

/** The unread stretches in words, where the rows hold these quotes. */
function unread(source: string, quotes: string[], minCharacters?: number): string[] {
  const spans: Span[] = quotes.map((quote) => {
    const start = source.indexOf(quote);
    expect(start).toBeGreaterThanOrEqual(0);
    return { start, end: start + quote.length };
  });
  const options = minCharacters === undefined ? {} : { minCharacters };
  return unreadStretches(source, spans, options).map(({ start, end }) => source.slice(start, end));
}

describe("what no row touches", () => {
  test.each([
    ["en", "Anna paid 5 on Monday. Bob paid 6 yesterday. Carl paid 7.", ["Anna", "7"]],
    ["de", "Anna zahlte 5 am 3. März. Bob zahlte 6 am 4. März. Carl zahlte 7.", ["Anna", "Carl"]],
    [
      "ja",
      "田中さんは五千円払いました。鈴木さんは六千円払いました。佐藤さんは払いました。",
      ["田中", "佐藤"],
    ],
    ["ar", "دفعت آنا خمسة دولارات. دفع بوب ستة دولارات أمس. دفع كارل سبعة.", ["آنا", "كارل"]],
  ])("is told by sentences: %s", (_, source, quotes) => {
    const [before = "", between = "", after = ""] = source.split(/(?<=[.。](?! März))\s?/);
    expect(before + after).not.toBe("");
    expect(unread(source, quotes)).toEqual([between]);
  });

  test("neighbours are one stretch, also over lines and paragraphs", () => {
    const source = "Anna 5\nBob owes us 6\n\nCarl owes us 7\nDora 8";
    expect(unread(source, ["Anna", "8"])).toEqual(["Bob owes us 6\n\nCarl owes us 7"]);
  });

  test("a sentence goes on in the next line", () => {
    const source =
      "The parcel that we sent to Anna on the third of March was never\npaid for, as far as we know.";
    expect(unread(source, ["Anna"])).toEqual([]);
    expect(unread(source, ["never"])).toEqual([]);
  });

  test.each([
    "Dear Ms. Miller,\n\nAnna paid 5.\n\nKind regards,\n",
    "Sehr geehrte Damen und Herren,\nAnna zahlte 5.\n\nMit freundlichen Grüßen\n",
    "お世話になっております。\nAnna 5\nよろしくお願いいたします。",
    "السلام عليكم،\nAnna 5\nمع أطيب التحيات",
    "Anna\n-----------------------\n* * * * * * * * * * * *\n\n\n  \n",
  ])("greetings and rules are none: %j", (source) => {
    expect(unread(source, ["Anna"])).toEqual([]);
  });

  test("a greeting that says more is told", () => {
    expect(unread("Anna 5\nHi Tom, Bob paid 6\n", ["Anna"])).toEqual(["Hi Tom, Bob paid 6"]);
    expect(unread("Anna 5\nDear all: order 17 came\n", ["Anna"])).toEqual(["Dear all: order 17 came"]);
  });

  test("abbreviations, initials and numbers end no sentence", () => {
    const source = "Invoice No. 5 of Dr. J. Smith at approx. 3.50 each was sent to the warehouse in Leeds.";
    expect(unread(source, ["Leeds"])).toEqual([]);
  });

  test("markup is none, and places are the source's", () => {
    const source =
      "<style>p { color: red; margin: 100px }</style><p>Anna paid 5</p><p class='a long name'>Bob &amp; Sons paid 6</p><!-- nothing to read in here -->";
    expect(unread(source, ["Anna"])).toEqual(["Bob &amp; Sons paid 6"]);
  });

  test("nothing touched is all of it; short rests are none", () => {
    expect(unreadStretches("  Anna paid 5, Bob paid 6  ", [])).toEqual([{ start: 2, end: 25 }]);
    expect(unread("Anna. Ok then.", ["Anna"])).toEqual([]);
    expect(unread("Anna. Ok then.", ["Anna"], 5)).toEqual(["Ok then."]);
    expect(unreadStretches("", [])).toEqual([]);
  });

  test.each(["<!--", "<script>", "a. ", ".", "\n", "Dear ", "“", "\ud83d", "x"])(
    "a source of %j alone is read in one pass",
    (piece) => {
      const source = piece.repeat(300_000 / piece.length);
      const touched = unreadStretches(source, [{ start: 0, end: source.length }]);
      expect(touched).toEqual([]);
      for (const { start, end } of unreadStretches(source, [])) {
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(source.length);
      }
    },
  );
});
