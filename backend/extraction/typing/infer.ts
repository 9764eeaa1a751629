import type { ColumnType } from "../../contract/cells.ts";
import { foldSigns, foldWord } from "./fold.ts";
import { readNumber } from "./number.ts";
import { cellNotation, type TypingContext, typeCell } from "./type-cell.ts";

/** The share of a column's cells that its type has to read. */
const CONFORMING = 0.8;
const MOST_SAMPLES = 500;

const hints = {
  id: /(^|[^\p{L}])(id|uuid|iban|bic|swift|plz|postleitzahl|zip|zip code|postal code|postcode|code postal|codigo postal|cap|postnummer|sku|ean|gtin|isbn|upc|vin|konto|account|kundennr|kundennummer|rechnungsnr|rechnungsnummer|bestellnr|artikelnr|nr|no|nº|n°|number|nummer|numero|numer|ref|reference|referenz|code|steuernummer|ust-?id|vat id|tax id|version)\.?$/u,
  phone: /phone|telefon|telephone|^tel\.?$|mobile|mobil|handy|fax|telefono|telefone|電話|电话/u,
  email: /e-?mail|correo|courriel/u,
  duration: /duration|dauer|duree|duracion|durata|duracao|duur|elapsed|laufzeit|czas trwania|所要時間/u,
  amount:
    /amount|betrag|total|price|preis|summe|kosten|cost|netto|brutto|\bnet\b|gross|fee|salary|umsatz|revenue|montant|prix|importe|precio|importo|prezzo|valor|preco|bedrag|prijs|belopp|pris|kwota|cena|金額|価格|金额|价格|مبلغ|سعر|اجمالي|ثمن/u,
  date: /date|datum|fecha|\bdata\b|dato|day|tag$|due|fallig|日付|日期|تاريخ/u,
  time: /time|uhr|zeit|hora|heure|\bora\b|orario|godzina|abfahrt|ankunft|departure|arrival|start|beg|end|from|until|von|bis|時刻|时间/u,
  year: /year|jahr|annee|\banos?\b|anno|jaar|^ar$|rok|年/u,
} as const;

/** IBANs, and what is too long to be counted with. */
const iban = /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}$/;
const longDigits = /^\d{12,}$/;
const leadingZero = /^[+-]?0\d/;

/**
 * The type that a column's cells are written in, by its samples (verbatim) and its header. Conservative:
 * `text` wherever more than a fifth of the samples would not be read; ids keep their zeros.
 */
export function inferColumnType(samples: string[], name: string, context: TypingContext): ColumnType {
  const cells = spread(samples.map((sample) => sample.trim()).filter((sample) => sample !== ""));
  const header = foldWord(name);
  if (cells.length === 0) return "text";
  const conforms = (type: ColumnType) => mostly(cells, (cell) => reads(cell, type, name, context));
  if (conforms("email")) return "email";
  if (conforms("url")) return "url";
  if (hints.phone.test(header)) return conforms("phone") ? "phone" : "text";
  if (looksLikeIds(cells, header)) return "id";
  if (cells.every((cell) => /\p{L}|[✓✔☑✅✗✘❌☐]/u.test(cell)) && conforms("boolean")) return "boolean";
  if (!mostly(cells, (cell) => /\d/.test(foldSigns(cell)))) return "text";
  return inferTime(cells, header, conforms) ?? inferNumber(cells, header, context, conforms) ?? "text";
}

function looksLikeIds(cells: string[], header: string): boolean {
  if (cells.some((cell) => leadingZero.test(cell) && /^[+-]?\d+$/.test(cell))) return mostly(cells, isToken);
  if (share(cells, (cell) => iban.test(cell) || longDigits.test(cell)) >= 0.5) return true;
  if (share(cells, (cell) => /^\+\d[\d ()/-]{6,}$/.test(cell)) >= 0.5) return true;
  return hints.id.test(header) && cells.every(isToken);
}

