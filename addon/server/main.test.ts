import { describe, expect, test } from "vitest";
import { MemoryGrid } from "../playground/memory-grid.ts";
import { openScript } from "../script-in-vm.ts";

const page =
  '<script type="application/json" id="rowsmith-texts">__ROWSMITH_TEXTS__</script>' +
  '<script type="application/json" id="rowsmith-opener">__ROWSMITH_OPENER__</script>' +
  '<script>x = "__ROWSMITH_OPENER__"</script>';

test("opening the spreadsheet and installing the add-on add the menu and call nothing else", async () => {
  const menus: unknown[] = [];
  const { script, calls } = await openScript(new MemoryGrid(), { onMenu: (items) => menus.push(items) });
  script.onOpen({});
  script.onInstall({});
  const menu = [{ caption: "Open Rowsmith", functionName: "showSidebar" }];
  expect(menus).toEqual([menu, menu]);
  expect(new Set(calls.names)).toEqual(new Set(["SpreadsheetApp.getUi"]));
});

test("showSidebar writes who opened which spreadsheet into the page, and nothing can end the element", async () => {
  let shown = { html: "", title: "" };
  const email = "</script><script>alert(1)</script>$&<!--@example.com";
  const { script } = await openScript(new MemoryGrid({ id: "sheet-1" }), {
    email,
    files: { Sidebar: page },
    onSidebar: (html, title) => {
      shown = { html, title };
    },
  });
  script.showSidebar();
  const [, json = ""] = /id="rowsmith-opener">(.*?)<\/script>/.exec(shown.html) ?? [];
  expect(JSON.parse(json)).toEqual({ email, spreadsheetId: "sheet-1" });
  expect(json).not.toContain("<");
  expect(shown.html).toContain('<script>x = "__ROWSMITH_OPENER__"</script>');
  expect(shown.title).toBe("Rowsmith");
});

test("openWide shows the window's page, told who opened it and what it is to show, as large as the design says", async () => {
  const shown: unknown[] = [];
  const { call } = await openScript(new MemoryGrid({ id: "sheet-1" }), {
    email: "ada@example.com",
    files: { Window: page },
    onDialog: (html, title, size) => {
      const [, json = ""] = /id="rowsmith-opener">(.*?)<\/script>/.exec(html) ?? [];
      shown.push(JSON.parse(json), title, size);
    },
  });
  const order = '{"view":"</script>"}';
  expect(call("openWide", { title: "Invoices", order })).toEqual({ shown: true });
  expect(shown).toEqual([
    { email: "ada@example.com", spreadsheetId: "sheet-1", order },
    "Invoices",
    { width: 900, height: 600 },
  ]);
});

test.each([
  ["de", "de", "Zurück"],
  ["de_AT", "de", "Zurück"],
  ["fr", "en", "Back"],
])("for %s the page speaks %s, and the other language can be asked for", async (account, language, back) => {
  let html = "";
  const { script, call } = await openScript(new MemoryGrid(), {
    ...{ language: account, files: { Sidebar: page } },
    onSidebar: (shown) => {
      html = shown;
    },
  });
  script.showSidebar();
  const [, json = ""] = /id="rowsmith-texts">(.*?)<\/script>/.exec(html) ?? [];
  expect(JSON.parse(json)).toMatchObject({ language, texts: { "app.back": back } });
  expect(json).not.toContain("<");
  expect(call("texts", { language: "de" }).texts["app.close"]).toBe("Schließen");
});

test("showSidebar asks for consent before anything else", async () => {
  const { script, calls } = await openScript(new MemoryGrid(), { isGranted: () => false });
  expect(() => script.showSidebar()).toThrow("Authorization is required");
  expect(calls.names).toEqual([]);
});

test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "applyWrite_", "rpc", "", null, 7, {}])(
  "rpc refuses %j: only the map's own names can be called",
  async (name) => {
    const { script } = await openScript(new MemoryGrid());
    expect(JSON.parse(script.rpc(name, "{}"))).toMatchObject({
      ok: false,
      problem: { code: "unknown-function" },
    });
  },
);

test.each(["", "{", "null", "[]", "7", '"x"', undefined])("rpc refuses %j as arguments", async (json) => {
  const { script } = await openScript(new MemoryGrid());
  expect(JSON.parse(script.rpc("hello", json))).toMatchObject({
    ok: false,
    problem: { code: "invalid-request", status: 422 },
  });
});

test("hello tells who and where, with the locale as BCP 47", async () => {
  const grid = new MemoryGrid({ id: "s", name: "Books", locale: "de_DE", timeZone: "Europe/Berlin" });
  const { call } = await openScript(grid);
  expect(call("hello", {})).toEqual({
    email: "ada@example.com",
    spreadsheetId: "s",
    spreadsheetName: "Books",
    locale: "de-DE",
    timeZone: "Europe/Berlin",
  });
});

test("the identity token is null without consent", async () => {
  const { call } = await openScript(new MemoryGrid(), { identityToken: () => null });
  expect(call("identityToken", {})).toEqual({ idToken: null });
});

test.each([
  ["Service Spreadsheets failed while accessing document with id x.", "google-unavailable", 503],
  ["Service Spreadsheets timed out while accessing document with id x.", "google-unavailable", 503],
  ["Authorization is required to perform that action.", "authorization-needed", 401],
  ["This operation is not allowed on cells in typed columns.", "typed-column", 422],
])("Google's %j becomes the problem %s", async (message, code, status) => {
  const before = () => {
    throw new Error(message);
  };
  const { script } = await openScript(new MemoryGrid(), { before });
  const { problem } = JSON.parse(script.rpc("hello", "{}"));
  expect(problem).toMatchObject({ code, status, detail: message });
});

test("an unknown fault says nothing of its cause", async () => {
  const before = () => {
    throw new Error("secret of A1");
  };
  const { script } = await openScript(new MemoryGrid(), { before });
  expect(JSON.parse(script.rpc("hello", "{}"))).toEqual({
    ok: false,
    problem: { code: "internal", status: 500, title: "Something went wrong" },
  });
});

describe("the account of the token and the one that the script runs as", () => {
  const tokenOf = (claims: object) =>
    `head.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;
  const opened = (token: string | null, email = "ada@example.com") =>
    openScript(new MemoryGrid(), { email, identityToken: () => token });

  test.each(["hello", "identityToken"] as const)("that differ are told by %s", async (name) => {
    const { call } = await opened(tokenOf({ email: "bob@example.com", name: "Bób" }));
    expect(() => call(name, {})).toThrow(
      expect.objectContaining({ code: "several-accounts", params: { email: "ada@example.com" } }),
    );
  });

  test.each([
    ["the same, in other letters", tokenOf({ email: "Ada@Example.com" }), "ada@example.com"],
    ["no address in the token", tokenOf({ sub: "1" }), "ada@example.com"],
    ["a token that is none", "x", "ada@example.com"],
    ["no token", null, "ada@example.com"],
    ["no address without consent", tokenOf({ email: "bob@example.com" }), ""],
  ])("%s: nothing is told", async (_what, token, email) => {
    const { call } = await opened(token, email);
    expect(call("hello", {}).email).toBe(email);
    expect(call("identityToken", {})).toEqual({ idToken: token });
  });
});
