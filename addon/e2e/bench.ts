import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { startApp } from "./app.ts";
import { launchBrowser } from "./browser.ts";
import { openSheet, type SheetPage } from "./sheet-page.ts";

/** When the sidebar's frame first showed something, on its own clock: asked from outside it would be late. */
interface Shown {
  composer?: number;
  sent?: number;
  row?: number;
  rows?: number;
}

declare global {
  var shown: Shown | undefined;
}

const SIDEBAR = join(import.meta.dirname, "../dist/playground/Sidebar.html");
const ROWS = 2_000;

/** `npm run bench:sidebar`: figures of the sidebar in a real browser; it judges none of them. */
async function main(): Promise<void> {
  report("Sidebar.html, gzip", `${(gzipSync(await readFile(SIDEBAR)).length / 1024).toFixed(1)} KB`);
  const [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  try {
    for (const round of ["first", "second", "third"]) {
      console.log(`\n${round} page, a pasted CSV of ${ROWS} × 8`);
      const sheet = await openSheet(browser, app);
      await measure(sheet);
      await sheet.page.context().close();
    }
  } finally {
    await browser.close();
    await app.stop();
  }
}

async function measure(sheet: SheetPage): Promise<void> {
  report("sidebar usable after its page was loaded", `${Math.round(await usableAfter(sheet))} ms`);
  await sheet.paste(sales(ROWS));
  await sheet.button(/^Remove Pasted table/).waitFor();
  const frame = await sheet.frame();
  await frame.evaluate(watchTurn);
  await sheet.button("Send").click();
  await sheet.card().getByText("2,000 of 2,000 rows", { exact: true }).waitFor();
  await frame.waitForFunction(() => globalThis.shown?.rows !== undefined);
  const shown = await frame.evaluate(() => globalThis.shown);
  report("first row after send", `${Math.round((shown?.row ?? 0) - (shown?.sent ?? 0))} ms`);
  report("all rows after send", `${Math.round((shown?.rows ?? 0) - (shown?.sent ?? 0))} ms`);

  const before = (await calls(sheet)).length;
  await sheet.card().getByRole("button", { name: "Insert" }).click();
  await sheet.button("Insert 2,000 rows at A1").waitFor();
  const planned = await calls(sheet);
  const pressed = performance.now();
  await sheet.button("Insert 2,000 rows at A1").click();
  await sheet.status(/^Added to /).waitFor();
  report("inserted after the button was pressed", since(pressed));
  report("spreadsheet calls to plan", summary(planned.slice(before)));
  report("spreadsheet calls to insert", summary((await calls(sheet)).slice(planned.length)));
}

/**
 * From the end of the frame's page until its composer is drawn, in ms. The sidebar is closed and opened again, so that
 * the spreadsheet's own start is not in it.
 */
async function usableAfter(sheet: SheetPage): Promise<number> {
  await sheet.page.context().addInitScript(watchComposer);
  await sheet.page.getByRole("button", { name: "Hide Rowsmith" }).click();
  await sheet.page.getByRole("button", { name: "Open Rowsmith" }).click();
  await sheet.composer.waitFor();
  return sheet.composer.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation");
    const loaded = navigation instanceof PerformanceNavigationTiming ? navigation.responseEnd : 0;
    return (globalThis.shown?.composer ?? Number.NaN) - loaded;
  });
}

function calls(sheet: SheetPage): Promise<string[]> {
  return sheet.page.evaluate(() => globalThis.playground?.calls() ?? []);
}

/** Runs in the frame, before its page does: the task after a frame begins once that frame is drawn. */
function watchComposer(): void {
  const shown: Shown = {};
  globalThis.shown = shown;
  const look = () => {
    if (!document.querySelector("textarea:enabled")) return requestAnimationFrame(look);
    return setTimeout(() => Object.assign(shown, { composer: performance.now() }));
  };
  requestAnimationFrame(look);
}

/**
 * Runs in the frame; the clock starts with the click on its next button. Asking at each frame would have the page draw
 * frames that nobody needs.
 */
function watchTurn(): void {
  const shown: Shown = {};
  globalThis.shown = shown;
  const mark = (what: keyof Shown) => Object.assign(shown, { [what]: performance.now() });
  const afterDrawing = (what: keyof Shown) => requestAnimationFrame(() => setTimeout(mark, 0, what));
  let hasRow = false;
  const observer = new MutationObserver(() => {
    if (!hasRow && document.querySelector("td")) {
      hasRow = true;
      afterDrawing("row");
    }
    if (!document.querySelector("header")?.parentElement?.textContent.includes("2,000 of 2,000 rows")) return;
    observer.disconnect();
    afterDrawing("rows");
  });
  addEventListener(
    "click",
    () => {
      mark("sent");
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    },
    { capture: true, once: true },
  );
}

/** Asking a range where it stands is free; what reads, writes or adds cells, and a flush, goes to the sheet. */
const reachesCells =
  /\.(flush|insert\w+|delete\w+|(get|set)(Values?|DisplayValues|Formulas|NumberFormats|Notes|FontWeights?))$/;

function summary(names: string[]): string {
  const far = names.filter((name) => reachesCells.test(name));
  return `${far.length} (${names.length} with those that ask for a place, a size or a name)`;
}

function sales(rows: number): string {
  const lines = ["Order,Date,Customer,City,Amount,Paid,Email,Note"];
  for (let at = 0; at < rows; at++) {
    const date = new Date(Date.UTC(2026, 0, 1 + (at % 365))).toISOString().slice(0, 10);
    const paid = at % 3 === 0 ? "no" : "yes";
    lines.push(
      `${String(at).padStart(6, "0")},${date},Customer ${at},Berlin,${(at * 1.25).toFixed(2)} EUR,${paid},c${at}@shop.example,"a note, ${at}"`,
    );
  }
  return lines.join("\n");
}

function since(start: number): string {
  return `${Math.round(performance.now() - start)} ms`;
}

function report(what: string, figure: string): void {
  console.log(`${what.padEnd(48)} ${figure}`);
}

await main();
process.exit(0);
