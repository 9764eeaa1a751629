import { join } from "node:path";
import type { Page } from "playwright-core";
import { startApp } from "./app.ts";
import { launchBrowser } from "./browser.ts";
import { openSheet, type SheetPage } from "./sheet-page.ts";

const FILE = join(import.meta.dirname, "../playground/screenshot.png");

/** Where Univer draws the borders at the right of the columns, in pixels of the page, and its header row. */
const HEADER_Y = 131;
const FIRST_COLUMN_X = 46;
const COLUMN_WIDTH = 88;

/** `npm run screenshot`: the README's picture, of what really runs. */
async function main(): Promise<void> {
  const [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  try {
    const sheet = await openSheet(browser, app, {
      context: { viewport: { width: 1280, height: 800 } },
    });
    await fill(sheet);
    await sheet.page.screenshot({ path: FILE });
    console.log(FILE);
  } finally {
    await browser.close();
    await app.stop();
  }
}

async function fill(sheet: SheetPage): Promise<void> {
  const { page } = sheet;
  await page.getByRole("button", { name: "Got it" }).click();
  await sheet.button("Try a sample mail").click();
  await sheet.send("Put the invoices in this mail into the sheet: number, seller, date, due date and total");
  await sheet.insert("Into a new sheet");
  await widen(page, 1, 100);
  await sheet.select("G12");
  await page.mouse.move(600, 600);
  await page.waitForTimeout(500);
}

/** Drags a column's border, as a person would whose sellers are cut off. */
async function widen(page: Page, column: number, pixels: number): Promise<void> {
  const x = FIRST_COLUMN_X + (column + 1) * COLUMN_WIDTH - 1;
  await page.mouse.move(x, HEADER_Y);
  await page.mouse.down();
  await page.mouse.move(x + pixels, HEADER_Y, { steps: 5 });
  await page.mouse.up();
}

await main();
process.exit(0);
