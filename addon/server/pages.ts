import type { Rpc } from "../rpc.ts";
import { email } from "./identity.ts";
import { type Opener, pageFor } from "./page.ts";
import { invalidRequest } from "./problem.ts";
import { ownTexts } from "./texts.ts";

const WIDTH = 900;
const HEIGHT = 600;

export function openSidebar(): void {
  SpreadsheetApp.getUi().showSidebar(pageNamed("Sidebar", {}).setTitle("Rowsmith"));
}

/** The large window over the sheet; the sidebar stays behind it. */
export function openWide({ title, order }: Rpc["openWide"]["args"]): Rpc["openWide"]["result"] {
  const page = pageNamed("Window", { order }).setWidth(WIDTH).setHeight(HEIGHT);
  SpreadsheetApp.getUi().showModalDialog(page, title);
  return { shown: true };
}

/** A part of the sidebar. Throws `invalid-request` for one that there is not. */
export function part({ name }: Rpc["part"]["args"]): Rpc["part"]["result"] {
  if (name !== "jobs" && name !== "exports") throw invalidRequest("There is no such part.");
  return { html: HtmlService.createHtmlOutputFromFile(name === "jobs" ? "Jobs" : "Exports").getContent() };
}

function pageNamed(name: string, told: Pick<Opener, "order">): GoogleAppsScript.HTML.HtmlOutput {
  const opener = { email: email(), spreadsheetId: SpreadsheetApp.getActiveSpreadsheet().getId(), ...told };
  const html = HtmlService.createHtmlOutputFromFile(name).getContent();
  return HtmlService.createHtmlOutput(pageFor(html, { TEXTS: ownTexts(), OPENER: opener }));
}
