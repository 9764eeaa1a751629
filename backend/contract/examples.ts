/**
 * What the wire's examples tell of: one person, one conversation, one table of three invoices. A schema's example
 * stands beside the schema and takes from here what others show too.
 */
export const userId = "019bb153-8740-7a31-8c5e-2f7d1b6a9e04";
export const conversationId = "019cadfd-8900-7d42-9b1f-4c8e6a2d7f13";
export const tableId = "019cadfd-a070-7cc0-b4f5-6a3bd9b0f2a1";
export const templateId = "019bb153-8740-7f5b-a2c7-9d4e1f8b3a66";
export const messageId = "019cadfd-9c88-7b63-8d2a-5e9f7c3b1a24";
export const fileId = "019cadfd-8900-7e19-8b4d-7a6c2f5e9d35";
export const rowIds = [
  "019cadfd-ac28-7318-be50-6f772e789fa6",
  "019cadfd-ac28-7318-be50-6f772e789fa7",
  "019cadfd-ac28-7318-be50-6f772e789fa8",
] as const;
export const spreadsheetId = "1n6W3uZ9kQx7aVdT2rYpLsB5cHfJg8eM4oXqRiUwKyEA";
export const spreadsheetUrl = `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`;

/** When the account was made, the conversation begun, its answer complete, and a change made later. */
export const joinedAt = "2026-01-12T08:30:00.000Z";
export const begunAt = "2026-03-02T10:00:00.000Z";
export const answeredAt = "2026-03-02T10:00:09.000Z";
export const changedAt = "2026-03-02T10:05:00.000Z";

export const place = { locale: "de-DE", timeZone: "Europe/Berlin" };
export const user = {
  id: userId,
  ...{ email: "ann.berger@example.org", name: "Ann Berger", createdAt: joinedAt },
};

export const sourceText = [
  "A-1, due 3.4.2026: 1.250,50 €",
  "A-2, due 17.4.2026: 89,90 €",
  "A-3, due 2.5.2026: 310,00 €",
].join("\n");
export const sourceTitle = "Open invoices";
export const question = "One row for each invoice.";

export const answer = "Three invoices are open.";

export const columns = [
  { name: "Number", type: "id", origin: "quoted" },
  { name: "Due", type: "date", origin: "quoted" },
  { name: "Total", type: "currency", origin: "quoted" },
];
export const rows = [
  invoice("A-1", ["2026-04-03", "3.4.2026"], [1250.5, "1.250,50 €"]),
  invoice("A-2", ["2026-04-17", "17.4.2026"], [89.9, "89,90 €"]),
  invoice("A-3", ["2026-05-02", "2.5.2026"], [310, "310,00 €"]),
];
export const ledger = { expected: rows.length, got: rows.length, gaps: [] };
export const table = {
  ...{ id: tableId, conversationId, messageId, title: "Invoices", dataType: "invoice" },
  ...{ schemaVersion: 1, format: "table", columns, version: 1, rowCount: rows.length, ledger },
  ...{ createdAt: answeredAt, updatedAt: answeredAt, deletedAt: null },
};

export const usage = { inputTokens: 412, outputTokens: 96, cachedTokens: 0 };
export const cost = { amount: 0.0011, currency: "USD" };
export const model = "gpt-5-mini";

export const promptHash = "9f2c5b7e1a8d4036b2f7c9e5d8a1034f6b7e2c9d5a8f1b3e4d7c6a9b2e5f8d10";
/** Opaque: a page that has one goes on there. */
export const cursor = "WyIyMDI2LTAzLTAyVDEwOjAwOjAwLjAwMFoiXQ";

/** What a reader of the answer is told. */
export const turnEvents = [
  { type: "turn-start", messageId, conversationId, engine: "openai", model },
  { type: "table-start", tableId, title: table.title, columns, expectedRows: rows.length, version: 1 },
  ...rows.map((cells, index) => ({ type: "row-add", tableId, index, cells })),
  { type: "table-end", tableId, ...ledger, flagged: 0 },
  { type: "text-delta", text: answer },
  { type: "turn-end", usage, cost, durationMs: 9_000, finishReason: "complete" },
];

/** A row as the wire has it: what was read exactly says no more than its value, what it was and where it stood. */
function invoice(number: string, [due, dueRaw]: [string, string], [total, totalRaw]: [number, string]) {
  return [
    { value: number, spans: [spanOf(number)] },
    { value: due, raw: dueRaw, spans: [spanOf(dueRaw)] },
    { value: total, raw: totalRaw, currency: "EUR", spans: [spanOf(totalRaw)] },
  ];
}

function spanOf(raw: string): { start: number; end: number } {
  const start = sourceText.indexOf(raw);
  return { start, end: start + raw.length };
}
