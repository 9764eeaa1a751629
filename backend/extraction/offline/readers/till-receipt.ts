import type { Span } from "../../../contract/cells.ts";
import { conceptOf } from "../labels.ts";
import type { Lines } from "../lines.ts";
import { emptyTable, quote, type SourceCell, type SourceRow, type SourceTable } from "../source-table.ts";
import { withoutRate } from "./fields.ts";
import { valuesIn } from "./value-shapes.ts";

/** A till's slip is short; what is longer is asked for other forms. */
const maxLines = 200;
const amount = String.raw`[-–−]?(?:\p{Sc}|EUR|USD|GBP|CHF)?[ \t]*\d{1,3}(?:[.,'’]?\d{3})*[.,]\d{2}(?:[ \t]?(?:\p{Sc}|EUR|USD|GBP|CHF))?-?`;
const priced = new RegExp(
  String.raw`^(?<name>.*?\S)(?:[ \t]+|\.{2,}[ \t]*)(?<price>${amount})(?:[ \t]+(?<mark>[A-Z*]{1,2}))?$`,
  "du",
);
const endsPriced = new RegExp(`${amount}$`, "u");
const dated = /(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?!\d)/;
const timed = /(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?(?![\d:])/i;
/** What may stand beside a day and an hour without saying more. */
const besideDay = /\b(?:date|time|datum|uhrzeit|zeit|uhr|am|at|um)\b|[^\p{L}\d]+/giu;
const timeLabel = /^(?:time|uhrzeit|zeit)\b/i;
const numbered = /^(?<label>\p{L}[^:#]{1,24}?)[ \t.:#]+(?<value>[\p{L}\d/-]*\d[\p{L}\d/-]*)$/du;
const paid =
  /^(?:paid|payment|card|cash|change|credit|debit|tendered|visa|mastercard|maestro|amex|girocard|ec\b|bar\b|geg|gegeben|rückgeld|zurück|wechselgeld|\p{L}*zahlung|\p{L}*karte)/iu;
const headline = /^(?:sales )?(?:receipt|invoice|quittung|rechnung|kassenbon|kassenbeleg|bon|beleg)$/i;
const germanSum = /^(?:summe|gesamt|betrag|zu zahlen|total eur|endbetrag|zahlbetrag)/i;
const wideGap = /\S[ \t]{2,}\S/;

interface Field {
  name: string;
  cell: SourceCell;
}

interface Slip {
  seller: SourceCell;
  date: SourceCell;
  time: SourceCell;
  number: Field | null;
  /** Net, tax and total by their own labels. */
  sums: Map<"net" | "tax" | "total", Field>;
  taxRate: Field | null;
  items: SourceRow[];
  isPaid: boolean;
  read: Span[];
}

/**
 * A till's slip: who sold stands first, without a label; then a line an item, its price at the end; then the sum, and
 * somewhere the day. One record of the slip and a table of its items; null where the text is no such slip.
 */
export function readTillReceipt(text: string, lines: Lines): { tables: SourceTable[]; read: Span[] } | null {
  if (lines.length > maxLines) return null;
  const slip: Slip = {
    ...{ seller: null, date: null, time: null, number: null, taxRate: null },
    ...{ sums: new Map(), items: [], isPaid: false, read: [] },
  };
  for (const line of lines) {
    if (line.blank) continue;
    const words = quote(text, line.start, line.end);
    if (words === null || words.text.length > 120 || /[\t|;]/.test(words.text)) return null;
    const took = slip.seller === null ? takeSeller(slip, words) : takeLine(slip, text, words);
    if (took === "other-form") return null;
    if (took === "read") slip.read.push({ start: line.start, end: line.end });
  }
  const { sums, items, date, isPaid } = slip;
  const isSlip = isPaid || sums.size > 1;
  if (!sums.has("total") || items.length === 0 || date === null || !isSlip) return null;
  const span = { start: 0, end: text.length };
  return { tables: [recordOf(slip, span), itemsOf(slip, span)], read: slip.read };
}

type Took = "read" | "unread" | "other-form";
type Words = NonNullable<SourceCell>;

function takeSeller(slip: Slip, words: Words): Took {
  if (headline.test(words.text)) return "unread";
  const isName = /\p{L}{2}/u.test(words.text) && !/[:=]/.test(words.text) && conceptOf(words.text) === null;
  if (!isName || priced.test(words.text) || dated.test(words.text) || wideGap.test(words.text))
    return "other-form";
  slip.seller = words;
  return "read";
}

function takeLine(slip: Slip, text: string, words: Words): Took {
  const { start } = words.span;
  const day = dated.exec(words.text);
  const hour = timed.exec(words.text);
  const within = (match: RegExpExecArray) =>
    quote(text, start + match.index, start + match.index + match[0].length);
  if (day || (hour && timeLabel.test(words.text))) {
    if (day && slip.date !== null) return "unread";
    if (day) slip.date = within(day);
    if (hour) slip.time ??= within(hour);
    const rest = words.text.replace(day?.[0] ?? "", "").replace(hour?.[0] ?? "", "");
    return rest.replace(besideDay, "") === "" ? "read" : "unread";
  }
  const sale = priced.exec(words.text);
  if (sale) return takePriced(slip, text, words, sale);
  const given = numbered.exec(words.text);
  const [from, to] = given?.indices?.groups?.value ?? [0, 0];
  const label = given?.groups?.label ?? "";
  if (slip.number !== null || conceptOf(label) !== "number") return hasColumns(slip, words);
  slip.number = { name: label, cell: quote(text, start + from, start + to) };
  return "read";
}

/** A line of several words set apart, before the items, is the head of a table. */
function hasColumns({ items }: Slip, { text }: Words): Took {
  return items.length === 0 && text.split(/[ \t]{2,}/).length > 2 ? "other-form" : "unread";
}

function takePriced(slip: Slip, text: string, { span, text: line }: Words, sale: RegExpExecArray): Took {
  const name = (sale.groups?.name ?? "").replace(/[:.]+$/, "").trim();
  if (endsPriced.test(name)) return "unread";
  const label = withoutRate(name);
  const concept = conceptOf(label);
  const price = placeOf(text, span.start, sale, "price");
  if (concept === "net" || concept === "tax" || concept === "total") {
    if (slip.sums.has(concept)) return "unread";
    slip.sums.set(concept, { name: label, cell: price });
    const [rate] = valuesIn(text, { start: span.start, end: span.start + name.length }, "percent");
    if (concept === "tax" && rate) {
      slip.taxRate = { name: `${label} %`, cell: quote(text, rate.start, rate.end) };
    }
    return "read";
  }
  if (paid.test(name)) {
    slip.isPaid = true;
    return "unread";
  }
  if (slip.sums.size > 0 || !/\p{L}/u.test(name)) return "unread";
  if (wideGap.test(line.slice(0, name.length))) return "other-form";
  const cells = [
    placeOf(text, span.start, sale, "name"),
    price,
    sale.groups?.mark ? placeOf(text, span.start, sale, "mark") : null,
  ];
  slip.items.push({ cells, span });
  return "read";
}

function placeOf(text: string, start: number, { indices }: RegExpExecArray, group: string): SourceCell {
  const [from, to] = indices?.groups?.[group] ?? [0, 0];
  return quote(text, start + from, start + to);
}

function isGerman({ sums }: Slip): boolean {
  return germanSum.test(sums.get("total")?.name ?? "");
}

function recordOf(slip: Slip, span: Span): SourceTable {
  const { sums, number } = slip;
  const [seller, date, time] = isGerman(slip)
    ? ["Verkäufer", "Datum", "Uhrzeit"]
    : ["Seller", "Date", "Time"];
  const fields = [
    { name: seller ?? "", cell: slip.seller },
    { name: date ?? "", cell: slip.date },
    { name: time ?? "", cell: slip.time },
    number,
    sums.get("net") ?? null,
    slip.taxRate,
    sums.get("tax") ?? null,
    sums.get("total") ?? null,
  ].filter((field) => field?.cell != null) as Field[];
  const row = { cells: fields.map(({ cell }) => cell), span };
  return {
    ...emptyTable("labelled", span),
    ...{ dataType: "receipt", header: "named", columns: fields.map(({ name }) => name), rows: [row] },
  };
}

function itemsOf(slip: Slip, span: Span): SourceTable {
  const names = isGerman(slip) ? ["Artikel", "Betrag", "Steuer"] : ["Item", "Amount", "Tax"];
  const columns = names.slice(0, slip.items.some(({ cells }) => cells[2]) ? 3 : 2);
  const rows = slip.items.map(({ cells, span }) => ({ cells: cells.slice(0, columns.length), span }));
  return { ...emptyTable("fixed-width", span), ...{ dataType: "item", header: "named", columns, rows } };
}
