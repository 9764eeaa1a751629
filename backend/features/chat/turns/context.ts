import type { EngineRequest } from "../../../extraction/engine.ts";

/** An earlier message: its sources and tables are told by their names and sizes only. */
export interface PastMessage {
  role: "user" | "assistant" | "system";
  content: string;
  source: { title: string; bytes: number } | null;
  tables: { title: string; columns: string[]; rowCount: number }[];
}

/** Model families differ; four bytes of UTF-8 a token is near enough to bound a window. */
export const BYTES_PER_TOKEN = 4;

/**
 * The earlier messages that fit into `maxTokens`, newest first in, oldest first out. The one that passes the
 * budget is cut to what is left of it.
 */
export function contextWindow(newestFirst: PastMessage[], maxTokens: number): EngineRequest["history"] {
  const history: EngineRequest["history"] = [];
  let left = maxTokens * BYTES_PER_TOKEN;
  for (const message of newestFirst) {
    const content = describe(message);
    if (content === "") continue;
    if (left <= 0) break;
    history.push({ role: message.role, content: cut(content, left) });
    left -= Buffer.byteLength(content);
  }
  return history.reverse();
}

function describe(message: PastMessage): string {
  const parts = [message.content.trim()];
  if (message.source) parts.push(`[Source: ${message.source.title}, ${message.source.bytes} bytes]`);
  for (const table of message.tables) {
    parts.push(`[Table: ${table.title}, ${table.rowCount} rows: ${table.columns.join(", ")}]`);
  }
  return parts.filter((part) => part !== "").join("\n");
}

/** At most `bytes` of UTF-8, ending between two characters. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  return new TextDecoder().decode(Buffer.from(text).subarray(0, bytes), { stream: true });
}
