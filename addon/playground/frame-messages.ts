/**
 * What crosses between the playground's page and the sidebar's frame, always as JSON text. `args` and `result`
 * are JSON texts of their own: only what JSON can hold crosses, as at Google.
 */
export type FromFrame =
  | { rowsmith: "run"; id: number; name: string; args: string }
  | { rowsmith: "close" }
  | { rowsmith: "focus-editor" };

export type FromPage =
  | { rowsmith: "success"; id: number; result: string | null }
  | { rowsmith: "failure"; id: number; message: string };

/** A message of ours, or null: pages receive messages from anywhere. */
export function readFromFrame(data: unknown): FromFrame | null {
  const message = readObject(data);
  if (message?.rowsmith === "close") return { rowsmith: "close" };
  if (message?.rowsmith === "focus-editor") return { rowsmith: "focus-editor" };
  const { rowsmith, id, name, args } = message ?? {};
  if (rowsmith !== "run" || typeof id !== "number") return null;
  if (typeof name !== "string" || typeof args !== "string") return null;
  return { rowsmith, id, name, args };
}

/** The same for the other direction. */
export function readFromPage(data: unknown): FromPage | null {
  const { rowsmith, id, result, message } = readObject(data) ?? {};
  if (typeof id !== "number") return null;
  if (rowsmith === "success" && (result === null || typeof result === "string"))
    return { rowsmith, id, result };
  if (rowsmith === "failure" && typeof message === "string") return { rowsmith, id, message };
  return null;
}

function readObject(data: unknown): Record<string, unknown> | null {
  if (typeof data !== "string") return null;
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
