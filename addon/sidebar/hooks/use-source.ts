import { useEffect, useState } from "preact/hooks";
import { useShown } from "../app.ts";
import { toFailure } from "../failure.ts";

export type SourceState = { state: "loading" | "none" | "lost" } | { state: "here"; text: string };

/** The text that a message's rows were taken from; `none` where there was none. */
export function useSource(messageId: string | undefined): SourceState {
  const { app } = useShown();
  const [source, setSource] = useState<SourceState>({ state: "loading" });
  useEffect(() => {
    let current = true;
    const settle = (next: SourceState) => {
      if (current) setSource(next);
    };
    settle({ state: "loading" });
    if (messageId) {
      app.api.source(messageId).then(
        ({ text }) => settle({ state: "here", text }),
        (error: unknown) => settle({ state: toFailure(error).code === "not-found" ? "none" : "lost" }),
      );
    }
    return () => {
      current = false;
    };
  }, [app, messageId]);
  return source;
}
