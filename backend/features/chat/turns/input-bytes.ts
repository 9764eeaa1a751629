import type { SendMessageRequest } from "../../../contract/chat.ts";
import { BYTES_PER_TOKEN } from "./context.ts";

/** A cell as the model is shown it: its text, quotes and a comma. */
const BYTES_PER_CELL = 24;

export interface Input {
  request: Pick<SendMessageRequest, "content" | "columns"> & { instructions: string };
  sourceBytes: number;
  /** Of the table that is to be changed. */
  tableCells: number;
  past: readonly { content: string }[];
  contextTokens: number;
}

/** How many bytes a turn sends to the model, before it is put together. */
export function inputBytes({ request, sourceBytes, tableCells, past, contextTokens }: Input): number {
  const { content, instructions, columns = [] } = request;
  const asked = Buffer.byteLength(content + instructions) + JSON.stringify(columns).length;
  const history = past.reduce((sum, message) => sum + Buffer.byteLength(message.content), 0);
  const shown = Math.min(history, contextTokens * BYTES_PER_TOKEN);
  return asked + sourceBytes + tableCells * BYTES_PER_CELL + shown;
}
