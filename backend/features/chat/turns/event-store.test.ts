import { expect, test } from "vitest";
import type { Database } from "../../../platform/database.ts";
import { EventStore } from "./event-store.ts";
import { type WrittenEvent, written } from "./reader.ts";

const at = () => new Date("2026-03-02T10:00:00Z");
const text = (seq: number): WrittenEvent =>
  written({ seq, event: { type: "text-delta", text: String(seq) } });
const of = (messageId: string) => ({ userId: "u", messageId });

/**
 * A database that answers a statement when it is told to; each is kept as the texts that it was given. As the client
 * does, it runs what is awaited: a part of a statement is not.
 */
function slowDatabase() {
  const statements: { given: string; answer(outcome: unknown): void }[] = [];
  const sql = (_: TemplateStringsArray, ...values: unknown[]) => ({
    // biome-ignore lint/suspicious/noThenProperty: the client's queries begin when they are awaited
    then: (resolve: (rows: unknown) => void, reject: (cause: unknown) => void) =>
      statements.push({
        given: JSON.stringify(values),
        answer: (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)),
      }),
  });
  return { statements, sql: sql as unknown as Database };
}
const breathe = () => new Promise((resolve) => setImmediate(resolve));

test("what turns write during a statement goes with the next, all of it in one", async () => {
  const { statements, sql } = slowDatabase();
  const store = new EventStore(sql, at);
  const first = store.append(of("a"), [text(1)]);
  await breathe();
  const others = [store.append(of("b"), [text(1)]), store.append(of("c"), [text(1), text(2)])];
  await breathe();
  expect(statements).toHaveLength(1);
  statements[0]?.answer([{ messageId: "a" }]);
  await first;
  await breathe();
  expect(statements).toHaveLength(2);
  expect(statements[1]?.given).toMatch(/b.*c/);
  statements[1]?.answer([{ messageId: "b" }, { messageId: "c" }]);
  await Promise.all(others);
});

test("a turn that is no longer this process's is told so, and the others are stored", async () => {
  const { statements, sql } = slowDatabase();
  const store = new EventStore(sql, at);
  const [kept, lost] = [store.append(of("a"), [text(1)]), store.append(of("b"), [text(1)])];
  await breathe();
  statements[0]?.answer([{ messageId: "a" }]);
  await kept;
  await breathe();
  statements[1]?.answer([]);
  await expect(lost).rejects.toThrow("lease is lost");
});

test("a turn whose row somebody holds waits for it alone", async () => {
  const { statements, sql } = slowDatabase();
  const store = new EventStore(sql, at);
  const [held, free] = [store.append(of("a"), [text(1)]), store.append(of("b"), [text(1)])];
  await breathe();
  statements[0]?.answer([{ messageId: "b" }]);
  await free;
  const next = store.append(of("b"), [text(2)]);
  await breathe();
  statements[2]?.answer([{ messageId: "b" }]);
  await next;
  statements[1]?.answer([{ messageId: "a" }]);
  await held;
});

test("where a statement for several fails, each is tried alone", async () => {
  const { statements, sql } = slowDatabase();
  const store = new EventStore(sql, at);
  const [bad, good] = [store.append(of("a"), [text(1)]), store.append(of("b"), [text(1)])];
  await breathe();
  statements[0]?.answer(new Error("a text that cannot be stored"));
  await breathe();
  statements[1]?.answer(new Error("a text that cannot be stored"));
  await expect(bad).rejects.toThrow("cannot be stored");
  await breathe();
  statements[2]?.answer([{ messageId: "b" }]);
  await good;
});
