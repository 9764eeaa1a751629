import { useShown } from "../app.ts";
import type { FailureInfo } from "../failure.ts";
import { sentence } from "../sentence.ts";

/** A problem of a row as a sentence. */
export function useProblemText(): (failure: FailureInfo) => string {
  const { state, t } = useShown();
  const meta = state.boot.phase === "ready" ? state.boot.meta : null;
  return (failure) => sentence(t, failure, meta);
}
