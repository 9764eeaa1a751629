import axe, { type AxeResults } from "axe-core";
import type { Browser, Frame } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ModelStandIn, startModelStandIn } from "../../backend/testing/model-stand-in.ts";
import { createTranslate } from "../sidebar/messages.ts";
import { type RunningApp, startApp } from "./app.ts";
import { closePages, launchBrowser } from "./browser.ts";
import { csv } from "./samples.ts";
import { openSheet, type SheetPage } from "./sheet-page.ts";

let app: RunningApp;
let offline: RunningApp;
let browser: Browser;
let model: ModelStandIn;

beforeAll(async () => {
  model = await startModelStandIn();
  const connection = { OPENAI_API_KEY: "test-key", OPENAI_BASE_URL: model.baseUrl };
  [app, offline, browser] = await Promise.all([startApp(connection), startApp(), launchBrowser()]);
});
afterEach(() => closePages(browser));
afterAll(async () => {
  await browser.close();
  await Promise.all([app.stop(), offline.stop()]);
  await model.close();
});

const invented = {
  title: "Cities",
  columns: [
    { name: "City", type: "text" },
    { name: "Founded", type: "date" },
  ],
  rows: [
    ["Berlin", "1237-10-28"],
    ["Hamburg", "808-01-01"],
  ],
};

/** What axe finds in a page, the rule and where. The spreadsheet itself is a package's. */
async function violations(frame: Frame): Promise<string[]> {
  const isThere = await frame.evaluate(() => "axe" in globalThis);
  if (!isThere) await frame.evaluate(axe.source);
  const { violations } = await frame.evaluate<AxeResults>(`axe.run({ exclude: ["#sheet", "iframe"] })`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}`));
}

test.each([
  ["en", "light"],
  ["de", "dark"],
] as const)("axe finds nothing in any state, %s, %s", { timeout: 180_000 }, async (language, theme) => {
  const t = createTranslate(language);
  const found: Record<string, string[]> = {};
  const options = { locale: language === "de" ? "de_DE" : "en_US", context: { locale: language } };
  async function look(sheet: SheetPage, state: string): Promise<void> {
    const faults = await violations(await sheet.frame());
    if (faults.length > 0) found[state] = faults;
  }
  async function themed(on: RunningApp): Promise<SheetPage> {
    const sheet = await openSheet(browser, on, options);
    await sheet.button(t("app.settings")).click();
    await sheet.sidebar.getByRole("combobox", { name: t("settings.theme") }).selectOption(theme);
    await look(sheet, "settings");
    await sheet.button(t("app.back")).click();
    return sheet;
  }

  const sheet = await themed(offline);
  found["the page around it"] = await violations(sheet.page.mainFrame());
  await look(sheet, "empty chat");
  await sheet.button(t("composer.add")).first().click();
  await look(sheet, "add menu");
  await sheet.composer.press("Escape");
  await sheet.button(t("composer.useSelection")).first().click();
  await sheet.alert(t("fault.empty-selection")).waitFor();
  await look(sheet, "notice");
  await sheet.type("A1:B1", [["Order", "Kunde"]]);
  await sheet.paste(csv);
  await look(sheet, "chip");
  await sheet.send();
  await sheet
    .card()
    .getByRole("button", { name: t("card.open") })
    .click();
  await sheet.sidebar.getByRole("heading", { name: t("table.record", { number: 1, count: 5 }) }).waitFor();
  await look(sheet, "table");
  await sheet.button(t("table.insertRows", { count: 5 })).click();
  await sheet.sidebar.getByRole("radio", { name: t("insert.selection") }).check();
  const confirm = sheet.sidebar.getByRole("checkbox", { name: t("insert.confirm", { count: 1 }) });
  await confirm.waitFor();
  await look(sheet, "insert over a cell");
  await sheet.sidebar.getByRole("radio", { name: t("insert.append") }).check();
  await sheet.sidebar.getByRole("combobox").first().waitFor();
  await look(sheet, "append");
  await sheet.sidebar.getByRole("radio", { name: t("insert.newSheet") }).check();
  await sheet.button(t("insert.doNewSheet", { count: 5 })).click();
  await sheet.button(t("card.show")).waitFor();
  await look(sheet, "written");
  await sheet.sidebar
    .getByRole("contentinfo")
    .getByRole("button", { name: t("app.back") })
    .click();
  await sheet.sidebar
    .getByRole("contentinfo")
    .waitFor({ state: "hidden" })
    .catch(() => {});
  await look(sheet, "table after it was written");
  await sheet.button(t("app.back")).click();
  await look(sheet, "chat");
  await sheet.button(t("app.menu")).click();
  const drawer = sheet.sidebar.getByRole("dialog");
  await drawer.getByRole("listitem").first().waitFor();
  await look(sheet, "history");
  await drawer.getByRole("listitem").first().getByRole("button").nth(1).click();
  await drawer.getByRole("textbox").waitFor();
  await look(sheet, "renaming");

  const asked = await themed(app);
  model.set({
    answer: () => ({ reply: "**Two**\n\n- cities", tables: [invented] }),
    delayMs: 700,
    deltaCharacters: 40,
  });
  await asked.send("Two cities");
  await asked.card().waitFor();
  await look(asked, "streaming");
  await asked
    .card()
    .getByRole("button", { name: t("card.insert") })
    .waitFor();
  await look(asked, "answered by the model");
  model.set({ fault: { kind: "status", status: 401 } });
  await asked.send("And a third");
  await asked.alert(t("problem.model-key-invalid")).waitFor();
  await look(asked, "failed answer");
  await asked.page.route("**/api/v1/meta", (route) => route.fulfill({ status: 404, body: "" }));
  await asked.page.reload();
  await asked.button(t("app.retry")).waitFor();
  await look(asked, "fault");

  expect(found).toEqual({ "the page around it": [] });
});
