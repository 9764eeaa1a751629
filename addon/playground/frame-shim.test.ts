// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";

interface Runner {
  withSuccessHandler(handler: (answer: unknown) => void): { readSelection(): void };
}
const PAGE = "https://page.example";

test("an answer from a foreign origin, or from another window, is ignored", async () => {
  const sent = vi.spyOn(window.parent, "postMessage").mockImplementation(() => {});
  const script = document.createElement("script");
  script.dataset.page = PAGE;
  vi.spyOn(document, "currentScript", "get").mockReturnValue(script);
  await import("./frame-shim.ts");
  const answers: unknown[] = [];
  const { google } = window as unknown as { google: { script: { run: Runner } } };
  google.script.run.withSuccessHandler((answer) => answers.push(answer)).readSelection();
  const { id } = JSON.parse(String(sent.mock.calls[0]?.[0]));
  const answer = (result: string, origin: string, source: Window | null) =>
    window.dispatchEvent(
      new MessageEvent("message", {
        data: JSON.stringify({ rowsmith: "success", id, result: JSON.stringify(result) }),
        ...{ origin, source },
      }),
    );
  answer("foreign", "https://page.example.evil", window.parent);
  answer("a popup's", PAGE, null);
  expect(answers).toEqual([]);
  answer("the page's", PAGE, window.parent);
  expect(answers).toEqual(["the page's"]);
});