/** One word of digits, capitals and joints: "INV-2026-001", "00123", "D-80331". */
function isToken(cell: string): boolean {
  return /^[\p{L}\d]+(?:[-_/.:#][\p{L}\d]+)*$/u.test(cell) && /\d/.test(cell) && cell.length <= 64;
}

function inferTime(
  cells: string[],
  header: string,
  conforms: (type: ColumnType) => boolean,
): ColumnType | null {
  const isHinted = hints.date.test(header);
  const isDated = (cell: string) => /\d\D+\d|\p{L}/u.test(foldSigns(cell)) || isHinted;
  if (mostly(cells, isDated)) {
    if (conforms("datetime")) return "datetime";
    const hasYear = mostly(cells, (cell) => /\d{4}|\d\D+\d+\D+\d/.test(foldSigns(cell)));
    if ((hasYear || isHinted) && conforms("date")) return "date";
  }
  if (hints.duration.test(header) && conforms("duration")) return "duration";
  // "7.25" is an amount, unless the header speaks of time.
  const isClock = hints.time.test(header) || mostly(cells, (cell) => /[\p{L}:：]/u.test(cell));
  if (isClock && conforms("time")) return "time";
  return mostly(cells, (cell) => /\p{L}|:/u.test(cell)) && conforms("duration") ? "duration" : null;
}

function inferNumber(
  cells: string[],
  header: string,
  context: TypingContext,
  conforms: (type: ColumnType) => boolean,
): ColumnType | null {
  if (!conforms("number")) return null;
  const notation = cellNotation(context);
  const readings = cells.flatMap((cell) => readNumber(cell, notation) ?? []);
  const percents = share(readings, ({ percent }) => percent);
  // "VAT 20 %" heads amounts: the percentage is in its name.
  const isInPercent = header.includes("%") && !/\d\s?%/.test(header);
  if (percents >= CONFORMING || (isInPercent && percents === 0)) return "percent";
  if (percents > 0) return "text";
  if (share(readings, ({ currency }) => currency !== null) >= 0.5) return "currency";
  if (hints.year.test(header) && conforms("integer")) return "integer";
  if (hints.amount.test(header) && cells.some((cell) => /[.,]\d{2}$/.test(foldSigns(cell))))
    return "currency";
  const whole = cells.every((cell) => {
    const reading = readNumber(cell, notation, { preferGroups: true });
    return reading === null || (Number.isInteger(reading.value) && !/[.,]\d{1,2}$/.test(foldSigns(cell)));
  });
  return whole ? "integer" : "number";
}

const numeric = new Set<ColumnType>(["integer", "number", "percent", "currency"]);

function reads(cell: string, type: ColumnType, name: string, context: TypingContext): boolean {
  const { value, flags = [] } = typeCell(cell, { name, type }, context);
  if (value === null || flags.includes("not-typed")) return false;
  return !numeric.has(type) || flags.length === 0 || isOpenBySignsAlone(cell, context);
}

/** "1.250" is a number, whichever; "1/2", "5b" and "1E5" may be none at all. */
function isOpenBySignsAlone(cell: string, context: TypingContext): boolean {
  return readNumber(cell, cellNotation(context), { decimal: ".", preferGroups: true })?.ambiguous === false;
}

/** Whether a share of the items conforms; the rest is not asked once it cannot. */
function mostly<T>(items: T[], holds: (item: T) => boolean): boolean {
  const mayFail = items.length - Math.ceil(items.length * CONFORMING);
  let failed = 0;
  for (const item of items) {
    if (!holds(item)) failed += 1;
    if (failed > mayFail) return false;
  }
  return items.length > 0;
}

function share<T>(items: T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

/** At most `MOST_SAMPLES`, from all over the column. */
function spread(cells: string[]): string[] {
  const step = cells.length / MOST_SAMPLES;
  if (step <= 1) return cells;
  return Array.from({ length: MOST_SAMPLES }, (_, at) => cells[Math.floor(at * step)] ?? "");
}
