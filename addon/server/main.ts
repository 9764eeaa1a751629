import { dispatch } from "./dispatch.ts";
import { requireConsent } from "./identity.ts";
import { openSidebar } from "./pages.ts";

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
  openSidebar();
}

/** What the page calls through `google.script.run`. */
export function rpc(name: unknown, json: unknown): string {
  return dispatch(name, json);
}
