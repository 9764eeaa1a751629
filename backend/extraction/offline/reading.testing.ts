import { expect } from "vitest";
import { detect } from "./detect.ts";
import type { SourceTable } from "./source-table.ts";

/** Reads a text as a pasted one and checks what holds for every reading: places are right, rows are as wide as the table. */
export function read(text: string): SourceTable[] {
  const { tables, unread } = detect(text, { kind: "text", title: "" });
  for (const table of tables) {
    for (const row of table.rows) {
      expect(row.cells.length).toBe(table.columns.length);
      for (const cell of row.cells) if (cell) expectInside(text, cell.span);
    }
    for (const gap of table.gaps) expectInside(text, gap.span);
  }
  for (const span of unread) expectInside(text, span);
  return tables;
}

/** The words of every cell, null where one is empty. */
export function wordsOf(table: SourceTable | undefined): (string | null)[][] {
  return (table?.rows ?? []).map((row) => row.cells.map((cell) => cell?.text ?? null));
}

/** What stands in the source at each cell's place. */
export function slicesOf(text: string, table: SourceTable | undefined): (string | null)[][] {
  return (table?.rows ?? []).map((row) =>
    row.cells.map((cell) => (cell ? text.slice(cell.span.start, cell.span.end) : null)),
  );
}

/** The lines that no table took. */
export function unreadOf(text: string): string[] {
  return detect(text, { kind: "text", title: "" }).unread.map(({ start, end }) => text.slice(start, end));
}

function expectInside(text: string, { start, end }: { start: number; end: number }): void {
  expect(start).toBeGreaterThanOrEqual(0);
  expect(end).toBeGreaterThanOrEqual(start);
  expect(end).toBeLessThanOrEqual(text.length);
}
