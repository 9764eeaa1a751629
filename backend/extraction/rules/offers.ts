import type { Cell, Column } from "../../contract/cells.ts";
import type { RowRule } from "../../contract/rules.ts";
import { foldWord } from "../typing/fold.ts";
import { RowRules } from "./row-rules.ts";

type Role = "net" | "tax" | "total" | "quantity" | "price" | "amount";

/** Column names as they stand on invoices, in English and German, folded. */
const words: Record<Role, RegExp> = {
  net: /^(net|net (amount|total|value|price)|sub ?total|amount before tax|netto|netto ?(betrag|summe|wert|preis)|zwischensumme|summe netto|betrag netto)$/,
  tax: /^(tax|tax amount|sales tax|vat|vat amount|gst|steuer|steuerbetrag|mwst\.?|mwst\.?[ -]?betrag|ust\.?|ust\.?[ -]?betrag|umsatzsteuer|mehrwertsteuer)$/,
  total:
    /^(total|total amount|grand total|gross|gross (amount|total)|amount due|brutto|brutto ?(betrag|summe)|gesamt|gesamt ?(betrag|summe)|summe|summe brutto|betrag brutto|endbetrag|rechnungsbetrag)$/,
  quantity: /^(qty\.?|quantity|units|pieces|pcs\.?|hours|menge|anzahl|stuck|stuckzahl|stunden)$/,
  price:
    /^(price|unit price|price per unit|price each|rate|hourly rate|einzelpreis|ep|preis|stuckpreis|preis pro (stuck|einheit)|stundensatz)$/,
  amount:
    /^(amount|line total|line amount|total|total price|betrag|gesamtpreis|gesamt|gp|summe|positionssumme|zeilensumme)$/,
};
const numeric = new Set(["integer", "number", "currency"]);

/** Notices which row rules a table's columns look made for, and offers those that its rows mostly keep. */
export class RuleOffers {
  readonly #candidates: RowRule[];
  readonly #rules: RowRules;
  readonly #tally: { kept: number; judged: number }[];

  constructor(columns: Column[], declared: readonly RowRule[]) {
    const known = new Set(declared.map(keyOf));
    this.#candidates = candidatesIn(columns).filter((rule) => !known.has(keyOf(rule)));
    this.#rules = new RowRules(this.#candidates, columns);
    this.#tally = this.#candidates.map(() => ({ kept: 0, judged: 0 }));
  }

  see(cells: Cell[]): void {
    if (this.#candidates.length === 0) return;
    for (const [at, holds] of this.#rules.judge(cells).entries()) {
      const tally = this.#tally[at];
      if (holds === null || !tally) continue;
      tally.judged += 1;
      if (holds) tally.kept += 1;
    }
  }

  get offers(): RowRule[] {
    return this.#candidates.filter((_, at) => {
      const { kept = 0, judged = 0 } = this.#tally[at] ?? {};
      return judged > 0 && kept * 2 > judged;
    });
  }
}

function candidatesIn(columns: Column[]): RowRule[] {
  const named = (role: Role) => {
    const fit = columns.filter(({ name, type }) => numeric.has(type) && words[role].test(plain(name)));
    return fit.length === 1 ? fit[0]?.name : undefined;
  };
  const [net, tax, total] = [named("net"), named("tax"), named("total")];
  const [quantity, price, amount] = [named("quantity"), named("price"), named("amount") ?? named("net")];
  const rules: RowRule[] = [];
  if (net !== undefined && tax !== undefined && total !== undefined) {
    rules.push({ kind: "sum", parts: [net, tax], total });
  }
  if (quantity !== undefined && price !== undefined && amount !== undefined) {
    rules.push({ kind: "product", factors: [quantity, price], product: amount });
  }
  return rules;
}

/** Without the unit behind it: "Net (EUR)", "Betrag in €". */
function plain(name: string): string {
  return foldWord(name.replace(/\s*[([][^)\]]*[)\]]\s*$|\s+in\s+\S+$/, ""));
}

function keyOf(rule: RowRule): string {
  const names = rule.kind === "sum" ? [...rule.parts, rule.total] : [...rule.factors, rule.product];
  return [rule.kind, ...names.map(foldWord).sort()].join("\n");
}
