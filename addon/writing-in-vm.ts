import type { Cell, Column } from "../backend/contract/cells.ts";
import type { FakeOptions } from "./playground/fakes/install.ts";
import type { GridInput, GridRect, GridValue } from "./playground/grid.ts";
import { MemoryGrid, type MemoryGridOptions } from "./playground/memory-grid.ts";
import type { PlanSummary, WriteTable } from "./rpc.ts";
import { openScript, type ScriptInVm } from "./script-in-vm.ts";
import type { Receipt, WriteTarget } from "./writes.ts";

const columns: Column[] = [
  { name: "No", type: "id" },
  { name: "Date", type: "date" },
  { name: "Amount", type: "currency" },
];
const rows: Cell[][] = [
  [{ value: "007" }, { value: "2026-11-23" }, { value: 1200.5, currency: "EUR" }],
  [{ value: "008" }, { value: null }, { value: -5, currency: "EUR" }],
];

/** Two invoices of three columns. */
export const invoices: WriteTable = { title: "Invoices", columns, rows };

/** The built script over one spreadsheet in memory, whose first sheet is empty. */
export class WritingInVm {
  readonly grid: MemoryGrid;
  readonly app: ScriptInVm;
  private readonly faults: { before: (call: string) => void };

  private constructor(grid: MemoryGrid, app: ScriptInVm, faults: WritingInVm["faults"]) {
    this.grid = grid;
    this.app = app;
    this.faults = faults;
  }

  static async open(options: MemoryGridOptions & Partial<FakeOptions> = {}): Promise<WritingInVm> {
    const grid = new MemoryGrid(options);
    const faults: WritingInVm["faults"] = { before: () => {} };
    const app = await openScript(grid, { ...options, before: (call) => faults.before(call) });
    return new WritingInVm(grid, app, faults);
  }

  /** Runs ahead of each call to the spreadsheet: a fault, or a person's edit. */
  beforeCalls(before: (call: string) => void): void {
    this.faults.before = before;
  }

  /** Runs once, ahead of the first call of that name. */
  beforeCall(name: string, happens: () => void): void {
    this.beforeCalls((call) => {
      if (call !== name) return;
      this.beforeCalls(() => {});
      happens();
    });
  }

  put(row: number, column: number, lines: (GridValue | GridInput)[][]): void {
    const cells = lines.map((line) =>
      line.map((cell) => (typeof cell === "object" && cell !== null ? cell : { value: cell })),
    );
    this.grid.write(0, { row, column, rows: cells.length, columns: cells[0]?.length ?? 0 }, cells);
  }

  select(row: number, column: number): void {
    this.grid.select(0, { row, column, rows: 1, columns: 1 });
  }

  values(rect: GridRect, sheet = 0): GridValue[][] {
    return this.grid.read(sheet, rect).map((line) => line.map(({ value }) => value));
  }

  /** Every sheet with its size, and what stands at the first one's top and at its end. */
  contents(): unknown {
    const sheets = this.grid.sheets();
    const [{ rows: height, columns: width } = { rows: 0, columns: 0 }] = sheets;
    const read = (row: number) => this.grid.read(0, { row, column: 0, rows: 30, columns: width });
    return { sheets, top: read(0), end: read(height - 30) };
  }

  plan(target: WriteTarget, table = invoices): PlanSummary {
    return this.app.call("plan", { table, target });
  }

  /** Carries out a plan at the place that it found. */
  apply({ hash, target }: PlanSummary, table = invoices, writeId = "write-1"): Receipt {
    return this.app.call("apply", { writeId, table, target, planHash: hash });
  }

  write(target: WriteTarget, table = invoices, writeId?: string): Receipt {
    return this.apply(this.plan(target, table), table, writeId);
  }
}
