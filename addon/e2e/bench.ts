import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { startApp } from "./app.ts";
import { launchBrowser } from "./browser.ts";
import { openSheet, type SheetPage } from "./sheet-page.ts";

const ROWS = 2_000;

/** `npm run bench:sidebar`: the page's size, how soon it is usable, and a pasted 2,000 × 8 CSV on its way. */
const page = await readFile(new URL("../dist/playground/Sidebar.html", import.meta.url));
console.log(`sidebar page: ${(gzipSync(page, { level: 9 }).length / 1000).toFixed(1)} kB gzip (at most 60)`);

const [browser, app] = await Promise.all([launchBrowser(), startApp()]);
try {
  for (const round of ["first", "second", "third"]) await measure(round);
} finally {
  await browser.close();
  await app.stop();
}

async function measure(round: string): Promise<void> {
  const sheet = await openSheet(browser, app);
  const frame = sheet.page.frames().find((it) => it.url().endsWith("/sidebar"));
  const usable = await frame?.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return performance.now() - (navigation?.responseEnd ?? 0);
  });
  await sheet.paste(csv());
  await sheet.composer.fill("into the sheet");
  const sent = performance.now();
  await sheet.composer.press("Enter");
  await sheet.card().getByRole("row").nth(1).waitFor();
  const first = performance.now() - sent;
  await sheet.card().getByText("2,000 of 2,000 rows").waitFor();
  const all = performance.now() - sent;
  await sheet.card().getByRole("button", { name: "Insert" }).click();
  await sheet.button("Insert 2,000 rows at A1").waitFor();
  const before = await calls(sheet);
  await sheet.button("Insert 2,000 rows at A1").click();
  await sheet.sidebar.getByRole("status").filter({ hasText: "Added to" }).waitFor();
  const inserted = (await calls(sheet)) - before;
  console.log(
    `${round} page: usable at most ${usable?.toFixed(0)} ms after load · first row ${first.toFixed(0)} ms, ` +
      `all ${ROWS} rows ${all.toFixed(0)} ms after send · inserted with ${inserted} calls`,
  );
  await sheet.page.context().close();
}

/** Calls that read or change cells or rows; finding a range or asking a size takes none at Google. */
async function calls(sheet: SheetPage): Promise<number> {
  const names = await sheet.page.evaluate(() => globalThis.playground?.calls() ?? []);
  return names.filter((name) => /values|formulas|formats|validations|insert|delete|flush/i.test(name)).length;
}

function csv(): string {
  const rows = Array.from(
    { length: ROWS },
    (_, at) =>
      `${String(at).padStart(6, "0")},Customer ${at},2026-0${1 + (at % 9)}-1${at % 10},${at}.50,${at % 7},EUR ${at * 3}.25,c${at}@example.com,Open`,
  );
  return `Order,Customer,Date,Net,Items,Total,Email,State\n${rows.join("\n")}\n`;
}
