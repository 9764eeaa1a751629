import type { User } from "../../backend/contract/auth.ts";
import type { Conversation, Message, SourceText } from "../../backend/contract/chat.ts";
import type { FileList } from "../../backend/contract/files.ts";
import type { Meta } from "../../backend/contract/meta.ts";
import type { Page } from "../../backend/contract/paging.ts";
import type {
  RedoRequest,
  RedoResult,
  RestoreTableRequest,
  UpdateTableInput,
} from "../../backend/contract/table-edits.ts";
import type { TableDiff, TableVersion } from "../../backend/contract/table-history.ts";
import type { Table, TableRow } from "../../backend/contract/tables.ts";
import type {
  CreateTemplateInput,
  Template,
  UpdateTemplateRequest,
} from "../../backend/contract/templates.ts";
import type { Session } from "./session.ts";
import { type FollowOptions, followTurn, sendTurn, type TurnRequest } from "./turn-stream.ts";

export interface ConversationFilter {
  spreadsheetId?: string;
  deleted?: boolean;
  cursor?: string;
}

export interface Api {
  /** For what a part of the page asks, below `/api/v1`. */
  send: Session["send"];
  meta(signal: AbortSignal): Promise<unknown>;
  signIn(): Promise<User>;
  signOut(): Promise<void>;
  conversations(filter: ConversationFilter): Promise<Page<Conversation>>;
  conversation(id: string): Promise<Conversation>;
  renameConversation(id: string, title: string): Promise<Conversation>;
  deleteConversation(id: string): Promise<void>;
  restoreConversation(id: string): Promise<void>;
  messages(conversationId: string, cursor?: string): Promise<Page<Message>>;
  source(messageId: string): Promise<SourceText>;
  tables(conversationId: string, cursor?: string): Promise<Page<Table>>;
  table(id: string): Promise<Table>;
  rows(tableId: string, version: number, cursor?: string): Promise<Page<TableRow>>;
  uploadFiles(files: readonly File[]): Promise<FileList>;
  updateTable(id: string, change: UpdateTableInput): Promise<Table>;
  redo(tableId: string, request: RedoRequest): Promise<RedoResult>;
  restoreTable(id: string, request: RestoreTableRequest): Promise<Table>;
  /** The newest first. */
  versions(tableId: string, cursor?: string): Promise<Page<TableVersion>>;
  /** The first differences from one version to another. */
  diff(tableId: string, from: number, to: number): Promise<TableDiff>;
  /** The newest first. */
  templates(cursor?: string): Promise<Page<Template>>;
  template(id: string, version: number): Promise<Template>;
  createTemplate(body: CreateTemplateInput): Promise<Template>;
  updateTemplate(id: string, body: UpdateTemplateRequest): Promise<Template>;
  deleteTemplate(id: string): Promise<void>;
  stop(messageId: string): Promise<void>;
  sendTurn(turn: TurnRequest, options: FollowOptions): Promise<void>;
  followTurn(messageId: string, after: number, options: FollowOptions): Promise<void>;
}

/** The backend's routes, typed by its contract. Every call rejects with a `Failure`. */
export function createApi(session: Session): Api {
  const get = async <T>(path: string): Promise<T> => (await (await session.send(path)).json()) as T;
  /** The key is made once a call, so that the repetition after a renewed sign-in is the same request. */
  const write = async (method: string, path: string, body?: unknown): Promise<Response> =>
    session.send(path, {
      method,
      headers: { "Idempotency-Key": crypto.randomUUID(), "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  return {
    send: session.send,
    async meta(signal) {
      return (await session.sendOpen("/meta", { signal })).json();
    },
    signIn: session.signIn,
    signOut: session.signOut,
    conversations: ({ spreadsheetId, deleted, cursor }) =>
      get(`/chat/conversations${query({ spreadsheetId, cursor, deleted: deleted ? "true" : undefined })}`),
    conversation: (id) => get(`/chat/conversations/${id}`),
    async renameConversation(id, title) {
      return (await write("PATCH", `/chat/conversations/${id}`, { title })).json();
    },
    async deleteConversation(id) {
      await write("DELETE", `/chat/conversations/${id}`);
    },
    async restoreConversation(id) {
      await write("POST", `/chat/conversations/${id}/restore`);
    },
    messages: (id, cursor) => get(`/chat/conversations/${id}/messages${query({ cursor })}`),
    source: (id) => get(`/chat/messages/${id}/source`),
    tables: (conversationId, cursor) => get(`/tables${query({ conversationId, limit: "100", cursor })}`),
    table: (id) => get(`/tables/${id}`),
    rows: (id, version, cursor) =>
      get(`/tables/${id}/rows${query({ version: String(version), limit: "1000", cursor })}`),
    async uploadFiles(files) {
      const body = new FormData();
      for (const file of files) body.append("files", file);
      const headers = { "Idempotency-Key": crypto.randomUUID() };
      return (await session.send("/files", { method: "POST", headers, body })).json();
    },
    async updateTable(id, change) {
      return (await write("PATCH", `/tables/${id}`, change)).json();
    },
    async redo(id, request) {
      return (await write("POST", `/tables/${id}/redo`, request)).json();
    },
    async restoreTable(id, request) {
      return (await write("POST", `/tables/${id}/restore`, request)).json();
    },
    versions: (id, cursor) => get(`/tables/${id}/versions${query({ cursor })}`),
    diff: (id, from, to) =>
      get(`/tables/${id}/diff${query({ from: String(from), to: String(to), limit: "20" })}`),
    templates: (cursor) => get(`/templates${query({ cursor })}`),
    template: (id, version) => get(`/templates/${id}${query({ version: String(version) })}`),
    async createTemplate(body) {
      return (await write("POST", "/templates", body)).json();
    },
    async updateTemplate(id, body) {
      return (await write("PATCH", `/templates/${id}`, body)).json();
    },
    async deleteTemplate(id) {
      await write("DELETE", `/templates/${id}`);
    },
    async stop(id) {
      await write("POST", `/chat/messages/${id}/stop`);
    },
    sendTurn: (turn, options) => sendTurn(session, turn, options),
    followTurn: (id, after, options) => followTurn(session, id, after, options),
  };
}

function query(values: Record<string, string | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) search.set(name, value);
  return search.size === 0 ? "" : `?${search}`;
}

/** Checked by hand, since a wrong server may answer with anything. */
export function isMeta(body: unknown): body is Meta {
  return typeof body === "object" && body !== null && "product" in body && body.product === "rowsmith";
}
