import { expect } from "vitest";
import { csv, notes } from "./samples.ts";
import type { SheetPage } from "./sheet-page.ts";
import { test } from "./test.ts";

async function openHistory(sheet: SheetPage) {
  await sheet.button("History").click();
  return sheet.sidebar.getByRole("dialog", { name: "Conversations" });
}

test("“also add the due date” makes the same table grow, and what is there stays", async ({ sheet }) => {
  await sheet.button("Try a sample mail").click();
  await sheet.send("Invoice number, seller and total");
  await sheet.card().getByText("3 of 3 rows").waitFor();
  await sheet.button("Remove Changing: Sample mail").waitFor();
  await sheet.send("also add the due date");
  await sheet.sidebar.getByText("Sample mail: changed below").waitFor();
  await sheet.card().getByText("3 of 3 rows").waitFor();
  expect(await sheet.sidebar.getByRole("region").count()).toBe(1);
  await sheet.insert();
  expect(await sheet.shown("A1:E4")).toEqual([
    ["Invoice number", "Seller", "Total", "Due date", ""],
    ["0004711", "Nordlicht Energie GmbH", "€1,475.60", "2026-04-02", ""],
    ["0098123", "Baxter & Lowe Printing Ltd", "$929.34", "2026-03-23", ""],
    ["0000385", "Atelier Moreau SARL", "€2,418.90", "2026-04-11", ""],
  ]);
});

test("after a reload the conversation, its table and the cells are there, and so is what was being typed", async ({
  sheet,
}) => {
  await sheet.paste(csv);
  await sheet.send("Sales of March");
  await sheet.insert();
  await sheet.composer.fill("half a thought");
  await sheet.reload();
  expect(await sheet.composer.inputValue()).toBe("half a thought");
  expect(await sheet.values("A2:B2")).toEqual([["000123", 46083]]);

  const history = await openHistory(sheet);
  await history.getByRole("button", { name: /^Sales of March/ }).click();
  await sheet.sidebar.getByRole("list", { name: "Conversation" }).getByText("Sales of March").waitFor();
  await sheet.card().getByRole("cell", { name: "Boutique Été" }).waitFor();
  await sheet.card().getByRole("button", { name: "Open" }).click();
  await sheet.sidebar.getByRole("heading", { name: "Record 1 of 5" }).waitFor();
  await sheet.sidebar.getByRole("definition").getByText("Miller, Anna", { exact: true }).first().waitFor();
});

test("a conversation is renamed, deleted and restored", async ({ sheet }) => {
  await sheet.paste(notes);
  await sheet.send();
  await sheet.card().getByRole("button", { name: "Insert" }).waitFor();

  let history = await openHistory(sheet);
  await history.getByRole("button", { name: /^Rename / }).click();
  await history.getByRole("textbox", { name: "New name" }).fill("Appointments");
  await history.getByRole("button", { name: "Save" }).click();
  await history.getByRole("button", { name: "Delete Appointments" }).click();
  await history.getByText("No conversations yet.").waitFor();
  await history.getByRole("button", { name: "Deleted", exact: true }).click();
  await history.getByRole("button", { name: "Restore Appointments" }).click();

  await sheet.reload();
  history = await openHistory(sheet);
  await history.getByRole("button", { name: /^Appointments/ }).click();
  await sheet.card().getByText("2 of 2 rows").waitFor();
});

test("another spreadsheet's conversations stand under All alone", async ({ sheet }) => {
  await sheet.paste(csv);
  await sheet.send("Only in the first sheet");
  await sheet.card().getByRole("button", { name: "Insert" }).waitFor();

  await sheet.replace();
  const history = await openHistory(sheet);
  await history.getByText("No conversations yet.").waitFor();
  await history.getByRole("button", { name: "All", exact: true }).click();
  await history.getByRole("button", { name: /^Only in the first sheet/ }).waitFor();
});

test("a table's records are looked through one by one, each value over its place in the source", async ({
  sheet,
}) => {
  await sheet.button("Try a sample mail").click();
  await sheet.send();
  await sheet.card().getByRole("button", { name: "Open" }).click();
  await sheet.sidebar.getByRole("heading", { name: "Record 1 of 3" }).waitFor();
  await sheet.button("Next record").click();
  await sheet.sidebar.getByRole("heading", { name: "Record 2 of 3" }).waitFor();
  const total = sheet.sidebar.getByRole("definition").filter({ hasText: "$929.34" });
  await total.getByText("Line 23").waitFor();
  await sheet.button("Insert 3 rows").waitFor();
});

test("one tab's rows and conversations are there in another tab of the same spreadsheet", async ({
  sheet: first,
}) => {
  const page = await first.page.context().newPage();
  await page.goto(first.page.url());
  const second = new (first.constructor as typeof SheetPage)(page);
  await second.ready();
  for (const [sheet, text] of [
    [first, csv],
    [second, notes],
  ] as const) {
    await sheet.paste(text);
    await sheet.send();
    await sheet.card().getByRole("button", { name: "Insert" }).waitFor();
  }
  expect(await first.insert()).toBe("Sheet1!A1:E6");
  await second.select("A10");
  expect(await second.insert()).toBe("Sheet1!A10:D12");
  for (const sheet of [first, second]) {
    expect(await sheet.values("A2:B2")).toEqual([["000123", 46083]]);
    expect(await sheet.values("A11:A12")).toEqual([["Lena Vogt"], ["Tom Berg"]]);
  }
  const history = await openHistory(first);
  await history
    .getByRole("button", { name: /^Rename / })
    .nth(1)
    .waitFor();
  await page.close();
});
