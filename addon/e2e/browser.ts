import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { browserNames } from "../../backend/testing/browser-names.ts";

/** The machine's own Chromium; the other switches keep it from calling out. Throws where there is none. */
export async function launchBrowser(): Promise<Browser> {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const executablePath = browserNames
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
  if (!executablePath) throw new Error(`Install Chromium (Debian: apt-get install ${browserNames[0]}).`);
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Every request's stack is told to whoever drives the browser; else 11 MB are parsed once more for it.
      "--js-flags=--no-enable-lazy-source-positions",
    ],
  });
}
