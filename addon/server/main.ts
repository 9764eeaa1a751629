import { dispatch } from "./dispatch.ts";
import { email, requireConsent } from "./identity.ts";
import { pageFor } from "./page.ts";

/** Runs when the spreadsheet opens, perhaps without any permission: it may add a menu, nothing else. */
export function onOpen(_event?: unknown): void {
  SpreadsheetApp.getUi().createAddonMenu().addItem("Open Rowsmith", "showSidebar").addToUi();
}

export function onInstall(event?: unknown): void {
  onOpen(event);
}

/** Opens the sidebar, after Google's own dialog where a permission is missing. */
export function showSidebar(): void {
  requireConsent();
  const opener = { email: email(), spreadsheetId: SpreadsheetApp.getActiveSpreadsheet().getId() };
  const page = pageFor(HtmlService.createHtmlOutputFromFile("Sidebar").getContent(), opener);
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutput(page).setTitle("Rowsmith"));
}

/** What the page calls through `google.script.run`. */
export function rpc(name: unknown, json: unknown): string {
  return dispatch(name, json);
}
