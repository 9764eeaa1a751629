import type { Cell } from "../backend/contract/cells.ts";
import type { Page } from "../backend/contract/paging.ts";
import type { Table, TableRow } from "../backend/contract/tables.ts";
import type { GridValue } from "./playground/grid.ts";
import type { RpcName } from "./rpc.ts";
import type { App } from "./sidebar/app.ts";
import { createAppsScript, type ScriptRun } from "./sidebar/apps-script.ts";
import { emptyComposer } from "./sidebar/composer.ts";
import { emptyThread } from "./sidebar/conversation.ts";
import { Failure } from "./sidebar/failure.ts";
import { tableToWrite } from "./sidebar/inserting.ts";
import { createTranslate } from "./sidebar/messages.ts";
import { defaultPreferences, type Preferences } from "./sidebar/preferences.ts";
import { reduce } from "./sidebar/reduce.ts";
import { initialState } from "./sidebar/state.ts";
import { createStore } from "./sidebar/store.ts";
import type { TableView } from "./sidebar/table-view.ts";
import { beginWrite } from "./sidebar/writing.ts";
import type { WriteTarget } from "./writes.ts";
import { WritingInVm } from "./writing-in-vm.ts";

export const atSelection: WriteTarget = { kind: "selection", header: true };

/** A table of names and numbers, as the page has it when it is complete. */
export function tableOf(rows: Cell[][], some: Partial<TableView> = {}): TableView {
  return {
    ...{ id: "t", messageId: "m", title: "Things", version: 1, rows, rowCount: rows.length },
    columns: [
      { name: "Name", type: "text" },
      { name: "Count", type: "integer" },
    ],
    ...{ rowIds: rows.map((_, at) => `row-${at}`), rowsCursor: null, got: rows.length, expected: null },
    ...{ gaps: [], unread: [], offeredRules: [], rules: [], streaming: false, ...some },
  };
}

/** So many rows: `Thing 1`, 1 and so on. */
export function things(count: number, from = 0): Cell[][] {
  return Array.from({ length: count }, (_, at) => {
    return [{ value: `Thing ${from + at + 1}` }, { value: from + at + 1 }];
  });
}

/** The names of so many rows. */
export function names(count: number): (string | number | boolean | null | undefined)[] {
  return things(count).map(([cell]) => cell?.value);
}

/** The page's effects over the built script and one spreadsheet in memory. */
export class SidebarOverVm {
  readonly app: App;
  readonly writing: WritingInVm;
  /** Names of the calls that reached the script, in order. */
  readonly calls: RpcName[] = [];
  /** Calls that were under way at once, at most. */
  atOnce = 0;
  /** Runs ahead of a call that reaches the script, and after it: a fault on the way there or back. */
  before: (name: RpcName) => void = () => {};
  after: (name: RpcName) => void = () => {};

  /** Rows of versions that the server has beside the open one. */
  readonly earlier = new Map<number, Cell[][]>();

  private underWay = 0;

  private constructor(writing: WritingInVm, table: TableView, some: Partial<Preferences>) {
    this.writing = writing;
    const store = createStore(reduce, {
      ...initialState({ ...defaultPreferences, ...some }, emptyComposer),
      thread: { ...emptyThread, tables: { [table.id]: table } },
    });
    this.app = {
      ...{ shelf: null, opener: { email: "", spreadsheetId: "" }, backend: "", version: "0.1.0" },
      api: new Proxy({} as App["api"], { get: (_, name) => this.answer(String(name)) }),
      script: createAppsScript(() => this.bridge()),
      store,
      translate: () => createTranslate("en"),
    };
  }

  static async open(table: TableView, some: Partial<Preferences> = {}): Promise<SidebarOverVm> {
    return new SidebarOverVm(await WritingInVm.open(), table, some);
  }

  /** The sidebar closed and opened again over the same spreadsheet. */
  reopened(table: TableView): SidebarOverVm {
    return new SidebarOverVm(this.writing, table, this.app.store.state.preferences);
  }

  /** The open conversation's table. */
  get table(): TableView {
    return this.app.store.state.thread.tables.t ?? tableOf([]);
  }

  /** What the spreadsheet's first column holds. */
  get column(): (GridValue | undefined)[] {
    const { rows } = this.writing.grid.extent(0);
    return this.writing.values({ row: 0, column: 0, rows, columns: 1 }).flat();
  }

  /** Plans the open table and writes it; `live` writes its rows as they come. */
  async begin(target: WriteTarget = atSelection, live = false): ReturnType<typeof beginWrite> {
    const table = await tableToWrite(this.app, "t", target);
    const plan = await this.app.script.call("plan", { table, target, options: {} });
    const written = live ? { ...table, rows: [] } : table;
    return beginWrite(this.app, { tableId: "t", table: written, plan, options: {}, live, limit: null });
  }

  private bridge(): ScriptRun {
    let done: (json: string) => void = () => {};
    let failed: (error: Error) => void = () => {};
    const run: ScriptRun = {
      withSuccessHandler(handler) {
        done = handler;
        return run;
      },
      withFailureHandler(handler) {
        failed = handler;
        return run;
      },
      rpc: (name, json) => {
        this.underWay += 1;
        this.atOnce = Math.max(this.atOnce, this.underWay);
        queueMicrotask(() => {
          this.underWay -= 1;
          try {
            this.calls.push(name as RpcName);
            this.before(name as RpcName);
            const answer = this.writing.app.script.rpc(name, json);
            this.after(name as RpcName);
            done(answer);
          } catch (error) {
            failed(error instanceof Error ? error : new Error(String(error)));
          }
        });
      },
    };
    return run;
  }

  /** What the server would say of the open table; nothing else is asked of it. */
  private answer(name: string) {
    if (name === "rows") {
      return async (_: string, version: number): Promise<Page<TableRow>> => ({
        items: (this.earlier.get(version) ?? this.table.rows).map((cells, at) => ({
          id: `row-${at}`,
          cells,
        })),
        nextCursor: null,
      });
    }
    if (name === "table") return async () => this.table as unknown as Table;
    return () => Promise.reject(new Failure({ code: "unreachable" }));
  }
}
