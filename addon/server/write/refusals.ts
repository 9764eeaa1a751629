import { type Block, blockName, cellName } from "../a1.ts";
import { ServerProblemError } from "../problem.ts";
import { numbersFrom } from "./draft.ts";
import { shownValue } from "./encode.ts";
import type { Plan } from "./plan.ts";
import { type BlockWrite, blocksOf } from "./row-write.ts";
import { ruleTakes } from "./validation.ts";
import type { Zone } from "./zone.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;

/** Each rule costs calls, so no more than this many are asked; the others speak when the write comes. */
const MAX_RULES = 2_000;

/**
 * Throws when Google would refuse one of the plan's cells, naming it: before anything is written. Answers with the
 * first cell of which that cannot be said, since its rule is a formula, or null.
 */
export function checkRefusals(spreadsheet: Spreadsheet, plan: Plan, zone: Zone): string | null {
  const sheet = plan.sheetId === null ? null : spreadsheet.getSheetById(plan.sheetId);
  if (!sheet) return null;
  let unsaid: string | null = null;
  for (const write of plan.writes.flatMap(blocksOf)) {
    const block = onSheet(write.block, sheet);
    if (block.rows < 1 || block.columns < 1) continue;
    const range = sheet.getRange(block.row, block.column, block.rows, block.columns);
    checkProtection(sheet, range, block);
    if (plan.insert) continue;
    checkMerges(range);
    unsaid ??= checkRules(range, block, write, zone);
  }
  return unsaid;
}

/** Throws naming the first protected cell of a block, if there is one. */
export function checkProtection(sheet: Sheet, range: Range, block: Block): void {
  if (range.canEdit()) return;
  const cell = firstProtected(sheet, block);
  throw new ServerProblemError("protected-range", { cell: cell ?? blockName(block), sheet: sheet.getName() });
}

function firstProtected(sheet: Sheet, block: Block): string | null {
  for (const protection of sheet.getProtections(SpreadsheetApp.ProtectionType.SHEET)) {
    if (protection.canEdit() || protection.isWarningOnly()) continue;
    const cell = firstOutside(block, protection.getUnprotectedRanges());
    if (cell) return cell;
  }
  for (const protection of sheet.getProtections(SpreadsheetApp.ProtectionType.RANGE)) {
    if (protection.canEdit() || protection.isWarningOnly()) continue;
    const range = protection.getRange();
    const row = Math.max(range.getRow(), block.row);
    const column = Math.max(range.getColumn(), block.column);
    const inside =
      row <= Math.min(range.getLastRow(), block.row + block.rows - 1) &&
      column <= Math.min(range.getLastColumn(), block.column + block.columns - 1);
    if (inside) return cellName(row, column);
  }
  return null;
}

/** The first cell that none of the ranges holds. */
function firstOutside(block: Block, open: Range[]): string | null {
  const blocks = open.map((range) => ({
    ...{ top: range.getRow(), bottom: range.getLastRow() },
    ...{ left: range.getColumn(), right: range.getLastColumn() },
  }));
  for (const row of numbersFrom(block.row, block.rows)) {
    const across = blocks.filter(({ top, bottom }) => top <= row && row <= bottom);
    for (const column of numbersFrom(block.column, block.columns)) {
      if (!across.some(({ left, right }) => left <= column && column <= right)) return cellName(row, column);
    }
  }
  return null;
}

function checkMerges(range: Range): void {
  if (!range.isPartOfMerge()) return;
  const merged = range.getMergedRanges().map((each) => each.getA1Notation());
  throw new ServerProblemError("merged-cells", { ranges: merged.join(", ") || range.getA1Notation() });
}

function checkRules(range: Range, block: Block, { cells }: BlockWrite, zone: Zone): string | null {
  let asked = 0;
  let unsaid: string | null = null;
  range.getDataValidations().forEach((line, down) => {
    line.forEach((rule, right) => {
      const cell = cells[down]?.[right];
      if (!rule || !cell || cell.value === "" || asked >= MAX_RULES) return;
      asked += 1;
      if (rule.getAllowInvalid()) return;
      const name = cellName(block.row + down, block.column + right);
      const takes = ruleTakes(rule, cell, zone);
      if (takes === null) unsaid ??= name;
      if (takes !== false) return;
      const value = shownValue(cell.value, cell.format);
      throw new ServerProblemError("validation-rejects", { cell: name, value });
    });
  });
  return unsaid;
}

function onSheet(block: Block, sheet: Sheet): Block {
  return {
    ...block,
    rows: Math.min(block.rows, sheet.getMaxRows() - block.row + 1),
    columns: Math.min(block.columns, sheet.getMaxColumns() - block.column + 1),
  };
}
