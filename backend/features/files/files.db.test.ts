import { afterAll, beforeAll, expect, test } from "vitest";
import type { TurnResult } from "../../contract/chat.ts";
import type { FileList } from "../../contract/files.ts";
import type { Problem } from "../../contract/problem.ts";
import { createOfflineEngine } from "../../extraction/offline/engine.ts";
import { createTestApp, type Person, type TestApp } from "../../testing/app.ts";
import { beginConversation, json, send } from "../../testing/chat.ts";
import { makeDocx, makePdf, makeXlsx, makeZipBomb } from "../../testing/files.ts";

const offline = createOfflineEngine();
let app: TestApp;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  app = await createTestApp({
    overrides: { engines: { default: offline, offline, openai: null } },
    environment: { MAX_FILE_BYTES: "20000", MAX_FILES: "3", MAX_KEPT_FILE_BYTES: "100000" },
  });
  [ada, eve] = await Promise.all([app.signIn(), app.signIn()]);
});
afterAll(() => app.close());

type Named = [name: string, bytes: Uint8Array | string];

async function upload(
  person: Person,
  files: Named[],
  headers: Record<string, string> = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, bytes] of files) form.append("files", new File([Buffer.from(bytes)], name));
  const encoded = new Response(form);
  return app.upload(person, "/api/v1/files", encoded, headers);
}

const invoice = (number: string, total: string) =>
  makePdf([
    [
      { x: 50, y: 780, text: "Nordlicht GmbH" },
      { x: 50, y: 750, text: `Invoice number: ${number}` },
      { x: 50, y: 735, text: "Invoice date: 3 March 2026" },
      { x: 50, y: 720, text: `Total: EUR ${total}` },
    ],
  ]);

test("201 with what was read of each file, in order", async () => {
  const response = await upload(ada, [
    ["Invoice.pdf", invoice("0071", "12.50")],
    ["list.csv", "id;name\n1;Müller\n"],
    ["letter.docx", makeDocx(["Dear Ada", [["a", "b"]]])],
  ]);
  expect(response.status).toBe(201);
  const { items } = await json<FileList>(response);
  expect(items).toMatchObject([
    { name: "Invoice.pdf", kind: "pdf", pages: 1, title: "Invoice.pdf" },
    { name: "list.csv", kind: "table", bytes: 18, preview: "id;name 1;Müller" },
    { name: "letter.docx", kind: "document", preview: "Dear Ada a b" },
  ]);
  expect(items.every((item) => !("text" in item))).toBe(true);
});

test("a message takes its rows from a file, each cell with its page", async () => {
  const pages = makePdf([
    [{ x: 50, y: 780, text: "Terms and conditions" }],
    ["Item|Price", "Chair|10.00", "Lamp|5.50", "Desk|99.00"].flatMap((row, at) =>
      row.split("|").map((text, column) => ({ x: 50 + 200 * column, y: 700 - 15 * at, text })),
    ),
  ]);
  const { items } = await json<FileList>(await upload(ada, [["prices.pdf", pages]]));
  const id = await beginConversation(ada);
  const fileId = items[0]?.id;
  const response = await send(ada, id, { content: "into the sheet", source: { kind: "file", fileId } });
  const { tables } = await json<TurnResult>(response);
  expect(tables[0]?.columns.map(({ name }) => name)).toEqual(["Item", "Price"]);
  expect(tables[0]?.rows.map((row) => row.map((cell) => cell.value))).toEqual([
    ["Chair", 10],
    ["Lamp", 5.5],
    ["Desk", 99],
  ]);
  expect(tables[0]?.rows[0]?.[0]?.spans).toMatchObject([{ page: 2 }]);
});

test("several files at once are one table with the name of each row's file", async () => {
  const { items } = await json<FileList>(
    await upload(ada, [
      ["a.pdf", invoice("0001", "10.00")],
      ["b.pdf", invoice("0002", "20.00")],
    ]),
  );
  const id = await beginConversation(ada);
  const fileIds = items.map((item) => item.id);
  const { tables } = await json<TurnResult>(await send(ada, id, { source: { kind: "file", fileIds } }));
  expect(tables).toHaveLength(1);
  const columns = tables[0]?.columns.map(({ name }) => name) ?? [];
  expect(columns).toEqual(expect.arrayContaining(["Source file", "Invoice number", "Total"]));
  const at = columns.indexOf("Source file");
  expect(tables[0]?.rows.map((row) => row[at]?.value)).toEqual(["a.pdf", "b.pdf"]);
});

