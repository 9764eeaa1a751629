import type { WantedColumn } from "../../backend/contract/cells.ts";
import type { SendChatMessageInput, Source } from "../../backend/contract/chat.ts";
import type { Template } from "../../backend/contract/templates.ts";
import type { Hello } from "../rpc.ts";
import { lastTable, type Thread } from "./conversation.ts";
import type { TableView } from "./table-view.ts";

/** What travels with the next message, shown as a removable chip. */
export interface Attachment {
  title: string;
  /** What a person should know of what was read. */
  note?: string;
  /** The text itself, or the message beside which the server keeps it. */
  from: { source: Source } | { sourceMessageId: string };
}

export interface ColumnsChip {
  sheet: string;
  columns: WantedColumn[];
}

export interface Composer {
  text: string;
  attachment: Attachment | null;
  /** Of the two, the one that was chosen last. */
  columns: ColumnsChip | null;
  template: Template | null;
  /** The person took "Changing: …" off; the next table brings it back. */
  revisionDropped: boolean;
}

export const emptyComposer: Composer = {
  text: "",
  attachment: null,
  columns: null,
  template: null,
  revisionDropped: false,
};

/** The table that the next message would change: a new source starts a new table. */
export function revisedTable(composer: Composer, thread: Thread): TableView | null {
  return composer.attachment || composer.revisionDropped ? null : lastTable(thread);
}

export function canSend(composer: Composer): boolean {
  return composer.text.trim() !== "" || composer.attachment !== null;
}

export function toRequest(composer: Composer, thread: Thread, hello: Hello): SendChatMessageInput {
  const revised = revisedTable(composer, thread);
  return {
    content: composer.text.trim(),
    locale: hello.locale,
    timeZone: hello.timeZone,
    ...(thread.id === null ? { spreadsheetId: hello.spreadsheetId } : { conversationId: thread.id }),
    ...(composer.attachment?.from ?? {}),
    ...(composer.columns ? { columns: composer.columns.columns } : {}),
    ...(revised ? { revises: revised.id } : {}),
    ...(composer.template ? { templateId: composer.template.id } : {}),
    ...(revised && revised.rules.length > 0 && !composer.template ? { rules: revised.rules } : {}),
  };
}

/** Puts a message that was not accepted back, before what was typed meanwhile. */
export function putBack(current: Composer, refused: Composer): Composer {
  return {
    text: [refused.text, current.text].filter((text) => text !== "").join("\n"),
    attachment: current.attachment ?? refused.attachment,
    columns: current.columns ?? refused.columns,
    template: current.template ?? refused.template,
    revisionDropped: refused.revisionDropped,
  };
}

/** Whether both would send the same. */
export function isSame(a: Composer, b: Composer): boolean {
  const { text, attachment, columns, template } = a;
  const isTyped = text === b.text && attachment === b.attachment;
  return isTyped && columns === b.columns && template === b.template;
}
