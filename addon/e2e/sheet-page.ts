import type { Browser, BrowserContextOptions, Frame, FrameLocator, Locator, Page } from "playwright-core";
import type { InspectedCell } from "../playground/inspect.ts";
import type { RunningApp } from "./app.ts";

/** A start takes a whole core for seconds, and more where others want one too. */
const START_MS = 90_000;

export interface SheetPageOptions {
  /** As Sheets names it. */
  locale?: string;
  timeZone?: string;
  context?: BrowserContextOptions;
}

/** One person's spreadsheet with the sidebar open, driven by what is seen and read. */
export class SheetPage {
  readonly page: Page;
  /** The sidebar's own page. */
  readonly sidebar: FrameLocator;

  constructor(page: Page) {
    this.page = page;
    this.sidebar = page.frameLocator('iframe[title="Rowsmith"]');
  }

  get composer(): Locator {
    return this.sidebar.getByRole("textbox", { name: /^(Message|Nachricht)$/ });
  }

  frame(): Promise<Frame> {
    return this.#frameNamed("rowsmith-sidebar");
  }

  /** The large window's own page, once what it was opened for stands in it. */
  async windowFrame(): Promise<Frame> {
    await this.page
      .frameLocator('iframe[name="rowsmith-window"]')
      .getByRole("heading", { level: 1 })
      .waitFor({
        state: "attached",
      });
    return this.#frameNamed("rowsmith-window");
  }

  async #frameNamed(name: string): Promise<Frame> {
    const frame = await (await this.page.locator(`iframe[name="${name}"]`).elementHandle())?.contentFrame();
    if (!frame) throw new Error(`There is no page named ${name}`);
    return frame;
  }

  button(name: string | RegExp): Locator {
    return this.sidebar.getByRole("button", { name });
  }

  /** What a screen reader is told once it happens. */
  status(text: string | RegExp): Locator {
    return this.sidebar.getByRole("status").filter({ hasText: text });
  }

  /** What went wrong, as the sidebar says it. */
  alert(text: string | RegExp): Locator {
    return this.sidebar.getByRole("alert").filter({ hasText: text });
  }

  /** The newest table under the chat. */
  card(title?: string | RegExp): Locator {
    return this.sidebar.getByRole("region", title === undefined ? {} : { name: title }).last();
  }

  /** The newest table's rows as its own screen shows them, record by record. */
  async rowsOfTable(): Promise<string[]> {
    await this.card().getByRole("button", { name: "Open" }).click();
    const records: string[] = [];
    const next = this.button("Next record");
    do {
      if (records.length > 0) await next.click();
      records.push(await this.sidebar.locator("dl").innerText());
    } while (await next.isEnabled());
    await this.button("Back").click();
    return records;
  }

  async ready(): Promise<void> {
    await this.page.waitForFunction(() => "playground" in globalThis, undefined, { timeout: START_MS });
    await this.composer.waitFor({ timeout: START_MS });
    await this.sidebar.locator('[aria-busy="true"]').waitFor({ state: "detached", timeout: START_MS });
  }

  async reload(): Promise<void> {
    await this.page.reload({ timeout: START_MS });
    await this.ready();
  }

  /** Puts an empty spreadsheet in this one's place, as the page's own button does. */
  async replace(): Promise<void> {
    this.page.once("dialog", (dialog) => dialog.accept());
    await this.page.getByRole("button", { name: /^(New spreadsheet|Neue Tabelle)$/ }).click();
    await this.ready();
  }

  /** As after the first start: an empty spreadsheet, and nothing left of what was watched, set or typed. */
  async startOver(): Promise<void> {
    await this.page.unrouteAll();
    this.page.removeAllListeners();
    const open = this.page.getByRole("button", { name: "Open Rowsmith" });
    if (await open.isVisible()) await open.click();
    await (await this.frame()).evaluate(() => localStorage.clear());
    await this.replace();
  }

  /** Copies and pastes; `html` stands beside the text where a table was copied. */
  async paste(text: string, html?: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.evaluate(
      ([text, html]) => {
        const kinds = { "text/plain": text, ...(html === undefined ? {} : { "text/html": html }) };
        return navigator.clipboard.write([new ClipboardItem(kinds)]);
      },
      [text, html] as const,
    );
    await this.composer.press("Control+V");
  }

  /** Sends once the answer before is complete. */
  async send(text = ""): Promise<void> {
    await this.button(/^(Send|Senden)$/).waitFor();
    if (text !== "") await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  /** From the newest table's card to the sheet; gives where it went, as the sidebar says it. */
  async insert(target = "At the selection"): Promise<string> {
    await this.card().getByRole("button", { name: "Insert" }).click();
    await this.sidebar.getByRole("radio", { name: target }).check();
    await this.button(/^(Insert|Append) [\d,]+ row/).click();
    const added = this.status(/^Added to /);
    await added.waitFor();
    const place = ((await added.textContent()) ?? "").replace(/^Added to /, "");
    await this.sidebar.getByRole("contentinfo").getByRole("button", { name: "Back" }).click();
    return place;
  }

  read(a1: string): Promise<InspectedCell[][]> {
    return this.page.evaluate((a1) => globalThis.playground?.read(a1) ?? [], a1);
  }

  /** What the cells hold. */
  async values(a1: string): Promise<InspectedCell["value"][][]> {
    return (await this.read(a1)).map((row) => row.map((cell) => cell.value));
  }

  /** What the cells show. */
  async shown(a1: string): Promise<string[][]> {
    return (await this.read(a1)).map((row) => row.map((cell) => cell.display));
  }

  type(a1: string, values: (string | number | boolean)[][]): Promise<void> {
    return this.page.evaluate(([a1, values]) => globalThis.playground?.type(a1, values), [
      a1,
      values,
    ] as const);
  }

  select(a1: string): Promise<void> {
    return this.page.evaluate((a1) => globalThis.playground?.select(a1), a1);
  }

  protect(a1: string): Promise<void> {
    return this.page.evaluate((a1) => globalThis.playground?.protect(a1), a1);
  }

  sheets(): Promise<string[]> {
    return this.page.evaluate(() => globalThis.playground?.sheets() ?? []);
  }
}

/** Opens the playground in a browser context of its own: a new spreadsheet, nothing kept. */
export async function openSheet(
  browser: Browser,
  app: RunningApp,
  { locale = "en_US", timeZone = "Europe/Berlin", context = {} }: SheetPageOptions = {},
): Promise<SheetPage> {
  const fresh = await browser.newContext({
    locale: "en-US",
    // Without a graphics card, drawing the spreadsheet is most of the work.
    viewport: { width: 900, height: 640 },
    permissions: ["clipboard-read", "clipboard-write"],
    ...context,
  });
  fresh.setDefaultTimeout(30_000);
  try {
    const page = await fresh.newPage();
    await page.goto(`${app.url}?${new URLSearchParams({ locale, timeZone })}`, { timeout: START_MS });
    const sheet = new SheetPage(page);
    await sheet.ready();
    return sheet;
  } catch (error) {
    await fresh.close();
    throw error;
  }
}
