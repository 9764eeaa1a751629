import { expect, test } from "vitest";
import { contextWindow, type PastMessage } from "./context.ts";

const message = (content: string, more: Partial<PastMessage> = {}): PastMessage => ({
  ...{ role: "user", content, source: null, tables: [] },
  ...more,
});

test("messages stand oldest first, sources and tables by their names and sizes", () => {
  const newestFirst = [
    message("", {
      role: "assistant",
      tables: [{ title: "Invoices", columns: ["No", "Total"], rowCount: 3 }],
    }),
    message("read this", { source: { title: "Mail", bytes: 120 } }),
  ];
  expect(contextWindow(newestFirst, 100)).toEqual([
    { role: "user", content: "read this\n[Source: Mail, 120 bytes]" },
    { role: "assistant", content: "[Table: Invoices, 3 rows: No, Total]" },
  ]);
});

test("the budget keeps the newest and cuts the one that passes it, between two characters", () => {
  const window = contextWindow([message("new"), message("€€€"), message("old")], 2);
  expect(window.map(({ content }) => content)).toEqual(["€", "new"]);
});

test("a message that says nothing is left out", () => {
  expect(contextWindow([message(" ")], 100)).toEqual([]);
});
