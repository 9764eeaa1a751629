import axe, { type Result } from "axe-core";
import type { Frame } from "playwright-core";
import { expect } from "vitest";
import { createTranslate } from "../sidebar/messages.ts";
import { windowTexts } from "../sidebar/window/window-text.ts";
import { csv } from "./samples.ts";
import type { SheetPage } from "./sheet-page.ts";
import { test, testWithModel } from "./test.ts";

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
async function violations(frame: Frame, rules?: string[]): Promise<string[]> {
  const isThere = await frame.evaluate(() => "axe" in globalThis);
  if (!isThere) await frame.evaluate(axe.source);
  const only = rules === undefined ? {} : { runOnly: { type: "rule", values: rules } };
  const options = { iframes: false, resultTypes: ["violations"], ...only };
  // What passes is most of the answer, and would cross to this process.
  const violations = await frame.evaluate<Result[]>(
    `axe.run({ exclude: ["#sheet", "iframe"] }, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}`));
}

/** Looks over one state after another: everything in light colours, what colours change in dark ones too. */
function lookOver(sheet: SheetPage) {
  const found: Record<string, string[]> = {};
  return {
    found,
    async look(state: string): Promise<void> {
      const frame = await sheet.frame();
      const faults = await violations(frame);
      await paint(frame, "dark");
      const inDark = await violations(frame, ["color-contrast"]);
      await paint(frame, "light");
      if (faults.length + inDark.length > 0)
        found[state] = [...faults, ...inDark.map((fault) => `${fault}, dark`)];
    },
  };
}

/** As the setting does it, without leaving the state. */
function paint(frame: Frame, theme: "light" | "dark"): Promise<void> {
  return frame.evaluate((theme) => {
    document.documentElement.dataset.theme = theme;
  }, theme);
}

function themeOf(): string | undefined {
  return document.documentElement.dataset.theme;
}

const t = createTranslate("en");

