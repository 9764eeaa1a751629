type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;

/** Something that is expected of Google's services, on an empty sheet of its own. */
export interface Check {
  title: string;
  /** Where it is said: an entry of the Apps Script reference, a guide, or "seen" where neither says it. */
  source: string;
  /** Throws when it is not so. */
  run(sheet: Sheet, spreadsheet: Spreadsheet): void;
}

/** Something that is not known: `probe` says how it is here. */
export interface Question {
  title: string;
  probe(sheet: Sheet, spreadsheet: Spreadsheet): unknown;
}

/** Throws when the two differ. Dates compare by their instant. */
export function same(got: unknown, wanted: unknown): void {
  const [left, right] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (left !== right) throw new Error(`got ${left}, wanted ${right}`);
}

/** Throws unless the work throws what the pattern fits. */
export function refuses(work: () => unknown, pattern: RegExp): void {
  let message: string | null = null;
  try {
    work();
  } catch (error) {
    message = String((error as { message?: unknown } | null)?.message ?? error);
  }
  if (message === null) throw new Error(`nothing was refused, wanted ${pattern}`);
  if (!pattern.test(message)) throw new Error(`got "${message}", wanted ${pattern}`);
}
