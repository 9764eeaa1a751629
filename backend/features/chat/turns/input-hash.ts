import { createHash } from "node:crypto";
import type { SendMessageRequest } from "../../../contract/chat.ts";
import type { Engine } from "../../../extraction/engine.ts";
import type { TemplateUse } from "../../templates/apply-template.ts";
import type { ReadSource } from "./source.ts";

export interface HashedInput {
  engine: Pick<Engine, "name" | "model">;
  request: SendMessageRequest;
  /** Its template's, else empty. */
  instructions: string;
  template: TemplateUse | null;
  source: ReadSource | null;
  past: readonly { role: string; content: string }[];
  at: Date;
}

/**
 * What two turns have in common whose answers are the same: asking again costs a model's call and brings nothing.
 * Null where that cannot be said, and where asking is free. The day counts, for "due tomorrow"; the messages before
 * it count where no source does.
 */
export function hashInput({ engine, request, source, past, at, ...applied }: HashedInput): Buffer | null {
  const { mode, timeZone, revises, sourceMessageId } = request;
  const isAlone = revises === undefined && sourceMessageId === undefined;
  if (engine.name !== "openai" || mode === "chat" || !isAlone) return null;
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
  const read =
    source === null
      ? past.map(({ role, content }) => [role, content])
      : [source.kind, source.title, source.text, source.sections ?? null];
  const asked = { ...request, source: undefined, fresh: undefined, engine: undefined };
  return createHash("sha256")
    .update(JSON.stringify([engine.model, asked, applied, day, read]))
    .digest();
}
