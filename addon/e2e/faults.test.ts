import type { Route } from "playwright-core";
import { expect } from "vitest";
import { csv, notes } from "./samples.ts";
import type { SheetPage } from "./sheet-page.ts";
import { test as base } from "./test.ts";

const test = base.extend("settings", () => ({ MAX_SOURCE_BYTES: "20000" }));

function chooseFile(
  sheet: SheetPage,
  name: string,
  mimeType: string,
  content: string | Buffer,
): Promise<void> {
  const file = { name, mimeType, buffer: Buffer.from(content) };
  return sheet.sidebar.locator('input[type="file"]').setInputFiles(file);
}

/** Answers what the sidebar asks of `/meta` in the server's place. */
async function withMeta(sheet: SheetPage, answer: (route: Route) => Promise<void>): Promise<void> {
  await sheet.page.route("**/api/v1/meta", (route) =>
    route.request().frame().parentFrame() ? answer(route) : route.continue(),
  );
  await sheet.page.reload();
}

test("files of every kind that is promised become a chip, and their rows a table", async ({ sheet }) => {
  const files = [
    ["sales.csv", "text/csv", csv, "5 of 5 rows"],
    ["notes.txt", "text/plain", notes, "2 of 2 rows"],
    ["list.json", "application/json", '[{"a":"1","b":"2"},{"a":"3","b":"4"}]', "2 of 2 rows"],
    ["list.md", "text/markdown", "| a | b |\n| --- | --- |\n| 1 | 2 |\n", "1 of 1 rows"],
    ["page.html", "text/html", "<table><tr><th>a<th>b<tr><td>1<td>2</table>", "1 of 1 rows"],
    ["list.tsv", "text/tab-separated-values", "a\tb\n1\t2\n3\t4\n5\t6\n", "3 of 3 rows"],
  ] as const;
  for (const [name, type, content, rows] of files) {
    await chooseFile(sheet, name, type, content);
    await sheet.button(new RegExp(`^Remove ${name}`)).waitFor();
    await sheet.send();
    await sheet
      .card(new RegExp(`^${name}`))
      .getByText(rows)
      .waitFor();
  }
});

test("a file of another kind, and one that is not text, are refused with what works", async ({ sheet }) => {
  await chooseFile(sheet, "scan.png", "image/png", "a picture");
  const kinds = ".pdf .eml .xlsx .docx .txt .csv .tsv .html .md .json";
  await sheet.alert(`scan.png cannot be read here. These work: ${kinds}`).waitFor();
  await chooseFile(sheet, "data.csv", "text/csv", Buffer.from([0x50, 0x4b, 0, 1, 2, 0, 0, 255]));
  await sheet.alert("data.csv is not text.").waitFor();
});

test("a source over the server's limit is refused with the limit, and what was typed stays", async ({
  sheet,
}) => {
  await sheet.composer.fill("Sum these up");
  await sheet.paste("a long line of text\n".repeat(1_500));
  await sheet.alert(/the server takes \d+.*at once/).waitFor();
  expect(await sheet.composer.inputValue()).toBe("Sum these up");
});

test("an empty message cannot be sent", async ({ sheet }) => {
  expect(await sheet.button("Send").isDisabled()).toBe(true);
  await sheet.composer.fill("   ");
  await sheet.composer.press("Enter");
  expect(await sheet.button("Send").isDisabled()).toBe(true);
  expect(await sheet.sidebar.getByRole("list", { name: "Conversation" }).count()).toBe(0);
});

test("a backend that is gone is said, the typed text stays, and it goes through once it is back", async ({
  sheet,
  app,
}) => {
  await app.kill();
  await sheet.paste(csv);
  await sheet.send("Sales of March");
  await sheet.alert(/cannot be reached/).waitFor();
  expect(await sheet.composer.inputValue()).toBe("Sales of March");
  await sheet.button("Remove Pasted table · 6 × 5").waitFor();
  await app.restart();
  await sheet.button("Send").click();
  await sheet.card().getByText("5 of 5 rows").waitFor();
  expect(await sheet.sidebar.getByRole("region").count()).toBe(1);
});

test("an address that is no Rowsmith server is said, with a way to try again", async ({ sheet }) => {
  await withMeta(sheet, (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>Welcome</title>" }),
  );
  await sheet.alert("it is not a Rowsmith server").waitFor();
  await sheet.page.unroute("**/api/v1/meta");
  await sheet.button("Try again").click();
  await sheet.composer.waitFor();
});

test("a sidebar that is too old for its server says so", async ({ sheet, app }) => {
  const meta = (await (await fetch(`${app.url}api/v1/meta`)).json()) as object;
  await withMeta(sheet, (route) => route.fulfill({ json: { ...meta, oldestSidebar: "9.1.0" } }));
  await sheet.alert("This sidebar is too old for its server, which needs version 9.1.0.").waitFor();
});

test("a sign-in that has ended is renewed without a word", async ({ sheet }) => {
  const refreshed: string[] = [];
  sheet.page.on("request", (request) => {
    if (request.url().endsWith("/auth/refresh")) refreshed.push(request.method());
  });
  let refused = 0;
  await sheet.page.route("**/api/v1/chat/**", (route) => {
    if (refused > 0 || route.request().method() !== "POST") return route.continue();
    refused += 1;
    const headers = { "access-control-allow-origin": "*" };
    return route.fulfill({
      status: 401,
      headers,
      json: { code: "invalid-token", title: "Ended", status: 401 },
    });
  });
  await sheet.paste(csv);
  await sheet.send();
  await sheet.card().getByText("5 of 5 rows").waitFor();
  expect(refused).toBe(1);
  expect(refreshed).toContain("POST");
  expect(await sheet.sidebar.getByRole("alert").count()).toBe(0);
});

test("two Google accounts in one browser are told apart", async ({ sheet }) => {
  await sheet.page.route("**/Sidebar.html", async (route) => {
    const response = await route.fetch();
    const page = (await response.text()).replace(
      "__ROWSMITH_OPENER__",
      '{"email":"other@x.example","spreadsheetId":""}',
    );
    await route.fulfill({ response, body: page });
  });
  await sheet.page.reload();
  await sheet.alert("Google mixed up your accounts.").waitFor();
  await sheet.page.unrouteAll();
  await sheet.reload();
});
