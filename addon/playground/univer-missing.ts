import type { Grid } from "./grid.ts";

/**
 * What the playground's spreadsheet has no counterpart of: it takes notes and validations without keeping them, and
 * has no typed columns, filters, hidden rows, metadata or texts of several looks.
 */
export const withoutCounterpart: Pick<
  Grid,
  | "notes"
  | "setNotes"
  | "isRich"
  | "rules"
  | "setRules"
  | "typedColumns"
  | "filter"
  | "hiddenRows"
  | "metadata"
> = {
  notes: (_sheet, { rows, columns }) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => "")),
  setNotes: () => {},
  isRich: () => false,
  rules: () => [],
  setRules: () => {},
  typedColumns: () => [],
  filter: () => null,
  hiddenRows: () => new Map(),
  metadata: () => [],
};
