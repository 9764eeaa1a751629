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
  /** One page alone: a second one would take its share of the processor even when nobody looks at it. */
  #kept: { app: RunningApp; start: number; sheet: SheetPage } | null = null;

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
    if (this.#kept?.app === app && this.#kept.start === app.starts) {
      await this.#kept.sheet.startOver();
      return this.#kept.sheet;
    }
    await this.closeSheet();
    const sheet = await openSheet(this.browser, app);
    this.#kept = { app, start: app.starts, sheet };
    return sheet;
  }

  /** What the kept page's sidebar shows, for somebody who reads why a test failed. */
  async said(): Promise<string> {
    return (await this.#kept?.sheet.sidebar.locator("body").innerText({ timeout: 5_000 })) ?? "";
  }

  /** The next test begins with a page of its own. */
  async closeSheet(): Promise<void> {
    await this.#kept?.sheet.page.context().close();
    this.#kept = null;
  }

  async close(): Promise<void> {
    await this.browser.close();
    for (const backend of this.#backends.values()) await (await backend).stop();
    await this.model.close();
  }
}
