import type { Span } from "../../../contract/cells.ts";
import { conceptOf } from "../labels.ts";
import type { Lines } from "../lines.ts";
import { emptyTable, quote, type SourceTable } from "../source-table.ts";
import { valuesIn } from "./value-shapes.ts";

interface Contact {
  name: Span | null;
  email: Span | null;
  phones: Span[];
}

interface Token extends Span {
  kind: "email" | "phone";
}

const maxStretch = 5_000;
/** A number without its country counts only behind such a word, or beside a mail address. */
const local = /(?<![\p{L}\p{N}@./-])\(?0\d{1,5}\)?[ /-]{0,3}\d[\d -]{2,12}\d(?![\p{L}\p{N}])/gu;
const dateLike = /^\d{1,2}[ /-]\d{1,2}[ /-]\d{2,4}$/;
const phoneWord = /(?:tel|telefon|telephone|phone|fon|mobil|mobile|cell|handy)\.?\s?:?\s*$/iu;
const faxWord = /fax\.?\s?:?\s*$/iu;
const between =
  /(?:[\s,;:(<[|–—-]|\s(?:at|on|via|unter|über)\s)*(?:(?:tel|telefon|telephone|phone|fon|mobil|mobile|cell|handy|e-?mail|mail|[tme](?=[.:]))\.?\s?:?\s*)?$/iu;
const title = "(?:Dr|Prof|Mr|Ms|Mrs|Herr|Frau|Dipl\\.-Ing)\\.?";
/** A capital and small letters: "CFO" is no name. */
const word = "\\p{Lu}[\\p{L}'’]*\\p{Ll}[\\p{L}'’]*(?:-\\p{Lu}[\\p{L}'’]+)*";
const particle = "(?:von|van|de|der|den|di|da|la|le|zu|bin|al)";
const run = new RegExp(
  `(?:${title} )*(?:${word}|\\p{Lu}\\.)(?: (?:${title}|${particle}|${word}|\\p{Lu}\\.)(?=[ ,;:(<|–—-]|$))*$`,
  "u",
);
const nameWord = new RegExp(`(?<![\\p{L}.'’-])(?!${title} )(?:${word}|\\p{Lu}\\.)`, "gu");
const german = /\b(?:und|oder|bei|mit|der|die|das|bitte|ihre[mnrs]?|unsere[mnrs]?)\b/iu;
const opener =
  /^(?:hi|hello|hallo|dear|please|bitte|call|ask|write|email|mail|contact|kontakt|from|to|an|von) /iu;

/**
 * People in running text or a line each, told by the addresses and numbers beside their names. Null where there is
 * neither a second one nor one of whom two things are said. A name that cannot be told from the words before it
 * stays blank.
 */
export function readContacts(text: string, lines: Lines): { table: SourceTable; read: Span[] } | null {
  const contacts: Contact[] = [];
  for (const [from, to] of lines.paragraphs())
    contacts.push(...contactsIn(text, { start: lines.startOf(from), end: lines.endOf(to - 1) }));
  const said = contacts.map(({ name, email, phones }) => Number(!!name) + Number(!!email) + phones.length);
  if (contacts.length === 0 || (contacts.length === 1 && (said[0] ?? 0) < 2)) return null;
  return { table: toTable(text, contacts), read: contacts.map(extent) };
}

function contactsIn(text: string, { start, end }: Span): Contact[] {
  const stretch = { start, end: Math.min(end, start + maxStretch) };
  const contacts: Contact[] = [];
  let reached = start;
  for (const token of tokensIn(text, stretch)) {
    const name = nameBefore(text, reached, token.start);
    const current = contacts.at(-1);
    const isNext = name !== null || !current || (token.kind === "email" && current.email !== null);
    const contact = isNext || !current ? { name, email: null, phones: [] as Span[] } : current;
    if (contact !== current) contacts.push(contact);
    const place = { start: token.start, end: token.end };
    if (token.kind === "email") contact.email = place;
    else contact.phones.push(place);
    reached = token.end;
  }
  return contacts;
}

function tokensIn(text: string, stretch: Span): Token[] {
  const emails = valuesIn(text, stretch, "email").map((span): Token => ({ ...span, kind: "email" }));
  const words = text.slice(stretch.start, stretch.end);
  const own = Array.from(words.matchAll(local), (found) => ({
    start: stretch.start + found.index,
    end: stretch.start + found.index + found[0].length,
  }))
    .filter(({ start, end }) => !dateLike.test(text.slice(start, end)))
    .filter((span) => phoneWord.test(before(text, span)) || sharesLine(text, span, emails));
  const phones = [...valuesIn(text, stretch, "phone"), ...own]
    .filter((span) => !faxWord.test(before(text, span)))
    .map((span): Token => ({ ...span, kind: "phone" }));
  return [...emails, ...phones].toSorted((a, b) => a.start - b.start);
}

function before(text: string, { start }: Span): string {
  return text.slice(Math.max(0, start - 20), start);
}

function sharesLine(text: string, { start }: Span, emails: Span[]): boolean {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const end = text.indexOf("\n", start);
  return emails.some((email) => email.start >= from && (end === -1 || email.start < end));
}

/** The name right before an offset: two words, more only where nothing but a name stands there. */
function nameBefore(text: string, from: number, to: number): Span | null {
  const start = Math.max(from, to - 120);
  const piece = text.slice(start, to);
  const head = piece.slice(0, between.exec(piece)?.index ?? piece.length);
  const found = run.exec(head);
  if (!found) return null;
  const skipped = opener.exec(found[0])?.[0].length ?? 0;
  const names = found[0].slice(skipped).match(nameWord) ?? [];
  const alone = skipped > 0 || /(?:^|[^\p{L}\s]\n|[,;])\s*$/u.test(head.slice(0, found.index));
  // German writes every noun with a capital: three may be "Kollegen" and a name.
  const most = alone || !german.test(text.slice(Math.max(0, to - 300), to)) ? 3 : 2;
  if (names.length < 2 || names.length > most || names.some((name) => conceptOf(name))) return null;
  return { start: start + found.index + skipped, end: start + found.index + found[0].length };
}

function toTable(text: string, contacts: Contact[]): SourceTable {
  const cell = (span: Span | null | undefined) => (span ? quote(text, span.start, span.end) : null);
  const phones = contacts.reduce((most, contact) => Math.max(most, contact.phones.length), 0);
  const all = contacts.map((contact) => ({
    cells: [
      cell(contact.name),
      cell(contact.email),
      ...Array.from({ length: phones }, (_, at) => cell(contact.phones[at])),
    ],
    span: extent(contact),
  }));
  const numbers = Array.from({ length: phones }, (_, at) => (at === 0 ? "Phone" : `Phone ${at + 1}`));
  const names = ["Name", "Email", ...numbers];
  const kept = [...names.keys()].filter((at) => all.some(({ cells }) => cells[at]));
  const span = { start: all[0]?.span.start ?? 0, end: all.at(-1)?.span.end ?? 0 };
  return {
    ...emptyTable("sentences", span),
    dataType: "contact",
    header: "named",
    columns: kept.map((at) => names[at] ?? ""),
    rows: all.map(({ cells, span }) => ({ cells: kept.map((at) => cells[at] ?? null), span })),
  };
}

function extent({ name, email, phones }: Contact): Span {
  const spans = [name, email, ...phones].filter((span) => span !== null);
  return { start: Math.min(...spans.map((it) => it.start)), end: Math.max(...spans.map((it) => it.end)) };
}
