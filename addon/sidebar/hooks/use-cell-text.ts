import { useMemo } from "preact/hooks";
import { useShown } from "../app.ts";
import { createCellText } from "../cell-text.ts";

/** Cells as the spreadsheet itself will show them. */
export function useCellText(): ReturnType<typeof createCellText> {
  const { boot } = useShown().state;
  const locale = boot.phase === "ready" ? boot.hello.locale : "en";
  const timeZone = boot.phase === "ready" ? boot.hello.timeZone : "UTC";
  return useMemo(() => createCellText(locale, timeZone), [locale, timeZone]);
}
