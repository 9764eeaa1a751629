import type { Span } from "../../../contract/cells.ts";
import { HEADING } from "../given-names.ts";
import { type Concept, concepts } from "../labels.ts";
import type { Lines } from "../lines.ts";
import { emptyTable, maxColumns, type SourceCell, type SourceTable } from "../source-table.ts";
import { type Field, type Paragraph, readFields } from "./fields.ts";
import { freeName, looksLikeValue } from "./header.ts";

interface Part {
  fields: Field[];
  paragraph: Paragraph;
}

interface Record {
  parts: Part[];
  heading: SourceCell;
}

export interface LabelledReading {
  tables: SourceTable[];
  /** The stretches that became cells or labels. */
  read: Span[];
}

/** "Phone: 1, Phone: 2": so many values of one label stay in one record. */
const maxValues = 5;
const mailHead = new Set(
  "from to cc bcc subject date sent reply to von an betreff datum gesendet kopie".split(" "),
);

/**
 * Reads labelled fields (mails, forms, invoices, receipts, notes) as records: where a label comes again a new one
 * begins. What stands once beside repeated records (a mail's head, a signature) is a table aside.
 */
export function readLabelled(text: string, lines: Lines): LabelledReading {
  const paragraphs = readFields(text, lines).filter((paragraph) => paragraph.fields.length > 0);
  const heads = paragraphs.filter(isMailHead);
  const bodies = paragraphs.filter((paragraph) => !heads.includes(paragraph));
  const { main, aside } = setApart(groupRecords(bodies));
  const records = main.filter((record) => isRecord(record, main.length));
  const mails = groupRecords(heads);
  const single = aside.filter((record) => fieldsOf(record).length > 1);
  const tables: SourceTable[] = [];
  if (records.length > 0) tables.push(asPairs(records) ?? toTable(records));
  for (const record of single) tables.push({ ...toTable([record]), aside: true });
  if (mails.length > 0) tables.push({ ...toTable(mails), dataType: "mail", aside: records.length > 0 });
  return { tables, read: [records, ...single.map((record) => [record]), mails].flatMap(placesOf) };
}

/** Where the fields of a table's records stand, and their headings where these are cells. */
function placesOf(records: Record[]): Span[] {
  const fields = records.flatMap(fieldsOf).map(({ start, end }) => ({ start, end }));
  const headings = areHeaded(records) ? records.flatMap(({ heading }) => heading?.span ?? []) : [];
  return [...headings, ...fields];
}

function areHeaded(records: Record[]): boolean {
  return records.length > 1 && records.every(({ heading }) => heading && /\p{L}/u.test(heading.text));
}

function isMailHead({ fields }: Paragraph): boolean {
  const strict = fields.filter((field) => !field.loose);
  const heads = strict.filter((field) => mailHead.has(field.plain));
  return (
    heads.length >= 2 && heads.length === strict.length && !heads.every((field) => field.concept === "date")
  );
}

function groupRecords(paragraphs: Paragraph[]): Record[] {
  const records: Record[] = [];
  let seen = new Set<string>();
  let part: Part | null = null;
  const begin = (paragraph: Paragraph, heading: SourceCell) => {
    seen = new Set();
    part = { fields: [], paragraph };
    records.push({ parts: [part], heading });
  };
  for (const paragraph of paragraphs) {
    if (records.length === 0 || repeats(paragraph, seen)) begin(paragraph, paragraph.heading);
    else {
      part = { fields: [], paragraph };
      records.at(-1)?.parts.push(part);
    }
    let last = "";
    let repeated = 0;
    for (const field of paragraph.fields) {
      const again = seen.has(field.plain) || (field.concept === "number" && seen.has("=number"));
      repeated = again && last === field.plain ? repeated + 1 : 0;
      const several = repeated > 0 && repeated < maxValues && seen.size > 2;
      if (again && !several && (part?.fields.length ?? 0) > 0) begin(paragraph, null);
      part?.fields.push(field);
      seen.add(field.plain);
      if (field.concept && primary(field)) seen.add(`=${field.concept}`);
      last = field.plain;
    }
  }
  return records;
}

/** "Invoice 2" is a number only where it stands alone; "Number" beside it must not begin a record. */
function primary(field: Field): boolean {
  return !(field.loose && field.plain === "invoice" && (field.value?.text.length ?? 0) < 3);
}

/** A paragraph begins a record when it says again what the record holds. */
function repeats({ fields }: Paragraph, seen: Set<string>): boolean {
  const same = fields.filter((field) => seen.has(field.plain));
  const alike = new Set(fields.filter((f) => f.concept && seen.has(`=${f.concept}`)).map((f) => f.concept));
  return same.length > 0 || alike.has("number") || alike.size > 1;
}

