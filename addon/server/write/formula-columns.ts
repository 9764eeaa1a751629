import type { Calls } from "./calls.ts";
import type { Prepared } from "./prepare.ts";

/** Functions whose result fills cells beside or below: a value written there breaks it. */
const spills =
  /\b(ARRAYFORMULA|FILTER|SORT|SORTN|UNIQUE|QUERY|SEQUENCE|SPLIT|TRANSPOSE|FLATTEN|IMPORT\w+|BYROW|MAP|SCAN|VSTACK|HSTACK|TOCOL|CHOOSECOLS|WRAPROWS|MAKEARRAY|GOOGLEFINANCE)\s*\(|^=\s*\{/i;

/** The headers of the sheet's table whose columns a formula at their top fills, as far as ours would go there. */
export function formulaColumns({ sheet, snapshot }: Prepared, { run }: Calls): string[] {
  const { table, matches } = snapshot;
  if (!sheet || !table) return [];
  const { row, column, rows, columns } = table.block;
  const head = sheet.getRange(row, column, Math.min(2, rows), columns);
  const formulas = run(() => head.getFormulas());
  const taken = new Set(matches.map(({ place }) => place));
  return table.headers.filter(
    (_, place) => taken.has(place) && formulas.some((line) => spills.test(line[place] ?? "")),
  );
}
