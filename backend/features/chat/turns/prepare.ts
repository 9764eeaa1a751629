import type { SendMessageRequest } from "../../../contract/chat.ts";
import type { NumberedEvent } from "../../../contract/events.ts";
import type { Engine, EngineRequest, EngineSource } from "../../../extraction/engine.ts";
import type { Deps } from "../../../platform/deps.ts";
import type { StandingTable } from "../../tables/revision.ts";
import { loadStandingTable, summariseTables } from "../../tables/service.ts";
import type { TemplateUse } from "../../templates/apply-template.ts";
import type { Reservation } from "../../usage/caps.ts";
import type { PastRecord } from "./admission-queries.ts";
import { contextWindow } from "./context.ts";
import type { EarlyStart } from "./early-start.ts";
import { findEngineSource } from "./queries.ts";

/** A turn that was admitted: its messages are stored, its engine was not asked yet. */
export interface Turn {
  userId: string;
  conversationId: string;
  /** The answer's. */
  messageId: string;
  requestId: string;
  engine: Engine;
  request: Pick<SendMessageRequest, "content" | "columns" | "rules" | "mode" | "locale" | "timeZone">;
  /** Its template's, else empty. */
  instructions: string;
  template: TemplateUse | null;
  /** The source itself where it came with the message, else the message that holds it. */
  source: EngineSource | { messageId: string } | null;
  revises: string | null;
  /** Its first event, which is stored with it. */
  opening: NumberedEvent;
  /** Newest first. */
  past: PastRecord[];
  /**
   * Either the earlier turn whose answer this one is, or what the engine needs beyond this, which was read while the turn
   * was being stored.
   */
  from: { reuses: string } | { prepared: Promise<PreparedTurn>; early: EarlyStart | null };
  /** Of the person's caps. */
  reservation: Reservation | null;
  /** When the person wrote. */
  at: Date;
  admissionMs: number;
}

/** A turn as far as its preparation knows it. */
type Preparing = Pick<Turn, "userId" | "request" | "past" | "revises" | "source" | "instructions" | "at">;

export interface PreparedTurn {
  request: EngineRequest;
  revises: StandingTable | null;
}

/** Reads what the engine needs beyond what admission knew. */
export async function prepare({ sql, config }: Deps, turn: Preparing): Promise<PreparedTurn> {
  const { userId, request, past } = turn;
  const [revises, tables, source] = await Promise.all([
    turn.revises === null ? null : loadStandingTable(sql, { userId, tableId: turn.revises }),
    summariseTables(sql, userId, answersIn(past)),
    loadSource(sql, turn),
  ]);
  const history = contextWindow(
    past.map(({ id, role, content, metadata }) => ({
      ...{ role, content, source: metadata.source ?? null },
      tables: (tables.get(id) ?? []).map(({ title, columns, rowCount }) => ({
        ...{ title, rowCount, columns: columns.map((column) => column.name) },
      })),
    })),
    config.limits.contextTokens,
  );
  return {
    revises,
    request: {
      prompt: request.content,
      history,
      source,
      columns: request.columns ?? null,
      revises: revises && {
        title: revises.title,
        columns: revises.columns,
        rows: revises.rows.map((row) => row.cells),
      },
      rules: request.rules ?? [],
      instructions: turn.instructions,
      mode: request.mode,
      locale: request.locale,
      timeZone: request.timeZone,
      now: turn.at,
    },
  };
}

async function loadSource(sql: Deps["sql"], { userId, source }: Preparing): Promise<EngineSource | null> {
  if (source === null || "text" in source) return source;
  return (await findEngineSource(sql, userId, source.messageId)) ?? null;
}

function answersIn(past: PastRecord[]): string[] {
  return past.filter((message) => message.role === "assistant").map((message) => message.id);
}
