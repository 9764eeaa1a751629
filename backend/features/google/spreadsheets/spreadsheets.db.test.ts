import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Spreadsheet, SpreadsheetPage } from "../../../contract/spreadsheets.ts";
import type { Person } from "../../../testing/app.ts";
import { json } from "../../../testing/chat.ts";
import { connectGoogle, createGoogleApp, type GoogleApp } from "../../../testing/google/google-app.ts";

const PATH = "/api/v1/google/spreadsheets";
let own: GoogleApp;
let ada: Person;

beforeAll(async () => {
  own = await createGoogleApp({ environment: { GOOGLE_TIMEOUT_MS: "1000" } });
  ada = await own.signInWithGoogle();
  await connectGoogle(own.app, ada);
});
beforeEach(() => own.refresh());
afterAll(() => own.close());

async function make(title = "Invoices", sheets = ["March"]): Promise<Spreadsheet> {
  return json<Spreadsheet>(await ada.request("POST", PATH, { body: { title, sheets } }));
}
const code = async (response: Response) => (await json<{ code: string }>(response)).code;
const ask = (method: string, path: string, body?: object, headers?: Record<string, string>) =>
  ada.request(method, `${PATH}${path}`, {
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
  });

test("a spreadsheet is made, listed, renamed, gets a sheet and loses one, and goes into the bin", async () => {
  const { id } = await make();
  expect(await json(await ask("PATCH", `/${id}`, { title: "Bills" }))).toMatchObject({ title: "Bills" });
  const added = await json<Spreadsheet>(await ask("POST", `/${id}/sheets`, { title: "April" }));
  expect(added.sheets.map(({ title }) => title)).toEqual(["March", "April"]);
  expect((await ask("DELETE", `/${id}/sheets/${added.sheets[0]?.id}`)).status).toBe(204);
  expect(await json(await ask("GET", `/${id}`))).toMatchObject({ sheets: [{ title: "April" }] });
  await make("Second");
  const first = await json<SpreadsheetPage>(await ask("GET", "?limit=1"));
  const second = await json<SpreadsheetPage>(await ask("GET", `?limit=1&cursor=${first.nextCursor}`));
  expect([...first.items, ...second.items].map(({ title }) => title).sort()).toEqual(["Bills", "Second"]);
  expect((await ask("DELETE", `/${id}`)).status).toBe(204);
  const left = await json<SpreadsheetPage>(await ask("GET", ""));
  expect(left.items.map(({ title }) => title)).toEqual(["Second"]);
});

test("values are written as they are, appended, read and cleared; a text that looks like a formula stays one", async () => {
  const { id } = await make();
  const values = [
    ["Number", "Total"],
    ["=1+1", -5],
    ["007", true],
  ];
  expect(await json(await ask("PUT", `/${id}/values`, { range: "March!A1", values }))).toEqual({
    range: "March!A1:B3",
  });
  await ask("POST", `/${id}/values/append`, { range: "March", values: [["A-3", null]] });
  const read = async () =>
    (await json<{ values: unknown }>(await ask("GET", `/${id}/values?range=March!A1:B9`))).values;
  expect(await read()).toEqual([...values, ["A-3"]]);
  await ask("POST", `/${id}/values/clear`, { range: "March!B2:B3" });
  expect(await read()).toEqual([["Number", "Total"], ["=1+1"], ["007"], ["A-3"]]);
});

test("rows appended under one key are appended once; one that ended in doubt is not tried again", async () => {
  const { id } = await make();
  const append = (key: string) =>
    ask("POST", `/${id}/values/append`, { range: "March", values: [[key]] }, { "Idempotency-Key": key });
  const answers = [await append("k-1"), await append("k-1")];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await answers[0]?.text()).toBe(await answers[1]?.text());
  own.google.fault = { kind: "cut", on: /append/, times: 1 };
  expect(await code(await append("k-2"))).toBe("google-unavailable");
  expect(await code(await append("k-2"))).toBe("request-in-flight");
  const { values } = await json<{ values: unknown }>(await ask("GET", `/${id}/values?range=March`));
  expect(values).toEqual([["k-1"], ["k-2"]]);
});

test.each([
  [404, "spreadsheet-not-found", { status: 404, message: "Requested entity was not found." }],
  [403, "spreadsheet-read-only", { status: 403, message: "The caller does not have permission" }],
  [403, "google-scope-missing", { status: 403, message: "Request had insufficient authentication scopes." }],
  [
    409,
    "spreadsheet-full",
    { status: 400, message: "This action would increase … above the limit of 10000000 cells." },
  ],
  [
    422,
    "cell-too-long",
    { status: 400, message: "Your input contains more than the maximum of 50000 characters" },
  ],
  [404, "sheet-not-found", { status: 400, message: "Unable to parse range: Nope!A1" }],
  [502, "google-refused", { status: 403, message: "Google Sheets API has not been used: SERVICE_DISABLED" }],
  [503, "google-rate-limited", { status: 429, retryAfter: 60 }],
  [503, "google-unavailable", { status: 500 }],
])("%s %s when Google answers so", async (status, expected, fault) => {
  own.google.fault = { kind: "status", ...fault };
  const response = await ask("GET", "/1a2b3c4d5e6f");
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await code(response)).toBe(expected);
});

test("a read is asked for again where Google is busy, away, or breaks off, after growing pauses", async () => {
  const { id } = await make();
  for (const kind of ["cut", "break"] as const) {
    own.google.fault = { kind, on: /GET/, times: 2 };
    expect((await ask("GET", `/${id}`)).status).toBe(200);
  }
  own.google.fault = { kind: "status", status: 429, retryAfter: 7, times: 1 };
  expect((await ask("GET", `/${id}`)).status).toBe(200);
  const [first = 0, second = 0, ...others] = own.pauses;
  expect(first).toBeGreaterThanOrEqual(500);
  expect(second).toBeGreaterThanOrEqual(1_000);
  expect(others.at(-1)).toBe(7_000);
});

test("504 google-timeout when Google does not answer, and what may have been done is not done again", async () => {
  const { id } = await make();
  own.google.fault = { kind: "hang" };
  const calls = own.google.calls.length;
  const response = await ask("POST", `/${id}/values/append`, { range: "March", values: [["a"]] });
  expect([response.status, await code(response)]).toEqual([504, "google-timeout"]);
  expect(own.google.calls.length).toBe(calls + 1);
});

test("503 when this server's own part of Google's quota is used up, and Google is not asked", async () => {
  const { id } = await make();
  const calls = own.google.calls.length;
  await own.app.deps.sql`
    insert into rate_limits (key, full_at, span, created_at, updated_at)
    values (${`google-read:${ada.user.id}`}, now() + interval '1 hour', interval '1 hour', now(), now())`;
  const response = await ask("GET", `/${id}`);
  expect([response.status, await code(response)]).toEqual([503, "google-rate-limited"]);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(1_000);
  expect(own.google.calls.length).toBe(calls);
});

test("another person finds nothing: 404, and the code is the one of a spreadsheet that never was", async () => {
  const { id } = await make();
  const other = await own.app.signIn();
  expect(await code(await other.request("GET", `${PATH}/${id}`))).toBe("google-not-connected");
  own.google.account = { sub: "100000000000000000002", email: "eve@example.com" };
  const confirm = await connectGoogle(own.app, other);
  await other.request("POST", "/api/v1/google/connection", { body: { code: confirm } });
  for (const path of [id, "1a2b3c4d5e6f"]) {
    const response = await other.request("GET", `${PATH}/${path}`);
    expect([response.status, await code(response)]).toEqual([404, "spreadsheet-not-found"]);
  }
});
