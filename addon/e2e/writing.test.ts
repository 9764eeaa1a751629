import { expect } from "vitest";
import { createTranslate } from "../sidebar/messages.ts";
import { csv, notes } from "./samples.ts";
import type { SheetPage } from "./sheet-page.ts";
import { test } from "./test.ts";

/** Puts the sales into the chat, ready to be inserted. */
async function pasteSales(sheet: SheetPage): Promise<void> {
  await sheet.paste(csv);
  await sheet.send();
  await sheet.card().getByRole("button", { name: "Insert" }).waitFor();
}

async function openInsert(sheet: SheetPage, target: string): Promise<void> {
  await sheet.card().getByRole("button", { name: "Insert" }).click();
  await sheet.sidebar.getByRole("radio", { name: target }).check();
}

test("rows go under the existing table, matched by its headers in another order", async ({ sheet }) => {
  await pasteSales(sheet);
  await sheet.type("B2:D3", [
    ["E-mail", "amount", "ORDER"],
    ["old@shop.example", 5, "x1"],
  ]);
  await sheet.select("B3");
  expect(await sheet.insert("Under the existing table")).toMatch(/^Sheet1!/);
  expect(await sheet.values("B2:D5")).toEqual([
    ["E-mail", "amount", "ORDER"],
    ["old@shop.example", 5, "x1"],
    ["anna@miller.example", 1250, "000123"],
    [null, 89.9, "000124"],
  ]);
});

test("rows go into a new sheet that is named after the table, its header frozen", async ({ sheet }) => {
  await pasteSales(sheet);
  const place = await sheet.insert("Into a new sheet");
  expect(await sheet.sheets()).toHaveLength(2);
  const [name = ""] = place.split("!");
  expect(await sheet.sheets()).toContain(name.replace(/^'(.*)'$/, "$1"));
  expect((await sheet.values("A1:B2"))[1]).toEqual(["000123", 46083]);
  expect(await sheet.values("Sheet1!A1:A1")).toEqual([[null]]);
});

test("rows start at the selected cell, without a header row where it is unticked", async ({ sheet }) => {
  await pasteSales(sheet);
  await sheet.select("C5");
  await openInsert(sheet, "At the selection");
  await sheet.sidebar.getByRole("checkbox", { name: "With a header row" }).uncheck();
  await sheet.button("Insert 5 rows at C5").click();
  await sheet.status("Added to Sheet1!C5:G9").waitFor();
  expect(await sheet.values("C5:D5")).toEqual([["000123", 46083]]);
});

test("cells that would be covered are shown and asked about first", async ({ sheet }) => {
  await pasteSales(sheet);
  await sheet.type("B2:B3", [["keep me"], [77]]);
  await sheet.select("A1");
  await openInsert(sheet, "At the selection");
  const change = sheet.sidebar.getByRole("listitem").filter({ hasText: "Date, row 2" });
  expect((await change.innerText()).split("\n")).toEqual([
    "Date, row 2",
    "before:",
    "keep me",
    "→ ",
    "after:",
    "2026-03-02",
  ]);
  expect(await sheet.button("Insert 5 rows at A1").isDisabled()).toBe(true);
  expect(await sheet.values("B2:B3")).toEqual([["keep me"], [77]]);
  await sheet.sidebar.getByRole("checkbox", { name: "Replace 2 cells" }).check();
  await sheet.button("Insert 5 rows at A1").click();
  await sheet.status("Added to Sheet1!A1:E6").waitFor();
  expect(await sheet.values("B2:B3")).toEqual([[46083], [46084]]);
});

test("web addresses become links where that is ticked, seen as links, and an undo takes them away", async ({
  sheet,
}) => {
  await sheet.paste("Name,Site\nAcme,https://acme.example/x\nBolt,\n");
  await sheet.send();
  await openInsert(sheet, "At the selection");
  await sheet.sidebar.getByText("Options", { exact: true }).click();
  await sheet.sidebar.getByRole("checkbox", { name: "Web addresses become links" }).check();
  await sheet.button("Insert 2 rows at A1").click();
  await sheet.status("Added to Sheet1!A1:B3").waitFor();
  const cells = (await sheet.read("B2:B3")).flat();
  expect(cells.map(({ value, link }) => [value, link])).toEqual([
    ["https://acme.example/x", "https://acme.example/x"],
    [null, null],
  ]);
  expect(cells.map(({ look }) => look.color)).toEqual(["#1155cc", "#000000"]);
  await sheet.button("Undo").click();
  await expect.poll(() => sheet.values("B2:B3")).toEqual([[null], [null]]);
  expect((await sheet.read("B2:B3")).flat()).toMatchObject([{ value: null, link: null }, { value: null }]);
});

