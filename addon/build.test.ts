import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parse } from "@swc/core";
import { expect, test } from "vitest";
import { checkBackend, isPrivateHost } from "./build-backend.ts";
import { buildPage } from "./build-page.ts";
import { buildPart } from "./build-part.ts";
import { buildScript } from "./build-script.ts";
import { settleVariables } from "./settle-styles.ts";
import { catalogue } from "./sidebar/catalogue.ts";

const root = join(import.meta.dirname, "..");

test.each([
  ["https://rowsmith.example.com", "https://rowsmith.example.com"],
  ["https://example.com/rowsmith/", "https://example.com/rowsmith"],
  ["https://EXAMPLE.com:8443/", "https://example.com:8443"],
])("the backend %s is taken as %s", (address, backend) => {
  expect(checkBackend(address)).toBe(backend);
});

test.each([
  [undefined, "Say where the backend is"],
  ["", "Say where the backend is"],
  ["rowsmith.example.com", "is not an address"],
  ["http://rowsmith.example.com", "is not https"],
  ["http://localhost:8787", "is not https"],
  ["https://example.com/?a=b", "more than a host and a path"],
  ["https://user:secret@example.com", "more than a host and a path"],
])("the backend %s is refused in one line", (address, why) => {
  expect(() => checkBackend(address)).toThrow(new RegExp(`^.*${why}.*$`));
});

test.each([
  "localhost",
  "10.1.2.3",
  "192.168.0.9",
  "172.20.0.1",
  "[fd00::1]",
  "[::1]",
  "box.local",
  "server",
])("%s is a private host", (host) => {
  expect(isPrivateHost(host)).toBe(true);
});

test.each(["example.com", "8.8.8.8", "172.32.0.1", "[2606:4700::1]", "10.example.com", "fd.example.com"])(
  "%s is a public host",
  (host) => {
    expect(isPrivateHost(host)).toBe(false);
  },
);

const backend = "https://rowsmith.example.com";
const sidebar = buildPage({ entry: "main.tsx", backend, version: "1.2.3", root });

test("no script of the sidebar holds a template literal, which Apps Script cuts at a double slash", async () => {
  for (const html of [await sidebar, await buildPart(root, "jobs/main.tsx")]) {
    const script = html.slice(
      html.lastIndexOf("<script>") + "<script>".length,
      html.lastIndexOf("</script>"),
    );
    const tree = JSON.stringify(await parse(script, { syntax: "ecmascript", target: "es2022" }));
    expect(tree).toContain('"StringLiteral"');
    expect(tree).not.toContain('"TemplateLiteral"');
  }
});

test("the sidebar is one page: no file of its own, one script's end each, the backend baked in", async () => {
  const html = await sidebar;
  expect(html).not.toMatch(/<script[^>]+src=|<link/);
  expect(html.match(/<\/script/gi)).toHaveLength(3);
  expect(html.indexOf("__ROWSMITH_OPENER__")).toBe(html.lastIndexOf("__ROWSMITH_OPENER__"));
  expect(html).toContain(backend);
  expect(html).toContain("1.2.3");
  expect(html).not.toMatch(/__BACKEND__|__VERSION__/);
});

test.each(["en", "de"] as const)("as it is sent in %s the sidebar stays within 60 KB", async (language) => {
  const html = await sidebar;
  const texts = JSON.stringify({ language, texts: catalogue[language] });
  const page = html.replace("__ROWSMITH_TEXTS__", () => texts);
  expect(page).toContain(texts);
  expect(gzipSync(page, { level: 9 }).length).toBeLessThanOrEqual(60 * 1_024);
});

test("a part of the page holds neither Preact nor what else it shares, and only classes that the page lacks", async () => {
  const html = await buildPart(root, "jobs/main.tsx");
  expect(html).toMatch(/^<style>[^<]*<\/style>\n<script>/);
  expect(html.match(/<\/script/gi)).toHaveLength(1);
  expect(html).not.toMatch(/__SHARED__|insertBefore|sign-up-closed|undefined\]/);
  expect(html).not.toContain(".flex{");
});

test("variables that never change are settled in the styles, one that does stays with its first value", () => {
  const property = (name: string, value: string) =>
    `@property --tw-${name}{syntax:"*";inherits:false;initial-value:${value}}`;
  const before = "@layer properties{@supports (a:b){*,:before{--tw-style:solid;--tw-line:none}}}";
  const rules =
    ".a{border-style:var(--tw-style)}.b{--tw-line:thin;top:0}.c{line:var(--tw-line);height:var(--tw-leading,2px)}";
  expect(settleVariables(before + rules + property("style", "solid") + property("line", "none"))).toBe(
    ".a{border-style:solid}.b{--tw-line:thin;top:0}.c{line:var(--tw-line);height:2px}" +
      `@layer properties{@supports (a:b){*,:before{--tw-line:none}}}${property("line", "none")}`,
  );
});

test("the script declares at its top what Google calls, and nothing that Apps Script lacks", async () => {
  const code = await buildScript(root);
  for (const name of ["onOpen", "onInstall", "showSidebar", "rpc"]) {
    expect(code).toMatch(new RegExp(`^function ${name}\\(`, "m"));
  }
  expect(code).not.toMatch(/\b(import|export|fetch|setTimeout|URL|TextEncoder|crypto)\b\s*[({.]/);
});
