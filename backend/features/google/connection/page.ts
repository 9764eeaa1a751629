import { html } from "hono/html";

const texts = {
  en: {
    done: "Google Sheets is connected",
    close: "You can close this page and go on in Rowsmith.",
    confirm: "One step is left",
    enter: "Give Rowsmith this code, where you began to connect:",
    failed: "Google Sheets is not connected",
  },
  de: {
    done: "Google Sheets ist verbunden",
    close: "Sie können diese Seite schließen und in Rowsmith weitermachen.",
    confirm: "Ein Schritt fehlt noch",
    enter: "Geben Sie Rowsmith diesen Code, dort, wo Sie das Verbinden begonnen haben:",
    failed: "Google Sheets ist nicht verbunden",
  },
};

export type Outcome =
  | { kind: "done" }
  | { kind: "confirm"; code: string }
  | { kind: "failed"; title: string };

/** What the browser shows when it has come back from Google, in the language that it asks for. */
export function callbackPage(outcome: Outcome, acceptLanguage: string) {
  const language = /^de\b/i.test(acceptLanguage.trim()) ? "de" : "en";
  const words = texts[language];
  return html`<!doctype html>
    <html lang="${language}">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>Rowsmith</title>
      <body>
        <main>
          <h1>${words[outcome.kind]}</h1>
          ${
            outcome.kind === "confirm"
              ? html`<p>${words.enter}</p>
                  <p><strong>${outcome.code}</strong></p>`
              : html`<p>${outcome.kind === "done" ? words.close : outcome.title}</p>`
          }
        </main>
      </body>
    </html>`;
}