test("rows that were read by a template get its look in a new sheet", async ({ sheet }) => {
  await sheet.type("A1:B2", [
    ["Customer", "Amount"],
    ["Somebody", 1],
  ]);
  await sheet.select("A1");
  await sheet.sidebar.getByRole("button", { name: "Add", exact: true }).click();
  await sheet.button(createTranslate("en")("template.use")).click();
  await sheet.button("From this sheet's headers").click();
  const form = await sheet.windowFrame();
  for (const name of ["Italic headers", "Header colour"]) await form.getByRole("checkbox", { name }).check();
  await form.getByRole("button", { name: "Save template" }).click();
  await sheet.page.locator("#window").waitFor({ state: "hidden" });
  await sheet.button(/^Sheet1/).click();
  await sheet.paste(csv);
  await sheet.send();
  await sheet.card().getByText("5 of 5 rows").waitFor();
  await sheet.insert("Into a new sheet");
  expect((await sheet.read("A1:B1")).flat()).toMatchObject([
    { value: "Customer", look: { italic: true, background: "#d9e7fd" } },
    { value: "Amount", look: { italic: true } },
  ]);
});

test("a place that was changed after the preview is not written over", async ({ sheet }) => {
  await pasteSales(sheet);
  await openInsert(sheet, "At the selection");
  await sheet.button("Insert 5 rows at A1").waitFor();
  await sheet.type("A2", [["typed in between"]]);
  await sheet.button("Insert 5 rows at A1").click();
  await sheet.sidebar
    .getByRole("alert")
    .getByText(/was changed at A1:E6 since you looked/)
    .waitFor();
  expect(await sheet.values("A1:A3")).toEqual([[null], ["typed in between"], [null]]);
});

test("a protected place stops the write before it starts", async ({ sheet }) => {
  await pasteSales(sheet);
  await sheet.protect("C3:C4");
  await openInsert(sheet, "At the selection");
  await sheet.sidebar
    .getByRole("alert")
    .getByText(/protected/)
    .waitFor();
  expect(await sheet.values("A1:A2")).toEqual([[null], [null]]);
});

test("inserting into a sheet without a table to append to says what to do", async ({ sheet }) => {
  await pasteSales(sheet);
  await openInsert(sheet, "Under the existing table");
  await sheet.sidebar
    .getByRole("alert")
    .getByText(/no table to append to in Sheet1/)
    .waitFor();
});

test("with automatic insertion a finished table goes in by itself when it only adds", async ({ sheet }) => {
  await sheet.button("Settings").click();
  await sheet.sidebar.getByRole("checkbox", { name: "Insert automatically" }).check();
  await sheet.button("Back").click();
  await sheet.paste(notes);
  await sheet.send();
  await sheet.card().getByText("Added to Sheet1!A1:D3").waitFor();
  expect(await sheet.values("A2:B3")).toEqual([
    ["Lena Vogt", "+49301234567"],
    ["Tom Berg", "+49407654321"],
  ]);
});

test("the selection's cells travel as a chip and come back as a table", async ({ sheet }) => {
  await sheet.type("B2:C4", [
    ["Item", "Count"],
    ["Pens", 12],
    ["Ink", 3],
  ]);
  await sheet.select("B2:C4");
  await sheet.button("Use selection").click();
  await sheet.button("Remove B2:C4").waitFor();
  await sheet.send();
  await sheet.card().getByText("2 of 2 rows").waitFor();
  await sheet.card().getByRole("cell", { name: "Pens" }).waitFor();
});

test("an empty selection says so", async ({ sheet }) => {
  await sheet.select("F5");
  await sheet.button("Use selection").click();
  await sheet.sidebar
    .getByRole("alert")
    .getByText(/selection is empty/)
    .waitFor();
});

test("the headers of the sheet's table become the wanted columns", async ({ sheet }) => {
  await sheet.type("A1:B2", [
    ["Customer", "Amount"],
    ["Somebody", 1],
  ]);
  await sheet.select("A1");
  await sheet.sidebar.getByRole("button", { name: "Add", exact: true }).click();
  await sheet.button("Use the table's headers").click();
  await sheet.button("Remove Headers of Sheet1").waitFor();
  await sheet.paste(csv);
  await sheet.send();
  await sheet.card().getByText("5 of 5 rows").waitFor();
  expect(await sheet.card().getByRole("columnheader").allTextContents()).toEqual(["Customer", "Amount"]);
});

test("a sheet that is too short for the rows grows", async ({ sheet }) => {
  const rows = Array.from({ length: 1_500 }, (_, at) => `Item ${at + 1},${at + 1}`);
  await sheet.paste(`Name,Count\n${rows.join("\n")}`);
  await sheet.send("into the sheet");
  await sheet.card().getByText("1,500 of 1,500 rows").waitFor();
  expect(await sheet.insert()).toBe("Sheet1!A1:B1501");
  expect(await sheet.values("A1501:B1501")).toEqual([["Item 1500", 1_500]]);
});
