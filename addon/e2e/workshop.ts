import type { Browser } from "playwright-core";
import { type ModelStandIn, startModelStandIn } from "../../backend/testing/model-stand-in.ts";
import { type RunningApp, startApp } from "./app.ts";
import { launchBrowser } from "./browser.ts";
import { openSheet, type SheetPage } from "./sheet-page.ts";

/** What the tests of a process share, because each takes seconds to start. */
export class Workshop {
  readonly browser: Browser;
  readonly model: ModelStandIn;
  readonly #backends = new Map<string, Promise<RunningApp>>();
  /** A page a backend, since a spreadsheet takes seconds to start; nobody looks at the others, which then rest. */
  readonly #kept = new Map<RunningApp, { start: number; sheet: SheetPage }>();

  private constructor(browser: Browser, model: ModelStandIn) {
    this.browser = browser;
    this.model = model;
  }

  static async open(): Promise<Workshop> {
    return new Workshop(await launchBrowser(), await startModelStandIn());
  }

  /** The one backend with these settings, a new one where none has them yet. */
  backend(settings: Record<string, string>): Promise<RunningApp> {
    const key = JSON.stringify(settings);
    const backend = this.#backends.get(key) ?? startApp(settings);
    this.#backends.set(key, backend);
    return backend;
  }

  /** The page of this backend, as after its first start. */
  async emptySheet(app: RunningApp): Promise<SheetPage> {
    const kept = this.#kept.get(app);
    if (kept === undefined) {
      const sheet = await openSheet(this.browser, app);
      this.#kept.set(app, { start: app.starts, sheet });
      return sheet;
    }
    await kept.sheet.page.bringToFront();
    if (kept.start !== app.starts) {
      kept.start = app.starts;
      await kept.sheet.reload();
    }
    await kept.sheet.startOver();
    return kept.sheet;
  }

  /** What a kept page's sidebar shows, for somebody who reads why a test failed. */
  async said(app: RunningApp): Promise<string> {
    return (await this.#kept.get(app)?.sheet.sidebar.locator("body").innerText({ timeout: 5_000 })) ?? "";
  }

  /** The next test begins with a page of its own. */
  async closeSheet(app: RunningApp): Promise<void> {
    await this.#kept.get(app)?.sheet.page.context().close();
    this.#kept.delete(app);
  }

  async close(): Promise<void> {
    await this.browser.close();
    for (const backend of this.#backends.values()) await (await backend).stop();
    await this.model.close();
  }
}
