import { fileURLToPath } from "node:url";
import { startApp } from "./app.ts";
import { launchBrowser } from "./browser.ts";
import { openSheet } from "./sheet-page.ts";

const PICTURE = fileURLToPath(new URL("../playground/screenshot.png", import.meta.url));

/** `npm run screenshot`: the README's picture, made of what runs. The playground must be built. */
const [browser, app] = await Promise.all([launchBrowser(), startApp()]);
try {
  const sheet = await openSheet(browser, app, { context: { viewport: { width: 1280, height: 720 } } });
  await sheet.page.getByRole("button", { name: "Got it" }).click();
  await sheet.button("Try a sample mail").click();
  await sheet.send("Number, date, net, tax and total");
  await sheet.card().getByText("3 of 3 rows").waitFor();
  await sheet.send("also add the due date");
  await sheet.card().getByText("3 of 3 rows").waitFor();
  await sheet.sidebar.getByText("changed below").waitFor();
  await sheet.insert("Into a new sheet");
  await sheet.composer.blur();
  await sheet.page.screenshot({ path: PICTURE, animations: "disabled" });
} finally {
  await browser.close();
  await app.stop();
}