test("a workbook's sheets are tables of their own, days, percentages and zeros as they are shown", async () => {
  const book = makeXlsx({
    Rates: [
      ["Code", "Rate", "From"],
      [
        { value: 7, format: "00000" },
        { value: 0.19, format: "0%" },
        { value: 46084, format: "dd.mm.yyyy" },
      ],
      [
        { value: 81, format: "00000" },
        { value: 0.075, format: "0.0%" },
        { value: 46085, format: "dd.mm.yyyy" },
      ],
    ],
    People: [
      ["Name", "Age"],
      ["Anna", 1250],
      ["Bob", 4],
    ],
  });
  const { items } = await json<FileList>(await upload(ada, [["book.xlsx", book]]));
  expect(items[0]).toMatchObject({ kind: "workbook", sheets: 2 });
  const id = await beginConversation(ada);
  const { tables } = await json<TurnResult>(
    await send(ada, id, { source: { kind: "file", fileId: items[0]?.id }, locale: "de-DE" }),
  );
  expect(tables.map(({ title }) => title)).toEqual(["Rates", "People"]);
  expect(tables[0]?.rows[0]?.map((cell) => cell.value)).toEqual(["00007", 0.19, "2026-03-03"]);
  expect(tables[1]?.rows[0]?.map((cell) => cell.value)).toEqual(["Anna", 1250]);
});

test("422 or 413 with a reason of its own for each file that cannot be read, naming it; then none is kept", async () => {
  const cases: [name: string, bytes: Uint8Array | string, code: string][] = [
    ["locked.pdf", makePdf([[{ x: 1, y: 1, text: "x" }]], { encrypted: true }), "file-encrypted"],
    ["scan.pdf", makePdf([[], []]), "file-picture"],
    ["broken.pdf", "%PDF-1.7 and no more", "file-damaged"],
    ["bomb.xlsx", makeZipBomb(8), "file-inflates"],
    ["letter.docx", "no zip at all", "file-damaged"],
    ["sjis.txt", new Uint8Array([0x82, 0xb1, 0x82, 0xf1, 0x81, 0x42]), "file-encoding-unknown"],
    ["picture.txt", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), "binary-source"],
    ["blank.csv", " \n ", "file-empty"],
    ["song.mp3", "x", "file-kind-unsupported"],
    ["long.txt", "x".repeat(20_001), "file-too-large"],
  ];
  for (const [name, bytes, code] of cases) {
    const response = await upload(eve, [
      ["fine.txt", "fine"],
      [name, bytes],
    ]);
    const problem = await json<Problem>(response);
    expect(problem, name).toMatchObject({ code, status: response.status });
    expect(problem.errors?.map(({ path }) => path)).toEqual([name]);
  }
  const kept = await app.deps.sql`select from files where user_id = ${eve.user.id}`;
  expect(kept).toHaveLength(0);
});

test("413 for too many files, 422 for none, 415 for a body that is no form", async () => {
  const four = Array.from({ length: 4 }, (_, at): Named => [`${at}.txt`, "x"]);
  expect((await upload(ada, four)).status).toBe(413);
  expect((await upload(ada, [])).status).toBe(422);
  expect((await ada.request("POST", "/api/v1/files", { body: {} })).status).toBe(415);
});

test("the same key gives the same files, though a form is never sent alike twice", async () => {
  const headers = { "Idempotency-Key": "upload-1" };
  const first = await json<FileList>(await upload(ada, [["a.txt", "x: 1"]], headers));
  expect(await json<FileList>(await upload(ada, [["a.txt", "x: 1"]], headers))).toEqual(first);
  const other = await upload(ada, [["a.txt", "x: 2"]], headers);
  expect((await json<Problem>(other)).code).toBe("idempotency-mismatch");
});

test("404 for a file that is somebody else's, not there, or expired", async () => {
  const { items } = await json<FileList>(await upload(ada, [["a.csv", "a,b\n1,2"]]));
  const fileId = items[0]?.id;
  const from = async (person: Person) =>
    (await send(person, await beginConversation(person), { source: { kind: "file", fileId } })).status;
  expect(await from(eve)).toBe(404);
  expect(await from(ada)).toBe(200);
  app.clock.advance(25 * 3_600_000);
  ada = await app.signIn();
  expect(await from(ada)).toBe(404);
});

test("413 once a person's files fill their share", async () => {
  const person = await app.signIn();
  const large: Named = ["a.txt", "word ".repeat(3_800)];
  for (let at = 0; at < 5; at++) expect((await upload(person, [large])).status).toBe(201);
  const response = await upload(person, [large]);
  expect((await json<Problem>(response)).code).toBe("too-many-files");
});
