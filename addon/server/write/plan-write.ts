import type { PlanSummary, PlanWarning, Rpc } from "../../rpc.ts";
import type { PlanQuestion, WriteTarget } from "../../writes.ts";
import { contentHash } from "./begin-part.ts";
import { Calls } from "./calls.ts";
import { findCarry } from "./carry.ts";
import { formulaColumns } from "./formula-columns.ts";
import { baseFormats, imageOf } from "./keep-part.ts";
import { KeptWrites, placeOf } from "./kept-writes.ts";
import { isHidden, MAX_ASKED, type Prepared, prepare } from "./prepare.ts";
import { receiptOf } from "./receipt.ts";
import { checkRefusals } from "./refusals.ts";
import { countRichTexts } from "./rich-texts.ts";
import { standingOf } from "./standing-of.ts";
import { checkInput } from "./table-input.ts";
import { looksLikeTotal } from "./total-row.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** What a write would do. Throws where the sheet would refuse it. */
export function planWrite(args: Rpc["plan"]["args"]): PlanSummary {
  checkInput(args);
  const calls = new Calls();
  const kept = new KeptWrites(SpreadsheetApp.getActiveSpreadsheet(), calls);
  const wanted = { ...args, from: 0, earlier: null };
  const first = prepare(wanted, kept, calls);
  const owned = formulaColumns(first, calls);
  const prepared =
    owned.length === 0 ? first : prepare({ ...wanted, target: without(first, owned) }, kept, calls);
  const { spreadsheet, plan, sheet, snapshot, options, zone } = prepared;
  const unsaid = checkRefusals(spreadsheet, plan, zone);
  const image = plan.writes.flatMap((write, group) =>
    imageOf(write, group, baseFormats(write, prepared.standing), prepared.standing),
  );
  const place = placeOf(image);
  const undo: PlanSummary["undo"] = place === "here" ? "properties" : place;
  const rich = sheet ? countRichTexts(sheet, plan, prepared.standing, calls) : 0;
  const summary = { ...plan.summary, undo };
  if (sheet && "carry" in summary.target) delete summary.target.carry;
  if (
    sheet &&
    (args.target.kind === "append" || args.target.kind === "upsert" || args.target.kind === "update")
  ) {
    const carry = findCarry(sheet, snapshot, plan.insert, options, calls);
    if (carry.formats || carry.validation)
      summary.target = { ...args.target, ...summary.target, carry } as WriteTarget;
  }
  return {
    ...summary,
    questions: [...summary.questions, ...questions(prepared, kept, calls)],
    warnings: [
      ...summary.warnings,
      ...(owned.length > 0
        ? [{ code: "formula-columns" as const, params: { columns: owned.join(", ") } }]
        : []),
      ...sheetWarnings(sheet, args.target),
      ...(unsaid ? [{ code: "custom-rule" as const, params: { cell: unsaid } }] : []),
      ...(options.notes === "all" ? [{ code: "quotes-seen" as const, params: {} }] : []),
      ...(rich > 0 ? [{ code: "rich-texts" as const, params: { count: rich } }] : []),
      ...(undo === "sheet" ? [{ code: "undo-sheet" as const, params: {} }] : []),
      ...(undo === "nowhere" ? [{ code: "no-undo" as const, params: {} }] : []),
    ],
  };
}

/** The target with the columns that formulas fill left out. */
function without({ plan }: Prepared, owned: string[]): WriteTarget {
  const { target, mapping } = plan.summary;
  const left = mapping.map(({ header }) => (header !== null && owned.includes(header) ? null : header));
  return { ...target, mapping: left } as WriteTarget;
}

function questions(prepared: Prepared, kept: KeptWrites, calls: Calls): PlanQuestion[] {
  const { spreadsheet, sheet, snapshot, plan, options, zone } = prepared;
  const list: PlanQuestion[] = [];
  const total = sheet && plan.summary.addedRows > 0 ? totalRow(sheet, prepared, calls) : null;
  if (total !== null) {
    const answer = options.aboveTotal === true;
    list.push({ code: "above-total", option: "aboveTotal", answer, params: { row: total } });
  }
  // A job's rows may be filtered while it runs: their results go in all the same.
  const asksRows = plan.summary.target.kind !== "results";
  const changed = plan.writes.filter(({ isNew }) => asksRows && !isNew).flatMap(({ rows }) => rows);
  const asked = sheet ? changed.slice(0, MAX_ASKED).filter((row) => row <= sheet.getMaxRows()) : [];
  const count = sheet ? asked.filter((row) => isHidden(sheet, row)).length : 0;
  if (count > 0 || (options.hiddenRows === false && snapshot.table)) {
    const answer = options.hiddenRows !== false;
    if (count > 0 || !answer)
      list.push({ code: "hidden-rows", option: "hiddenRows", answer, params: { count } });
  }
  const content = contentHash(prepared);
  const copy = kept.list().find((write) => !write.undone && write.content === content);
  if (copy && standingOf(spreadsheet, copy, copy.parts, kept, zone, calls) === "there") {
    const place = `${copy.sheet}!${receiptOf(copy, calls).a1}`;
    list.push({ code: "second-copy", option: null, answer: true, params: { place } });
  }
  return list;
}

/** The row under which, or above which, new rows go, where it looks like a total. */
function totalRow(sheet: Sheet, { snapshot, options }: Prepared, { run }: Calls): number | null {
  const { table, lastRow } = snapshot;
  if (!table || !lastRow) return null;
  const row = lastRow.row + (options.aboveTotal ? 1 : 0);
  if (row <= table.block.row + 1) return null;
  const range = sheet.getRange(row, table.block.column, 1, table.block.columns);
  const texts = run(() => range.getDisplayValues())[0] ?? [];
  const formulas = run(() => range.getFormulas())[0] ?? [];
  return looksLikeTotal(texts, formulas) ? row : null;
}

function sheetWarnings(sheet: Sheet | null, target: WriteTarget): PlanWarning[] {
  const list: PlanWarning[] = [];
  if (sheet?.isSheetHidden()) list.push({ code: "sheet-hidden", params: { sheet: sheet.getName() } });
  if (sheet?.getFilter() && target.kind === "append")
    list.push({ code: "filter-on", params: { sheet: sheet.getName() } });
  return list;
}
