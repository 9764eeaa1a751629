import { test as base } from "vitest";
import type { ModelStandIn } from "../../backend/testing/model-stand-in.ts";
import { openSheet, type SheetPage, type SheetPageOptions } from "./sheet-page.ts";
import { Workshop } from "./workshop.ts";

/**
 * What an end-to-end test is given. Backend and page live on from test to test: Chromium takes seconds to start a
 * spreadsheet, an empty one in its place takes none.
 *
 * - `sheet`: an empty spreadsheet with a fresh sidebar.
 * - `openSheet`: another one, in a browser profile of its own, until the test ends.
 * - `settings`: the backend's environment. Files that need another say `test.extend("settings", …)`; those that
 *   need the same share a backend.
 * - `model`: the model's stand-in; `testWithModel` has a backend that is connected to it.
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture depends on.
  .extend("workshop", { scope: "worker" }, async ({}, { onCleanup }) => {
    const workshop = await Workshop.open();
    onCleanup(() => workshop.close());
    return workshop;
  })
  .extend("model", ({ workshop: { model } }) => {
    model.requests.length = 0;
    model.set({});
    return model;
  })
  .extend("settings", (): Record<string, string> => ({}))
  .extend("app", ({ workshop, settings }) => workshop.backend(settings))
  .extend("sheet", async ({ workshop, app, onTestFailed }) => {
    onTestFailed(async () => {
      console.error(`What the sidebar said:\n${await workshop.said(app)}`);
      await workshop.closeSheet(app);
    });
    return workshop.emptySheet(app);
  })
  .extend("openSheet", async ({ workshop, app }, { onCleanup }) => {
    const opened: SheetPage[] = [];
    onCleanup(async () => {
      for (const sheet of opened) await sheet.page.context().close();
    });
    return async (options?: SheetPageOptions): Promise<SheetPage> => {
      const sheet = await openSheet(workshop.browser, app, options);
      opened.push(sheet);
      return sheet;
    };
  });

export const testWithModel = test.extend("settings", ({ model }) => connectedTo(model));

/** The settings of a backend whose answers come from the model's stand-in. */
function connectedTo(model: ModelStandIn): Record<string, string> {
  return {
    OPENAI_API_KEY: "test-key",
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_API: "responses",
    TURN_LEASE_MS: "3000",
  };
}
