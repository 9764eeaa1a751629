import { readNumber } from "../typing/number.ts";
import { cellNotation } from "../typing/type-cell.ts";
import { plainName } from "./names.ts";
import { cellOf, type Form, type SourceRow, type SourceTable } from "./source-table.ts";

const forms = new Set<Form>(["delimited", "html", "markdown", "drawn", "fixed-width"]);
/** What nothing but a sum is called. */
const surely =
  /^(?:sub ?totals?|grand totals?|totals? (?:amount|due|excl|incl|net|gross|before|to pay)\b.*|amount due|balance due|(?:zwischen|gesamt|end|netto|brutto|rechnungs)summen?|(?:gesamt|end|rechnungs|zahl|netto|brutto)betrage?|(?:summe|gesamt) (?:netto|brutto)|zu zahlen|zu zahlender betrag)(?: (?:eur|usd|gbp|chf|euro))?$/;
/** What sums are called, and things too. */
const maybe =
  /^(?:(?:sum|totals?|summen?|gesamt|total|insgesamt|saldo|balance|(?:opening|closing|ending|new|old) balance|(?:anfangs|end)saldo|(?:alter|neuer) (?:saldo|kontostand)|ubertrag|averages?|mean|durchschnitt|mittelwert|schnitt|totaux|total general|sous total|totale|totali|totale generale|subtotale|totales|suma|soma|totaal|subtotaal|summa|delsumma|razem|合計|合计|总计|總計|小計|小计|計|المجموع|الاجمالي|مجموع)(?: (?:eur|usd|gbp|chf|euro))?|(?:sum|totals?|summe|gesamt) (?:for|of|fur|von|der|aller)\b.*)$/;
/** What stands between a subtotal and a total, or below it. */
const beside =
  /^(?:plus |zzgl |inkl |incl |davon |darin |enthaltene )?(?:vat|tax|sales tax|gst|mwst|ust|mehrwertsteuer|umsatzsteuer|steuer|shipping|delivery|versand|versandkosten|porto|discount|rabatt|skonto|tip|trinkgeld|cash|card|change|bar|karte|ec karte|ec cash|girocard|visa|mastercard|gegeben|ruckgeld|ruckgabe)$/;
/** Amounts are compared to half a cent. */
const tolerance = 0.006;
const locales = ["en-US", "de-DE"];

/**
 * Takes the rows that sum others up out of a table. A row that is only called so stays, unless its numbers are the
 * sums (or means) of those above or it leaves columns empty that the others fill.
 */
export function setTotalsApart(table: SourceTable): SourceTable {
  const last = table.rows.at(-1);
  if (!forms.has(table.form) || table.rows.length < 2 || !last) return table;
  const candidates = new Set(table.rows.filter((row) => labelOf(row) !== null));
  if (cellOf(last, 0) === null) candidates.add(last);
  if (candidates.size === 0) return table;
  const totals = totalsAmong(table, candidates);
  if (totals.size === 0 || totals.size === table.rows.length) return table;
  const before = [0];
  for (const row of table.rows) before.push((before.at(-1) ?? 0) + (totals.has(row) ? 1 : 0));
  return {
    ...table,
    rows: table.rows.filter((row) => !totals.has(row)),
    totals: [...table.totals, ...totals],
    gaps: table.gaps.map((gap) => ({
      ...gap,
      afterIndex: gap.afterIndex - (before[gap.afterIndex + 1] ?? 0),
    })),
    shortRows: table.shortRows - [...totals].filter((row) => row.short).length,
  };
}

type Label = "surely" | "maybe" | "beside";

/** What a row's first words call it, where all that follows is numbers. */
function labelOf(row: SourceRow): Label | null {
  const [first, second] = [cellOf(row, 0), cellOf(row, 1)];
  const words = (first ?? row.cells.find((cell) => cell !== null))?.text ?? "";
  if (words === "" || words.length > 60 || !/\p{L}/u.test(words)) return null;
  if (first && second && !/\p{Nd}/u.test(second.text)) return null;
  const filled = row.cells.filter((cell) => cell !== null);
  const rest = filled.slice(1);
  if (rest.length === 0 || rest.some((cell) => !/\p{Nd}/u.test(cell.text) || isWorded(cell.text)))
    return null;
  const plain = plainName(words);
  if (surely.test(plain)) return "surely";
  if (maybe.test(plain)) return "maybe";
  return beside.test(plain) ? "beside" : null;
}