/** With several records, what stands in one alone and in a paragraph of its own belongs to none of them. */
function setApart(records: Record[]): { main: Record[]; aside: Record[] } {
  if (records.length < 2) return { main: records, aside: [] };
  const counts = new Map<string, number>();
  for (const record of records)
    for (const key of new Set(fieldsOf(record).map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  const shared = (part: Part) => part.fields.some((field) => (counts.get(keyOf(field)) ?? 0) > 1);
  const aside: Record[] = [];
  const main: Record[] = [];
  for (const record of records) {
    const own = record.parts.filter(shared);
    const foreign = record.parts.filter((part) => !shared(part));
    if (own.length > 0) main.push({ ...record, parts: own });
    if (foreign.length > 0) aside.push({ parts: foreign, heading: null });
  }
  return { main, aside };
}

function isRecord(record: Record, count: number): boolean {
  const fields = fieldsOf(record).filter((field) => field.value);
  const strict = fields.filter((field) => !field.loose);
  const known = new Set(fields.filter((field) => field.concept).map((field) => field.concept));
  if (known.size === 0 && count === 1) {
    // "- Berlin: capital of Germany" is a list, and two remarks with colons are prose.
    const brief = strict.filter((field) => (field.value?.text.split(/\s+/).length ?? 0) <= 12);
    const values = strict.every((field) => looksLikeValue(field.value?.text ?? ""));
    if (record.parts.every((part) => part.paragraph.bulleted) && !values) return false;
    if (brief.length * 2 < strict.length) return false;
  }
  if (count > 2 && strict.length === 1 && fieldsOf(record).length === 1) return true;
  const isBill = known.has("total") && (known.has("number") || known.has("orderNumber"));
  return (strict.length > 1 || known.size > 2 || isBill) && fields.length > 1;
}

/** "Anna: 12, Bob: 13, Carl: 14": one list of pairs, not one record of three columns. */
function asPairs(records: Record[]): SourceTable | null {
  const [only] = records;
  const fields = only ? fieldsOf(only) : [];
  if (records.length !== 1 || fields.length < 3) return null;
  if (
    fields.some((field) => field.concept || field.loose || !field.value || !looksLikeValue(field.value.text))
  )
    return null;
  const rows = fields.map((field) => ({
    cells: [
      { text: field.label, span: { start: field.start, end: field.start + field.label.length } },
      field.value,
    ],
    span: { start: field.start, end: field.end },
  }));
  const span = { start: fields[0]?.start ?? 0, end: fields.at(-1)?.end ?? 0 };
  return { ...emptyTable("list", span), columns: ["Column 1", "Column 2"], rows };
}

function toTable(records: Record[]): SourceTable {
  const all = records.flatMap(fieldsOf);
  const start = all[0]?.start ?? 0;
  const end = all.at(-1)?.end ?? start;
  const loose = all.filter((field) => field.loose).length * 2 > all.length;
  const table = emptyTable(loose ? "sentences" : "labelled", { start, end });
  const places = new Map<string, number>();
  const names = new Set<string>();
  const rows = records.map((record) => ({
    record,
    cells: placeFields(record, places, table.columns, names),
  }));
  if (table.columns.length > maxColumns) {
    return {
      ...table,
      columns: [],
      gaps: [{ afterIndex: -1, span: table.span, reason: "too-many-columns" }],
    };
  }
  if (areHeaded(records)) {
    table.columns.unshift(freeName(HEADING, names));
    for (const row of rows) row.cells.unshift(row.record.heading);
  }
  table.header = "named";
  table.dataType = dataTypeOf(all);
  for (const { record, cells } of rows) {
    while (cells.length < table.columns.length) cells.push(null);
    table.rows.push({ cells: Array.from(cells, (cell) => cell ?? null), span: extent(record) });
  }
  return table;
}

/** Fields of one concept share a column, unless one record holds two of them under different labels. */
function placeFields(
  record: Record,
  places: Map<string, number>,
  columns: string[],
  names: Set<string>,
): SourceCell[] {
  const cells: SourceCell[] = [];
  const filled = new Set<number>();
  for (const field of fieldsOf(record)) {
    let key = keyOf(field);
    for (let again = 1; filled.has(places.get(key) ?? -1); again++) key = `${field.plain}#${again}`;
    let place = places.get(key);
    if (place === undefined) {
      place = columns.length;
      places.set(key, place);
      columns.push(freeName(field.label, names));
    }
    filled.add(place);
    cells[place] = field.value;
  }
  return cells;
}

function keyOf(field: Field): string {
  return field.concept ? `=${field.concept}` : field.plain;
}

function fieldsOf(record: Record): Field[] {
  return record.parts.flatMap((part) => part.fields);
}

function extent(record: Record) {
  const fields = fieldsOf(record);
  return { start: record.heading?.span.start ?? fields[0]?.start ?? 0, end: fields.at(-1)?.end ?? 0 };
}

function dataTypeOf(fields: Field[]): string | null {
  const known = new Set<Concept>();
  for (const field of fields) if (field.concept && concepts[field.concept].business) known.add(field.concept);
  if (known.size < 3 || !known.has("total")) return null;
  return fields.some((field) => /invoice|rechnung/i.test(field.label)) ? "invoice" : "document";
}
