/** What a total is called at the head of its row, in the languages of the sidebar and their neighbours. */
const names =
  /^(grand |sub)?total\b|^(sub)?totals?:?$|^sum\b|^(gesamt|zwischen|end)?summe\b|^gesamt\b|^insgesamt\b|^total(e|en|t)?\b|^somme\b|^totaal\b|^suma\b|^razem\b/i;

/** Whether a table's last row adds up those above: by its name, or by formulas that do. */
export function looksLikeTotal(texts: string[], formulas: string[]): boolean {
  const name = texts.find((text) => text.trim() !== "") ?? "";
  return (
    names.test(name.trim()) || formulas.some((formula) => /^=\s*(SUM|SUBTOTAL|SUMME)\s*\(/i.test(formula))
  );
}
