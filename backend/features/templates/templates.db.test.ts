import { afterAll, beforeAll, expect, test } from "vitest";
import type { CreateTemplateInput, Template } from "../../contract/templates.ts";
import { createTestApp, type Person, type TestApp } from "../../testing/app.ts";
import { json } from "../../testing/chat.ts";

let app: TestApp;
let ada: Person;

beforeAll(async () => {
  app = await createTestApp();
  ada = await app.signIn();
});
afterAll(() => app.close());

function post(body: Partial<CreateTemplateInput>, key?: string): Promise<Response> {
  const headers = key === undefined ? {} : { "Idempotency-Key": key };
  return ada.request("POST", "/api/v1/templates", { body, headers });
}

async function saved(name: string): Promise<Template> {
  return json<Template>(await post({ name, columns: [{ name: "Number", type: "id" }] }));
}

test("201 makes a template of a sheet's headers, whose types are found in its rows", async () => {
  const response = await post({
    ...{ name: "Invoices", headers: ["Number", "Due", "Total", "Note"], locale: "de-DE" },
    samples: [
      ["A-001", "13.04.2026", "1.250,50 €", ""],
      ["A-002", "14.04.2026", "7,00 €", ""],
    ],
  });
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({
    ...{ version: 1, name: "Invoices", description: "", rules: [], formatting: {} },
    columns: [
      { name: "Number", type: "id" },
      { name: "Due", type: "date" },
      { name: "Total", type: "currency" },
      { name: "Note" },
    ],
  });
});

test("201 once for one key", async () => {
  const body = { name: "Once", columns: [{ name: "A" }] };
  const [first, second] = [await post(body, "once"), await post(body, "once")];
  expect(await second.json()).toEqual(await first.json());
});

test("200 makes each change a version, and the earlier ones can be read", async () => {
  const { id } = await saved("Bills");
  const path = `/api/v1/templates/${id}`;
  const columns = [{ name: "Number", type: "id" as const, width: 120 }];
  const changed = await ada.request("PATCH", path, { body: { columns, baseVersion: 1 } });
  expect(await changed.json()).toMatchObject({ version: 2, name: "Bills", columns });
  expect(await (await ada.request("GET", `${path}?version=1`)).json()).toMatchObject({
    version: 1,
    columns: [{ name: "Number", type: "id" }],
  });
  const same = await ada.request("PATCH", path, { body: { name: "Bills" } });
  expect(await same.json()).toMatchObject({ version: 2 });
  const late = await ada.request("PATCH", path, { body: { name: "Late", baseVersion: 1 } });
  expect(late.status).toBe(409);
});

test("200 lists templates, newest first, page by page, and by their names", async () => {
  const [older, newer] = [await saved("Paged 1"), await saved("Paged 2")];
  const list = async (query: string) =>
    json<{ items: Template[]; nextCursor: string | null }>(
      await ada.request("GET", `/api/v1/templates?q=paged&${query}`),
    );
  const first = await list("limit=1");
  const second = await list(`limit=1&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([newer.id, older.id]);
  expect(second.nextCursor).toBeNull();
  for (const wildcard of ["%25", "_", "%5C"]) {
    const found = await ada.request("GET", `/api/v1/templates?q=Paged${wildcard}`);
    expect(await json(found), wildcard).toMatchObject({ items: [] });
  }
});

test("204 deletes; 404 from then on", async () => {
  const { id } = await saved("Gone");
  const path = `/api/v1/templates/${id}`;
  expect((await ada.request("DELETE", path)).status).toBe(204);
  expect((await ada.request("GET", path)).status).toBe(404);
  expect((await ada.request("PATCH", path, { body: { name: "Back" } })).status).toBe(404);
  expect((await ada.request("DELETE", path)).status).toBe(404);
});

test.each([
  ["neither columns nor headers", { name: "T" }],
  ["both", { name: "T", columns: [{ name: "A" }], headers: ["A"] }],
  ["two columns of one name", { name: "T", headers: ["A", "A"] }],
])("422 for %s", async (_, body) => {
  expect((await post(body)).status).toBe(422);
});
