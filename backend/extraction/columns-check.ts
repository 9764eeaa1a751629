import type { ColumnType, WantedColumn } from "../contract/cells.ts";
import { type Engine, EngineError } from "./engine.ts";
import { compilePattern } from "./rules/column-rules.ts";

/** Before anything is asked: throws `unsupported-columns`, naming the column or the limit that stands against it. */
export function requireColumns(engine: Engine, columns: readonly WantedColumn[]): void {
  const types = new Map<string, ColumnType | undefined>();
  for (const { name, type, pattern, min, max } of columns) {
    const key = name.toLowerCase();
    if (types.has(key) && types.get(key) !== type) {
      refuse(`Two columns named "${name}" have different types.`);
    }
    types.set(key, type);
    if (pattern !== undefined) compilePattern(pattern, name);
    if (typeof min !== typeof max && min !== undefined && max !== undefined) {
      refuse(`The smallest and the largest value of "${name}" are of different kinds.`);
    }
    if (min !== undefined && max !== undefined && min > max) {
      refuse(`The smallest value of "${name}" is above its largest.`);
    }
  }
  engine.check?.(columns);
}

function refuse(detail: string): never {
  throw new EngineError("unsupported-columns", { retryable: false, detail });
}
