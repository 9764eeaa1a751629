import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ExportSchedule } from "../../../contract/export-schedules.ts";
import type { Person } from "../../../testing/app.ts";
import { json } from "../../../testing/chat.ts";
import { createExporting, type Exporting } from "../../../testing/google/exporting.ts";
import { connectGoogle } from "../../../testing/google/google-app.ts";
import { plainValues } from "../../../testing/google/values.ts";
import { runSchedules } from "./start.ts";

let own: Exporting;
let ada: Person;
let tableId: string;
const daily = { every: "day", time: "06:30", timeZone: "Europe/Berlin" };

beforeAll(async () => {
  own = await createExporting();
  tableId = await own.tableOf([["A-1", "2026-04-13", "2", "n"]]);
  // The queue goes by the database's clock.
  own.app.clock.now = new Date();
  ada = await own.signInWithGoogle();
  own.app.deps.lifetime.track(runSchedules(own.app.deps));
});
beforeEach(() => own.refresh());
afterAll(() => own.close());

const schedule = async (body: object) =>
  json<ExportSchedule>(
    await ada.request("POST", "/api/v1/exports/schedules", { body: { tableId, ...daily, ...body } }),
  );
const read = async ({ id }: { id: string }) =>
  json<ExportSchedule>(await ada.request("GET", `/api/v1/exports/schedules/${id}`));

/** As if the server had been away for four days, over the time of each. */
async function missed(): Promise<void> {
  const { sql, queue } = own.app.deps;
  await sql`update export_schedules set next_at = next_at - interval '4 days'`;
  await sql`update pgboss.job set start_after = now() - interval '4 days' where name = 'schedules' and state = 'created'`;
  queue.wake("schedules");
}

/** After its next run. */
async function afterRun(before: ExportSchedule): Promise<ExportSchedule> {
  await missed();
  const isOver = ({ lastRunAt, lastExport }: ExportSchedule) =>
    lastRunAt !== null && lastRunAt !== before.lastRunAt && !/waiting|running/.test(lastExport?.status ?? "");
  await expect.poll(async () => isOver(await read(before)), { interval: 20, timeout: 10_000 }).toBe(true);
  return read(before);
}

test("201 with the next time by the person's clock; runs that were missed are made up for once, each into the same spreadsheet with the table as it stands", async () => {
  const made = await schedule({ title: "Weekly", every: "week", weekday: 1 });
  expect(made).toMatchObject({
    status: "active",
    mode: "replace",
    weekday: 1,
    lastExport: null,
    problem: null,
  });
  const next = new Date(made.nextAt);
  const berlin = new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    timeStyle: undefined,
    timeZone: "Europe/Berlin",
  });
  expect(berlin.format(next)).toBe("Monday");

  const first = await afterRun(made);
  expect(first.lastExport).toMatchObject({ status: "complete", rowsDone: 1 });
  expect(first.nextAt).toBe(made.nextAt);
  const { sql } = own.app.deps;
  await sql`update table_rows set cells = jsonb_set(cells, '{2,value}', '7') where table_id = ${tableId}`;
  own.app.clock.advance(1_000);
  const second = await afterRun(first);
  expect(second.lastExport?.id).not.toBe(first.lastExport?.id);
  expect(second.spreadsheetId).toBe(first.spreadsheetId);
  expect(plainValues(own.workbookOf(second), 0)).toEqual([
    ["Number", "Due", "Total", "=Note"],
    ["A-1", 46125, 7, "n"],
  ]);
  expect(await sql`select from exports where options->>'title' = 'Weekly'`).toHaveLength(2);
  await ada.request("DELETE", `/api/v1/exports/schedules/${made.id}`);
});

test("a withdrawn consent blocks it and says what mends it; connected again, it goes on by itself", async () => {
  const { id } = await schedule({});
  own.google.tokens.withdraw(own.google.account.sub);
  own.app.clock.advance(1_000);
  const failed = await afterRun(await read({ id }));
  expect(failed).toMatchObject({
    ...{ status: "blocked", mend: "connect", problem: { code: "google-consent-ended" } },
    lastExport: { status: "failed" },
  });
  own.app.clock.advance(1_000);
  const again = await afterRun(failed);
  expect(again).toMatchObject({ status: "blocked", lastExport: { id: failed.lastExport?.id } });
  await connectGoogle(own.app, ada);
  expect(await read({ id })).toMatchObject({ status: "active", mend: null });
  own.app.clock.advance(1_000);
  expect(await afterRun(again)).toMatchObject({ problem: null, lastExport: { status: "complete" } });
  const list = await ada.request("GET", `/api/v1/exports/schedules?tableId=${tableId}`);
  expect(await json(list)).toMatchObject({ items: [{ id }], nextCursor: null });
  await ada.request("DELETE", `/api/v1/exports/schedules/${id}`);
});

test("a template that was deleted says nothing any more; a table that was deleted is a problem until it is back", async () => {
  const body = { name: "Look", columns: [{ name: "Total", type: "number" }] };
  const template = await json<{ id: string }>(await ada.request("POST", "/api/v1/templates", { body }));
  const made = await schedule({ templateId: template.id });
  await ada.request("DELETE", `/api/v1/templates/${template.id}`);
  const first = await afterRun(made);
  expect(first).toMatchObject({ problem: null, lastExport: { status: "complete" } });
  await ada.request("DELETE", `/api/v1/tables/${tableId}`);
  own.app.clock.advance(1_000);
  expect(await afterRun(first)).toMatchObject({ status: "active", problem: { code: "not-found" } });
  await ada.request("POST", `/api/v1/tables/${tableId}/restore`);
  own.app.clock.advance(1_000);
  expect(await afterRun(await read(made))).toMatchObject({
    problem: null,
    spreadsheetId: first.spreadsheetId,
  });

  const bob = await own.app.signIn();
  const path = `/api/v1/exports/schedules/${made.id}`;
  for (const method of ["GET", "DELETE"]) expect((await bob.request(method, path)).status).toBe(404);
  expect((await ada.request("DELETE", path)).status).toBe(204);
  expect((await ada.request("GET", path)).status).toBe(404);
});

test("422 and 409 for a schedule that says too little or cannot begin", async () => {
  const bob = await own.app.signIn();
  const cases: [Person, object][] = [
    [ada, { every: "week" }],
    [ada, { weekday: 1 }],
    [ada, { time: "24:00" }],
    [ada, { timeZone: "Mars/Olympus" }],
    [ada, { mode: "upsert" }],
    [ada, { mode: "upsert", keys: ["Nope"] }],
    [bob, {}],
  ];
  const codes: unknown[] = [];
  for (const [person, body] of cases) {
    const sent = { body: { tableId, ...daily, ...body } };
    codes.push(
      (await json<{ code: string }>(await person.request("POST", "/api/v1/exports/schedules", sent))).code,
    );
  }
  expect(codes).toEqual([
    ...Array.from({ length: 5 }, () => "invalid-request"),
    ...["export-key-missing", "google-not-connected"],
  ]);
});
