import type { Cell } from "../contract/cells.ts";
import { isFlagged } from "../extraction/ledger.ts";
import { from, rowsOf, table } from "./extraction.ts";
import { type CaseOptions, groundingCase } from "./grounding-case.ts";
import type { FormName } from "./grounding-forms.ts";
import type { ScriptName } from "./grounding-scripts.ts";

export interface Score {
  cells: number;
  invented: number;
  /** Wrong cells that nothing flags, and right ones that are doubted: how they came about, and the row. */
  missed: string[];
  falseAlarms: string[];
}

/** Which of a case's wrong cells grounding finds out. */
export async function scoreOf(script: ScriptName, form: FormName, options: CaseOptions): Promise<Score> {
  const { source, locale, columns, rows, wrong } = groundingCase(script, form, options);
  const grounded = await rowsOf(from(source, { locale }), table(columns, rows));
  const score: Score = { cells: 0, invented: wrong.size, missed: [], falseAlarms: [] };
  for (const [row, cells] of grounded.entries()) {
    for (const [column, cell] of cells.entries()) {
      const change = wrong.get(`${row}/${column}`);
      const told = `seed ${options.seed}: ${JSON.stringify(rows[row]?.[column])} in ${JSON.stringify(rows[row])}`;
      score.cells += 1;
      if (change !== undefined && !isFlagged(cell)) score.missed.push(`${change}, ${told}`);
      if (change === undefined && isDoubted(cell)) score.falseAlarms.push(told);
    }
  }
  return score;
}

function isDoubted({ status, flags }: Cell): boolean {
  return status === "not-found" || flags?.includes("other-row") === true;
}
