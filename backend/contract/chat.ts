import * as z from "zod";
import { Cell, Column, Ledger, WantedColumn } from "./cells.ts";
import * as given from "./examples.ts";
import { Id, PageQuery, pageOf, Time } from "./paging.ts";
import { RowRules } from "./rules.ts";

const conversation = {
  ...{ id: given.conversationId, title: "Open invoices", description: "What is due in spring" },
  ...{ spreadsheetId: given.spreadsheetId, createdAt: given.begunAt, updatedAt: given.answeredAt },
  deletedAt: null,
};
const answer = {
  ...{ id: given.messageId, conversationId: given.conversationId, role: "assistant", status: "complete" },
  ...{ content: given.answer, tables: [given.tableId], createdAt: given.begunAt },
  metadata: { engine: "openai", model: given.model, finishReason: "complete" },
};
const source = { kind: "text", title: given.sourceTitle, text: given.sourceText };
const { columns, rows, ledger, usage, cost } = given;
const table = { id: given.tableId, title: "Invoices", columns, rows, ledger };
const { id: _, ...extracted } = table;
const outcome = { usage, cost, engine: "openai" };

export const Conversation = z
  .object({
    id: Id,
    title: z.string(),
    description: z.string(),
    spreadsheetId: z.string().nullable(),
    createdAt: Time,
    updatedAt: Time,
    deletedAt: Time.nullable(),
  })
  .meta({ id: "Conversation", example: conversation });
export type Conversation = z.infer<typeof Conversation>;

const Title = z.string().trim().min(1).max(200);

export const CreateConversationRequest = z
  .object({
    title: Title.optional(),
    description: z.string().max(2_000).optional(),
    spreadsheetId: z.string().max(200).optional(),
  })
  .meta({
    id: "CreateConversationRequest",
    example: { title: conversation.title, spreadsheetId: given.spreadsheetId },
  });
export type CreateConversationRequest = z.infer<typeof CreateConversationRequest>;

export const UpdateConversationRequest = z
  .object({ title: Title.optional(), description: z.string().max(2_000).optional() })
  .refine((body) => Object.keys(body).length > 0, "Name at least one field")
  .meta({
    id: "UpdateConversationRequest",
    example: { title: conversation.title, description: conversation.description },
  });
export type UpdateConversationRequest = z.infer<typeof UpdateConversationRequest>;

/** `q` searches titles; `deleted=true` lists the deleted ones; newest change first. */
export const ConversationsQuery = PageQuery.extend({
  q: z.string().max(200).optional(),
  deleted: z.enum(["true", "false"]).default("false"),
  spreadsheetId: z.string().max(200).optional(),
});
export type ConversationsQuery = z.infer<typeof ConversationsQuery>;

export const ConversationPage = pageOf(Conversation).meta({ id: "ConversationPage" });

export const MessageStatus = z.enum(["streaming", "complete", "stopped", "interrupted", "failed"]);
export type MessageStatus = z.infer<typeof MessageStatus>;

/** A person's message carries its source's title and size in `metadata.source`, never the source itself. */
export const MessageMetadata = z.object({
  source: z
    .object({ kind: z.string(), title: z.string(), bytes: z.int(), a1: z.string().optional() })
    .optional(),
  engine: z.string().optional(),
  model: z.string().nullable().optional(),
  finishReason: z.string().optional(),
  problem: z.object({ code: z.string(), title: z.string(), detail: z.string().optional() }).optional(),
  revises: Id.optional(),
  /** On an answer: the message whose source its rows were taken from. */
  sourceMessageId: Id.optional(),
});
export type MessageMetadata = z.infer<typeof MessageMetadata>;

export const Message = z
  .object({
    id: Id,
    conversationId: Id,
    role: z.enum(["user", "assistant", "system"]),
    content: z.string(),
    status: MessageStatus,
    tables: z.array(Id),
    metadata: MessageMetadata,
    createdAt: Time,
  })
  .meta({ id: "Message", example: answer });
export type Message = z.infer<typeof Message>;

/** Oldest first within a page; the cursor walks towards older ones. */
export const MessagePage = pageOf(Message).meta({ id: "MessagePage" });

/** A source's text, and where it came from. `html` is what the clipboard held beside the text. */
export const SourceText = z
  .object({ kind: z.enum(["text", "range", "file"]), title: z.string(), text: z.string() })
  .meta({ id: "SourceText", example: { kind: "text", title: given.sourceTitle, text: given.sourceText } });
export type SourceText = z.infer<typeof SourceText>;

/**
 * What rows are taken from. `text` for pasted text and files; a range's `values` are as shown in the sheet,
 * its first row the headers where `hasHeader`. A file is its `text`, or what `POST /files` kept: `fileId`, or
 * `fileIds` for several, whose rows then carry the name of their file.
 */
export const Source = z
  .object({
    kind: z.enum(["text", "range", "file"]),
    text: z.string().optional(),
    a1: z.string().max(500).optional(),
    values: z.array(z.array(z.string())).max(20_000).optional(),
    fileId: Id.optional(),
    fileIds: z.array(Id).min(1).max(50).optional(),
    title: z.string().max(200).optional(),
  })
  .refine(isWhole, {
    message: "A text source needs text, a file text or fileId or fileIds, a range values",
  })
  .meta({ id: "Source", example: source });