/** Words that are more than a currency or a unit beside a number. */
function isWorded(text: string): boolean {
  return /\p{L}{4,}/u.test(text);
}

function totalsAmong(table: SourceTable, candidates: Set<SourceRow>): Set<SourceRow> {
  const data = table.rows.filter((row) => !candidates.has(row));
  const filled = table.columns.map((_, at) => data.filter((row) => cellOf(row, at)).length * 2 > data.length);
  const isSparse = ({ cells }: SourceRow) => cells.some((cell, at) => cell === null && filled[at]);
  const sums = new Sums(table.columns.length);
  const totals = new Set<SourceRow>();
  for (const [at, row] of table.rows.entries()) {
    const label = candidates.has(row) ? labelOf(row) : null;
    const before = table.rows[at - 1];
    const isTotal =
      candidates.has(row) &&
      (label === "surely" ||
        (label === "maybe" && (isSparse(row) || sums.match(row, "any"))) ||
        (label === "beside" && before !== undefined && totals.has(before)) ||
        (label === null && isSparse(row) && sums.match(row, "every")));
    if (isTotal) {
      totals.add(row);
      sums.closeGroup(row);
    } else sums.add(row);
  }
  return totals;
}

/** Running sums by column, read the English way and the German one. */
class Sums {
  readonly #all: Running[];
  #group: Running[];
  /** Of the totals that were met. */
  readonly #totals: Running[];
  readonly #width: number;

  constructor(width: number) {
    this.#width = width;
    this.#all = this.#empty();
    this.#group = this.#empty();
    this.#totals = this.#empty();
  }

  add(row: SourceRow): void {
    this.#count(row, [this.#all, this.#group]);
  }

  closeGroup(row: SourceRow): void {
    this.#count(row, [this.#totals]);
    this.#group = this.#empty();
  }

  /** Whether numbers of a row (`any` or `every`) are the sums, or the means, of two or more above them. */
  match({ cells }: SourceRow, share: "any" | "every"): boolean {
    const readings = cells.map((cell) => (cell ? numbersOf(cell.text) : []));
    const places = [...readings.keys()].filter((at) => readings[at]?.some((value) => value !== null));
    return [this.#all, this.#group, this.#totals].some((running) =>
      locales.some((_, locale) => {
        const equals = (at: number, of: (sum: number, count: number) => number) => {
          const { sum, count } = running[at]?.[locale] ?? { sum: 0, count: 0 };
          const value = readings[at]?.[locale] ?? Number.NaN;
          return count > 1 && Math.abs(of(sum, count) - value) < tolerance;
        };
        const isSum = (at: number) => equals(at, (sum) => sum);
        const isMean = (at: number) => equals(at, (sum, count) => sum / count);
        if (share === "any") return places.some((at) => isSum(at) || isMean(at));
        return places.length > 0 && places.every(isSum);
      }),
    );
  }

  #count({ cells }: SourceRow, into: Running[][]): void {
    for (const [at, cell] of cells.entries()) {
      if (!cell || !/\p{Nd}/u.test(cell.text)) continue;
      for (const [locale, value] of numbersOf(cell.text).entries()) {
        for (const running of into) {
          const sum = running[at]?.[locale];
          if (!sum) continue;
          sum.sum += value ?? Number.NaN;
          sum.count += 1;
        }
      }
    }
  }

  #empty(): Running[] {
    return Array.from({ length: this.#width }, () => locales.map(() => ({ sum: 0, count: 0 })));
  }
}

/** One column's sum by locale. */
type Running = { sum: number; count: number }[];

const context = { timeZone: "UTC", now: new Date(0) };
const notations = locales.map((locale) => cellNotation({ ...context, locale }));

function numbersOf(text: string): (number | null)[] {
  if (text.length > 40) return notations.map(() => null);
  return notations.map((notation) => readNumber(text, notation, { preferGroups: true })?.value ?? null);
}
