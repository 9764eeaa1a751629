import { CommandType, type INumfmtLocaleTag, type IWorkbookData } from "@univerjs/core";
import type { FUniver } from "@univerjs/core/facade";
import type { BrowserStorage } from "./storage.ts";

const KEY = "workbook";
const SAVE_AFTER_MS = 200;

export interface WorkbookNames {
  spreadsheet: string;
  sheet: string;
  /** How it writes numbers and dates. */
  numberLocale: INumfmtLocaleTag;
}

/** A change of the workbook, as it travels to other tabs. */
interface Change {
  id: string;
  params: { unitId: string };
}

/**
 * Opens the workbook that this browser keeps, or a new one; saves it as it changes and repeats in this tab what
 * another one changes. Resolves with a function that puts an empty workbook in its place; other tabs reload.
 */
export async function openWorkbook(api: FUniver, storage: BrowserStorage, names: WorkbookNames) {
  const kept = (await storage.load(KEY)) as IWorkbookData | undefined;
  let workbook = open(kept ?? emptyWorkbook(names));
  const channel = new BroadcastChannel("rowsmith-playground");
  let pending: ReturnType<typeof setTimeout> | undefined;
  let changes = 0;
  let savedChanges = 0;

  function open(data: Partial<IWorkbookData>) {
    const opened = api.createWorkbook(data);
    opened.setNumfmtLocal(names.numberLocale);
    return opened;
  }

  async function save(): Promise<void> {
    clearTimeout(pending);
    pending = undefined;
    const upTo = changes;
    await storage.save(KEY, workbook.save());
    savedChanges = upTo;
  }

  api.addEvent(api.Event.CommandExecuted, ({ id, type, params, options }) => {
    const isOurs = type === CommandType.MUTATION && params?.unitId === workbook.getId();
    if (!isOurs || options?.onlyLocal) return;
    changes++;
    channel.postMessage({ id, params } satisfies Change);
    pending ??= setTimeout(save, SAVE_AFTER_MS);
  });
  channel.onmessage = ({ data }: MessageEvent<Change | "replaced">) => {
    if (data === "replaced") location.reload();
    else if (data.params.unitId === workbook.getId())
      api.executeCommand(data.id, data.params, { onlyLocal: true });
  };
  window.addEventListener("pagehide", () => {
    if (changes > savedChanges) storage.saveNow(KEY, workbook.save());
  });
  if (!kept) await save();

  return async function replace(): Promise<void> {
    clearTimeout(pending);
    pending = undefined;
    savedChanges = changes;
    await storage.clear();
    api.disposeUnit(workbook.getId());
    workbook = open(emptyWorkbook(names));
    await save();
    channel.postMessage("replaced");
  };
}

function emptyWorkbook(names: WorkbookNames): Partial<IWorkbookData> {
  const sheet = { id: "0", name: names.sheet, rowCount: 1_000, columnCount: 26 };
  return {
    id: `playground-${crypto.randomUUID()}`,
    name: names.spreadsheet,
    sheetOrder: [sheet.id],
    sheets: { [sheet.id]: sheet },
  };
}
