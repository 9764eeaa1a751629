import { createHash } from "node:crypto";
import { SendChatMessageRequest } from "./contract/chat.ts";
import { insertPasswordUser } from "./features/auth/queries.ts";
import { insertTurn } from "./features/chat/turns/admission-queries.ts";
import { type WrittenEvent, written } from "./features/chat/turns/reader.ts";
import { storeEvents } from "./features/chat/turns/store-queries.ts";
import { type TableChange, TableRecorder } from "./features/tables/recorder.ts";
import { settlementOf } from "./features/usage/settling.ts";
import type { Tx } from "./platform/database.ts";
import type { Deps } from "./platform/deps.ts";
import { recallKey } from "./platform/idempotency.ts";

type Warmed = Pick<Deps, "sql" | "clock" | "newId" | "config" | "lifetime" | "engines" | "log">;

/** More of them gain little: what is compiled early is compiled by then. */
const ROUNDS = 3;
const ROWS = 32;

class Over extends Error {}

/**
 * Fresh code runs at a fraction of its speed, and a database plans a statement when it first sees it: what a message with
 * a table takes is gone through before somebody waits for one. Each round is rolled back, so that nothing of it stays. A
 * failure is logged: the first message then takes longer, no more.
 */
export async function warmUp(deps: Warmed): Promise<void> {
  try {
    for (let round = 0; round < ROUNDS && !deps.lifetime.signal.aborted; round += 1) {
      await deps.sql
        .begin(async (tx) => {
          await rehearse(deps, tx);
          throw new Over();
        })
        .catch((error: unknown) => {
          if (!(error instanceof Over)) throw error;
        });
    }
  } catch (error) {
    deps.log.warn({ err: error }, "the first message was not rehearsed");
  }
}

/** A person, their first message with a table, and its answer. */
async function rehearse({ clock, newId, config, engines }: Warmed, tx: Tx): Promise<void> {
  const at = clock();
  const [userId, conversationId] = [newId(), newId()];
  const [questionId, messageId] = [newId(), newId()];
  const text = `Name,Amount\n${"Somebody,1.50 EUR\n".repeat(ROWS)}`;
  const { content } = SendChatMessageRequest.parse({
    ...{ content: "", source: { kind: "text", text }, locale: "en-US", timeZone: "UTC" },
  });
  await insertPasswordUser(tx, {
    id: userId,
    email: `${userId}@invalid`,
    name: "",
    passwordHash: "",
    now: at,
  });
  const keyed = { userId, key: newId(), hash: createHash("sha256").digest() };
  await recallKey(tx, keyed, at);
  const { name: engine, model } = engines.offline;
  await insertTurn(tx, {
    ...{ userId, conversationId, revision: null, title: "Rehearsal", spreadsheetId: null, at },
    question: { id: questionId, content, metadata: {} },
    source: { kind: "text", title: "", text, bytes: text.length },
    answer: { id: messageId, inputHash: null, metadata: { engine, model } },
    opening: { seq: 1, event: { type: "turn-start", messageId, conversationId, engine, model } },
    keyed,
    ...{ reserving: null, leaseMs: config.limits.turnLeaseMs },
  });
  const turn = { userId, conversationId, messageId };
  const making = () => ({
    ...{ by: "turn" as const, engine, model, promptHash: null, templateId: null, templateVersion: null },
  });
  const recorder = new TableRecorder({ ...turn, making, revises: null, newId, clock });
  const eventsOf = (first: number): WrittenEvent[] =>
    Array.from({ length: ROWS }, (_, index) =>
      written({ seq: first + index, event: { type: "text-delta", text: "…" } }),
    );
  await Promise.all([
    storeEvents(tx, [{ ...turn, events: eventsOf(2), end: null }], { at, locked: "wait" }),
    recorder.write(tx, tableOf(newId())),
  ]);
  const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
  const settlement = settlementOf(
    { newId },
    { engine: engines.offline, usage, cost: null, reservation: null },
  );
  const end = { status: "complete", content: "", metadata: {}, settlement };
  await storeEvents(tx, [{ ...turn, events: eventsOf(2 + ROWS), end }], { at, locked: "skip" });
}

function tableOf(tableId: string): TableChange[] {
  const columns = [
    { name: "Name", type: "text" as const },
    { name: "Amount", type: "currency" as const },
  ];
  const rows = Array.from({ length: ROWS }, (_, index): TableChange => {
    const cells = [{ value: "Somebody" }, { value: 1.5, raw: "1.50 EUR", currency: "EUR" }];
    return { type: "row-add", index, cells };
  });
  const start = { title: "Rehearsal", dataType: "record", columns, expectedRows: ROWS };
  return [
    { type: "table-start", tableId, version: 1, ...start },
    ...rows,
    { type: "table-end", broken: false, got: ROWS, expected: ROWS, gaps: [] },
  ];
}
