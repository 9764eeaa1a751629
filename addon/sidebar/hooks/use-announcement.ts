import { useEffect, useRef, useState } from "preact/hooks";
import type { Translate } from "../messages.ts";
import type { State } from "../state.ts";

const everyMs = 5_000;

/** What a screen reader is told of a running answer: counts at most every five seconds, then its end. */
export function useAnnouncement(state: State, t: Translate): string {
  const [announcement, setAnnouncement] = useState("");
  const latest = useRef(state);
  latest.current = state;
  const messageKey = state.turn?.key ?? null;
  const running = useRef<string | null>(null);
  useEffect(() => {
    if (messageKey === null) {
      if (running.current !== null) setAnnouncement(outcome(latest.current, t));
      running.current = null;
      return;
    }
    running.current = messageKey;
    setAnnouncement(t("chat.thinking"));
    const timer = setInterval(() => {
      const count = rowsOfLast(latest.current);
      if (count > 0) setAnnouncement(t("chat.rowsSoFar", { count }));
    }, everyMs);
    return () => clearInterval(timer);
  }, [messageKey, t]);
  return announcement;
}

function rowsOfLast({ thread }: State): number {
  const tables = thread.messages.at(-1)?.tables ?? [];
  return tables.reduce((sum, id) => sum + (thread.tables[id]?.rowCount ?? 0), 0);
}

/** Errors are told by their own alert. */
function outcome({ thread }: State, t: Translate): string {
  const message = thread.messages.at(-1);
  if (message?.role !== "assistant" || message.status === "failed" || message.status === "interrupted")
    return "";
  const tables = message.tables.flatMap((id) => thread.tables[id] ?? []);
  const counts = tables.map(({ title, rowCount }) => t("chat.tableDone", { title, count: rowCount }));
  return [t(message.status === "stopped" ? "chat.stopped" : "chat.answerDone"), ...counts].join(" ");
}
