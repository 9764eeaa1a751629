import type { EngineRequest, ExtractionEvent } from "./engine.ts";

/** Of a reply that is longer, only the beginning is looked through. */
const MOST_READ = 20_000;

const rowWords =
  "rows?|records?|entr(?:y|ies)|lines?|items?|zeilen?|eintr(?:ag|äge|ägen)|datens(?:atz|ätze|ätzen)|positionen";
const did =
  /\b(?:add(?:ed)?|insert(?:ed)?|extract(?:ed)?|return(?:ed)?|wrote|written|here (?:are|is)|below|eingefügt|hinzugefügt|extrahiert|übernommen|geschrieben|hier sind)\b/iu;

interface ClaimTexts {
  counted(rows: string): string;
  rows(count: number): string;
  none: string;
}

const en: ClaimTexts = {
  counted: (rows) => `Counted by the server: ${rows}.`,
  rows: (count) => `${count} ${count === 1 ? "row" : "rows"}`,
  none: "no rows came with this answer",
};

const de: ClaimTexts = {
  counted: (rows) => `Vom Server gezählt: ${rows}.`,
  rows: (count) => `${count} ${count === 1 ? "Zeile" : "Zeilen"}`,
  none: "mit dieser Antwort kamen keine Zeilen",
};

/**
 * Sets a reply right that claims another number of rows than came: what code counted is said behind it, before the
 * turn ends. A change of a table may speak of the rows that it changed; it is left alone.
 */
export async function* correctClaims(
  events: AsyncIterable<ExtractionEvent>,
  { locale, revises }: Pick<EngineRequest, "locale" | "revises">,
): AsyncGenerator<ExtractionEvent> {
  let reply = "";
  const rows: number[] = [];
  const nouns = new Set<string>();
  for await (const event of events) {
    if (event.type === "text-delta" && reply.length < MOST_READ) reply += event.text;
    if (event.type === "table-start" && /^[\p{L} ]{1,40}$/u.test(event.dataType)) nouns.add(event.dataType);
    if (event.type === "table-end") rows.push(event.got);
    if (event.type === "finish" && revises === null && isFalse(reply, rows, nouns)) {
      const texts = /^de\b/i.test(locale) ? de : en;
      const counted = rows.length === 0 ? texts.none : rows.map(texts.rows).join(", ");
      yield { type: "text-delta", text: `\n\n${texts.counted(counted)}` };
    }
    yield event;
  }
}

function isFalse(reply: string, rows: number[], nouns: ReadonlySet<string>): boolean {
  if (rows.length === 0 && !did.test(reply)) return false;
  const counted = new Set([...rows, rows.reduce((sum, count) => sum + count, 0)]);
  return claimsIn(reply, nouns).some((count) => !counted.has(count));
}

/** The numbers of rows that a text speaks of: "all 1,200 rows", "500 unpaid invoices". */
function claimsIn(reply: string, nouns: ReadonlySet<string>): number[] {
  const words = [rowWords, ...[...nouns].map((noun) => `${noun}s?`)].join("|");
  const claim = new RegExp(
    `(?<![\\p{L}\\p{N}.,])(\\d{1,3}(?:[.,'’\\u00a0\\u202f ]\\d{3})+|\\d+)\\s+(?:[\\p{L}-]+\\s+){0,2}?(?:${words})(?![\\p{L}\\p{N}])`,
    "giu",
  );
  return [...reply.slice(0, MOST_READ).matchAll(claim)].map(([, figures = ""]) =>
    Number(figures.replace(/\D/g, "")),
  );
}