test("axe finds nothing in any state without a model, light, dark or German", async ({ sheet }) => {
  const { found, look } = lookOver(sheet);
  found["the page around it"] = await violations(sheet.page.mainFrame());
  await look("empty chat");
  await sheet.button(t("composer.add")).first().click();
  await look("add menu");
  await sheet.composer.press("Escape");
  await sheet.button(t("composer.useSelection")).first().click();
  await sheet.alert(t("fault.empty-selection")).waitFor();
  await look("notice");
  await sheet.type("A1:B1", [["Order", "Kunde"]]);
  await sheet.paste(csv);
  await look("chip");
  await sheet.send();
  await sheet
    .card()
    .getByRole("button", { name: t("card.open") })
    .click();
  await sheet.sidebar.getByRole("heading", { name: t("table.record", { number: 1, count: 5 }) }).waitFor();
  await look("table");
  await sheet.button(t("table.columns")).click();
  await sheet.sidebar.getByRole("list").getByText("Customer", { exact: true }).click();
  await look("a column");
  await sheet.button(t("template.fromTable")).click();
  const template = await sheet.windowFrame();
  await template.getByText("Customer", { exact: true }).click();
  found["a template in the window"] = await violations(template);
  await template.getByRole("button", { name: windowTexts.en["template.save"].toString() }).click();
  await sheet.page.locator("#window").waitFor({ state: "hidden" });
  await sheet.button(t("table.wide")).click();
  const wide = await sheet.windowFrame();
  await wide.getByRole("cell", { name: "Boutique Été" }).waitFor();
  found["the whole table in the window"] = await violations(wide);
  await wide.getByRole("button", { name: windowTexts.en["window.close"].toString() }).click();
  await sheet.page.locator("#window").waitFor({ state: "hidden" });
  await sheet.button(t("table.versions")).click();
  await sheet.sidebar.getByText(t("version.by.turn")).waitFor();
  await look("versions");
  await sheet.button(t("exports.open")).click();
  await sheet.button(/^(Connect Google Sheets|Export 5 rows)$/).waitFor();
  await look("an export");
  await sheet.button(t("app.back")).click();
  await sheet.button(t("table.records")).click();
  await sheet.button(t("table.insertRows", { count: 5 })).click();
  await sheet.sidebar.getByRole("radio", { name: t("insert.selection") }).check();
  const confirm = sheet.sidebar.getByRole("checkbox", { name: t("insert.confirm", { count: 1 }) });
  await confirm.waitFor();
  await look("insert over a cell");
  await sheet.sidebar.getByRole("radio", { name: t("insert.append") }).check();
  await sheet.sidebar.getByRole("combobox").first().waitFor();
  await look("append");
  await sheet.sidebar.getByRole("radio", { name: t("insert.new-sheet") }).check();
  await sheet.button(t("insert.doNewSheet", { count: 5 })).click();
  await sheet.button(t("card.show")).waitFor();
  await look("written");
  const footer = sheet.sidebar.getByRole("contentinfo");
  await footer.getByRole("button", { name: t("app.back") }).click();
  await footer.getByRole("button", { name: t("app.back") }).waitFor({ state: "hidden" });
  await look("table after it was written");
  await sheet.button(t("app.back")).click();
  await look("chat");
  await sheet.button(t("composer.add")).first().click();
  await sheet.button(t("template.use")).click();
  await sheet.button(/^Pasted table/).waitFor();
  await look("templates");
  await sheet.button(/^Pasted table/).click();
  await look("a template chosen");
  await sheet.button(t("composer.add")).first().click();
  await sheet.button(t("jobs.open")).click();
  await sheet.sidebar.getByRole("radio", { name: /^The whole table/ }).waitFor();
  await look("rows of a run");
  await sheet.button(/^Next: /).click();
  await sheet.sidebar.getByRole("textbox").first().fill("What is said of {{Customer}}?");
  await sheet.sidebar.getByRole("combobox", { name: "Header" }).fill("Said");
  await look("instruction of a run");
  await sheet.button("Try five rows").click();
  await sheet.sidebar.getByRole("listitem", { name: "Row 5" }).waitFor();
  await look("rows that were tried");
  await sheet.button("Next: Run").click();
  await sheet.button("Start 5 rows").click();
  await sheet.button("Delete this run").waitFor();
  await look("a run");
  await sheet.button(t("app.back")).click();
  await sheet.button(t("app.back")).click();
  await sheet.button(t("app.menu")).click();
  const drawer = sheet.sidebar.getByRole("dialog");
  await drawer.getByRole("listitem").first().waitFor();
  await look("history");
  await drawer.getByRole("listitem").first().getByRole("button").nth(1).click();
  await drawer.getByRole("textbox").waitFor();
  await look("renaming");
  await drawer.press("Escape");
  await drawer.waitFor({ state: "hidden" });

  await sheet.button(t("app.settings")).click();
  await look("settings");
  await sheet.sidebar.getByRole("combobox", { name: t("settings.theme") }).selectOption("dark");
  await expect.poll(async () => (await sheet.frame()).evaluate(themeOf)).toBe("dark");
  await sheet.sidebar.getByRole("combobox", { name: t("settings.language") }).selectOption("de");
  await sheet.sidebar.getByText(createTranslate("de")("settings.autoInsertHint")).waitFor();
  await look("settings in German");
  await sheet.button(createTranslate("de")("app.back")).click();
  await look("chat in German");

  expect(found).toEqual({
    "the page around it": [],
    "a template in the window": [],
    "the whole table in the window": [],
  });
});

testWithModel("axe finds nothing in any state of a model's answer", async ({ sheet, model }) => {
  const { found, look } = lookOver(sheet);
  model.set({
    answer: () => ({ reply: "**Two**\n\n- cities", tables: [invented] }),
    delayMs: 700,
    deltaCharacters: 40,
  });
  await sheet.send("Two cities");
  await sheet.card().waitFor();
  await look("streaming");
  await sheet
    .card()
    .getByRole("button", { name: t("card.insert") })
    .waitFor();
  await look("answered by the model");
  model.set({ fault: { kind: "status", status: 401 } });
  await sheet.send("And a third");
  await sheet.alert(t("problem.model-key-invalid")).waitFor();
  await look("failed answer");
  await sheet.page.route("**/api/v1/meta", (route) => {
    const isSidebar = route.request().frame() !== sheet.page.mainFrame();
    return isSidebar ? route.fulfill({ status: 404, body: "" }) : route.continue();
  });
  await sheet.page.reload();
  await sheet.button(t("app.retry")).waitFor();
  await look("fault");
  expect(found).toEqual({});
});
