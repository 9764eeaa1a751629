import type {
  GridCell,
  GridLook,
  GridMetadata,
  GridProtection,
  GridRect,
  GridRule,
  GridSheet,
} from "./grid.ts";

/** What a cell in memory holds beside its content. */
export interface MemoryCell extends GridCell {
  note?: string;
  look?: Partial<GridLook>;
  rich?: boolean;
  link?: string | null;
}

export interface MemorySheet extends GridSheet {
  /** Sparse: what is not there is blank and `General`. */
  cells: (MemoryCell | undefined)[][];
  merges: GridRect[];
  protections: GridProtection[];
  metadata: GridMetadata[];
  typed: GridRect[];
  rules: GridRule[];
  filter: GridRect | null;
  hiddenRows: Map<number, "filter" | "person">;
}
