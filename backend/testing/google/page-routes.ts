import { Hono } from "hono";
import { html } from "hono/html";
import type { Files } from "./files.ts";
import { plainValues } from "./values.ts";

/** What a browser sees of a spreadsheet: its sheets as tables, to look at. */
export function pageRoutes(files: Files): Hono {
  const app = new Hono();
  app.get("/spreadsheets/d/:id/edit", (context) => {
    const workbook = files.all.get(context.req.param("id"));
    if (workbook === undefined) return context.text("There is no such spreadsheet.", 404);
    const sheets = workbook.sheets.map(
      ({ title }, index) => html`<h2>${title}</h2>
        <table border="1">
          ${plainValues(workbook, index).map(
            (row) => html`<tr>${row.map((value) => html`<td>${String(value)}</td>`)}</tr>`,
          )}
        </table>`,
    );
    return context.html(
      html`<!doctype html>
        <html lang="en">
          <head><title>${workbook.title}</title></head>
          <body>
            <h1>${workbook.title}</h1>
            ${sheets}
          </body>
        </html>`,
    );
  });
  return app;
}
