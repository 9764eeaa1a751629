/** The functions of the built script that Google would call. */
export interface Script {
  onOpen(event: object): void;
  showSidebar(): void;
  rpc(name: string, json: string): unknown;
}

/** What Apps Script's V8 does not have, though a browser does. */
const absent = [
  "window",
  "document",
  "fetch",
  "XMLHttpRequest",
  "setTimeout",
  "setInterval",
  "URL",
  "Blob",
  "crypto",
];

/**
 * Runs Code.js as the body of a function whose parameters are Google's services, so that it sees them as globals
 * and none of the page's. It is loaded as a script from a blob: the page's policy allows no evaluation.
 */
export async function loadScript(code: string, services: object): Promise<Script> {
  const names = [...Object.keys(services), ...absent];
  const text = `self.playgroundScript = function (${names.join(", ")}) {\n${code}\nreturn { onOpen, showSidebar, rpc };\n};`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const element = document.createElement("script");
  element.src = url;
  await new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = () => reject(new Error("Code.js cannot be run"));
    document.head.append(element);
  });
  URL.revokeObjectURL(url);
  const { playgroundScript } = window as unknown as { playgroundScript: (...services: unknown[]) => Script };
  return playgroundScript(...Object.values(services));
}
