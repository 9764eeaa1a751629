import type { TableVersion } from "../../../backend/contract/table-history.ts";
import { useShown } from "../app.ts";
import { type Pages, usePages } from "./use-pages.ts";

/** A table's versions, the newest first; read anew when there is another. */
export function useVersions(tableId: string, version: number): Pages<TableVersion> {
  const { app } = useShown();
  return usePages((cursor) => app.api.versions(tableId, cursor), [tableId, version]);
}
