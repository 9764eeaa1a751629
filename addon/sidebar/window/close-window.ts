/** Ends this page as its own Close would; the sheet and the sidebar stay. */
export function closeWindow(): void {
  globalThis.google?.script.host.close();
}
