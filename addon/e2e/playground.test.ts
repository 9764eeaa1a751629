import { expect } from "vitest";
import { csv } from "./samples.ts";
import { test } from "./test.ts";

test("without a model the page says so, and how to connect one", async ({ sheet }) => {
  const { page } = sheet;
  await sheet.reload();
  const notice = page.getByRole("status").filter({ hasText: "No model is connected" });
  await notice.filter({ hasText: "OPENAI_API_KEY" }).filter({ hasText: "OPENAI_BASE_URL" }).waitFor();
  await notice.getByRole("button", { name: "Got it" }).click();
  await notice.waitFor({ state: "hidden" });
  await page.getByText("No model connected", { exact: true }).waitFor();
});

test("the sidebar is closed and opened again, and is 300 px wide", async ({ sheet }) => {
  const frame = sheet.page.locator('iframe[title="Rowsmith"]');
  expect((await frame.boundingBox())?.width).toBe(300);
  await sheet.page.getByRole("button", { name: "Close", exact: true }).click();
  await frame.waitFor({ state: "detached" });
  await sheet.page.getByRole("button", { name: "Open Rowsmith" }).click();
  await sheet.composer.waitFor();
  await sheet.page.getByRole("button", { name: "Hide Rowsmith" }).click();
  await frame.waitFor({ state: "detached" });
});

test("a new spreadsheet is empty and has no conversations of its own", async ({ sheet }) => {
  await sheet.paste(csv);
  await sheet.send();
  await sheet.insert();
  await sheet.replace();
  expect(await sheet.values("A1:B2")).toEqual([
    [null, null],
    [null, null],
  ]);
  await sheet.button("History").click();
  await sheet.sidebar.getByText("No conversations yet.").waitFor();
});

test("only the sidebar's own frame, from its own origin, is listened to", async ({ sheet, app }) => {
  const frame = sheet.page.locator('iframe[title="Rowsmith"]');
  const origin = new URL((await sheet.frame()).url()).origin;
  const close = (from: "frame" | "page", origin: string) =>
    sheet.page.evaluate(
      ([from, origin]) => {
        const source = from === "frame" ? document.querySelector("iframe")?.contentWindow : window;
        const data = JSON.stringify({ rowsmith: "close" });
        window.dispatchEvent(new MessageEvent("message", { data, origin, source: source ?? null }));
      },
      [from, origin] as const,
    );
  await close("frame", "https://evil.example");
  await close("frame", new URL(app.url).origin);
  await close("page", origin);
  expect(await frame.count()).toBe(1);
  await close("frame", origin);
  expect(await frame.count()).toBe(0);
});

test("the sidebar cannot reach the spreadsheet's page, and the page cannot reach into it", async ({
  sheet,
  app,
}) => {
  const frame = await sheet.frame();
  expect(new URL(frame.url()).port).not.toBe(new URL(app.url).port);
  const reach = await frame.evaluate(() => {
    try {
      return typeof window.parent.document;
    } catch (error) {
      return error instanceof DOMException ? error.name : "another fault";
    }
  });
  expect(reach).toBe("SecurityError");
  expect(await sheet.page.evaluate(() => document.querySelector("iframe")?.contentDocument)).toBeNull();
});

test("a formula that the person writes is kept and computed; the sheet is there after a reload", async ({
  sheet,
}) => {
  await sheet.type("A1:A3", [[2], [40], ["=SUM(A1:A2)"]]);
  await expect.poll(() => sheet.values("A3")).toEqual([[42]]);
  await sheet.reload();
  expect((await sheet.read("A3"))[0]?.[0]).toMatchObject({ value: 42, formula: "=SUM(A1:A2)" });
});

test("what was changed right before a reload is there after it", async ({ sheet }) => {
  for (const round of [1, 2, 3]) {
    await sheet.page.evaluate((value) => {
      globalThis.playground?.type("B2", [[value]]);
      location.reload();
    }, round);
    await sheet.page.waitForEvent("load");
    await sheet.ready();
    expect(await sheet.values("B2")).toEqual([[round]]);
  }
});

test("a table is exported to a Google of the playground's own: connected, written, looked at and scheduled, and written again by its key", async ({
  sheet,
}) => {
  const opened = async (name: string) => {
    const coming = sheet.page.context().waitForEvent("page");
    await sheet.sidebar.getByRole("link", { name }).click();
    return coming;
  };
  await sheet.paste(csv);
  await sheet.send();
  await sheet.card().getByRole("button", { name: "Open" }).click();
  await sheet.button("Export").click();
  await sheet.button("Connect Google Sheets").click();
  const consent = await opened("Open Google's page");
  await consent.getByRole("button", { name: "Continue" }).click();
  await consent.getByText("Google Sheets is connected").waitFor();
  await consent.close();
  await sheet.sidebar.getByRole("textbox", { name: "Its name" }).fill("Sales");
  await sheet.button("Export 5 rows").click();
  await sheet.status("Exported · 5 of 5 rows").waitFor();
  const written = await opened("Open in Google Sheets");
  expect(await written.getByRole("row").allInnerTexts()).toHaveLength(6);
  await written.close();
  await sheet.button("Repeat").click();
  await sheet.sidebar.getByText("Every day at 06:30").waitFor();

  await sheet.button("Export again").click();
  await sheet.sidebar.getByRole("radio", { name: "One that Rowsmith made" }).check();
  await sheet.sidebar.getByRole("radio", { name: "Update rows by a key" }).check();
  await sheet.sidebar.getByRole("checkbox", { name: "Order" }).check();
  await sheet.button("Export 5 rows").click();
  await sheet.status("Exported · 5 of 5 rows").waitFor();
  const updated = await opened("Open in Google Sheets");
  expect(await updated.getByRole("row").allInnerTexts()).toHaveLength(6);
  await updated.close();
});

test("nothing on the page breaks its own policy or throws", async ({ sheet }) => {
  const faults: string[] = [];
  sheet.page.on("pageerror", (error) => faults.push(error.message));
  sheet.page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await sheet.reload();
  await sheet.paste(csv);
  await sheet.send();
  await sheet.insert("Into a new sheet");
  expect(faults).toEqual([]);
});