export type Source = z.infer<typeof Source>;

function isWhole(source: {
  kind: "text" | "range" | "file";
  text?: string | undefined;
  values?: string[][] | undefined;
  fileId?: string | undefined;
  fileIds?: string[] | undefined;
}): boolean {
  if (source.kind === "range") return source.values !== undefined;
  const given = [source.text, ...(source.kind === "file" ? [source.fileId, source.fileIds] : [])];
  return given.filter((it) => it !== undefined).length === 1;
}

const timeZone = z.string().max(64).refine(isTimeZone, "Not an IANA time zone");
const locale = z.string().max(35).refine(isLocale, "Not a BCP 47 locale");

/** BCP 47 and IANA names, as Intl knows them. */
export const Place = z.object({ locale, timeZone });

export const SendMessageRequest = Place.extend({
  content: z.string().max(100_000),
  source: Source.optional(),
  sourceMessageId: Id.optional(),
  revises: Id.optional(),
  columns: z.array(WantedColumn).max(200).optional(),
  rules: RowRules.optional(),
  /** Its columns, rules and instructions, where the request names none of its own. */
  templateId: Id.optional(),
  /** Refuses an earlier turn's answer to the same request: the model is asked again. */
  fresh: z.boolean().optional(),
  mode: z.enum(["auto", "chat", "extract"]).default("auto"),
  engine: z.enum(["openai", "offline"]).optional(),
}).meta({ id: "SendMessageRequest", example: { content: given.question, source, ...given.place } });
export type SendMessageRequest = z.infer<typeof SendMessageRequest>;
/** What a client may send: fields with a default are optional. */
export type SendMessageInput = z.input<typeof SendMessageRequest>;

/** Without a `conversationId` the message begins a conversation, of `spreadsheetId` where that is given. */
export const SendChatMessageRequest = SendMessageRequest.extend({
  conversationId: Id.optional(),
  spreadsheetId: z.string().max(200).optional(),
}).meta({
  id: "SendChatMessageRequest",
  example: { content: given.question, source, ...given.place, spreadsheetId: given.spreadsheetId },
});
export type SendChatMessageInput = z.input<typeof SendChatMessageRequest>;

export const Usage = z
  .object({
    inputTokens: z.int(),
    outputTokens: z.int(),
    cachedTokens: z.int(),
    /** Some of it was counted here: a call was cut off before the model told its own figures. */
    estimated: z.literal(true).optional(),
  })
  .meta({ id: "Usage", example: given.usage });
export type Usage = z.infer<typeof Usage>;

export const Cost = z
  .object({ amount: z.number(), currency: z.string() })
  .meta({ id: "Cost", example: given.cost });
export type Cost = z.infer<typeof Cost>;

export const FinishReason = z.enum(["complete", "stopped", "length", "refused", "content-filter"]);
export type FinishReason = z.infer<typeof FinishReason>;

/** A table as a whole: what a turn as JSON and `POST /extract` carry. */
export const TableResult = z
  .object({
    id: Id.optional(),
    title: z.string(),
    columns: z.array(Column),
    rows: z.array(z.array(Cell)),
    ledger: Ledger,
  })
  .meta({ id: "TableResult", example: table });
export type TableResult = z.infer<typeof TableResult>;

export const TurnResult = z
  .object({
    message: Message,
    tables: z.array(TableResult),
    usage: Usage,
    cost: Cost.nullable(),
    engine: z.string(),
    finishReason: FinishReason,
    /** The rows are those of an earlier, equal request: the model was not asked. */
    reused: z.boolean().optional(),
  })
  .meta({
    id: "TurnResult",
    example: { message: answer, tables: [table], ...outcome, finishReason: "complete" },
  });
export type TurnResult = z.infer<typeof TurnResult>;

export const ExtractRequest = Place.extend({
  text: z.string().min(1),
  columns: z.array(WantedColumn).max(200).optional(),
  rules: RowRules.optional(),
  templateId: Id.optional(),
  /** Refuses an earlier answer to the same request, which is kept for a day: the model is asked again. */
  fresh: z.boolean().optional(),
}).meta({
  id: "ExtractRequest",
  example: { text: given.sourceText, ...given.place, columns: columns.map(({ name }) => ({ name })) },
});
export type ExtractRequest = z.infer<typeof ExtractRequest>;

export const ExtractResult = TurnResult.pick({
  tables: true,
  usage: true,
  cost: true,
  engine: true,
  reused: true,
}).meta({ id: "ExtractResult", example: { tables: [extracted], ...outcome } });
export type ExtractResult = z.infer<typeof ExtractResult>;

/** Those that were found good: there are some hundreds, and looking one up is slow. */
const timeZones = new Set<string>();

function isTimeZone(name: string): boolean {
  const isKnown = timeZones.has(name) || accepts(() => new Intl.DateTimeFormat("en", { timeZone: name }));
  if (isKnown && timeZones.size < 1_000) timeZones.add(name);
  return isKnown;
}

function isLocale(tag: string): boolean {
  return accepts(() => new Intl.Locale(tag));
}

function accepts(construct: () => unknown): boolean {
  try {
    construct();
    return true;
  } catch {
    return false;
  }
}
