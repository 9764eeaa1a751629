import { expect, test } from "vitest";
import { MemoryGrid } from "../memory-grid.ts";
import { type FakeOptions, installFakes } from "./install.ts";
import { formatDate } from "./zone.ts";

function services(options: Partial<FakeOptions> = {}) {
  const { globals } = installFakes(new MemoryGrid(), {
    email: "",
    files: {},
    identityToken: () => null,
    ...options,
  });
  return globals as {
    PropertiesService: {
      getDocumentProperties(): {
        getProperty(key: string): string | null;
        setProperty(key: string, value: unknown): void;
        deleteProperty(key: string): void;
      };
    };
    LockService: { getDocumentLock(): { tryLock(ms: number): boolean; waitLock(ms: number): void } };
    ScriptApp: { AuthMode: { FULL: string }; requireScopes(mode: string, scopes: string[]): void };
    HtmlService: { createHtmlOutputFromFile(name: string): { getContent(): string } };
  };
}

test("a property that is not there is null, and values are kept as text", () => {
  const properties = services().PropertiesService.getDocumentProperties();
  expect(properties.getProperty("a")).toBeNull();
  properties.setProperty("a", 7);
  expect(properties.getProperty("a")).toBe("7");
  properties.deleteProperty("a");
  expect(properties.getProperty("a")).toBeNull();
});

test("a property over 9 KB is refused", () => {
  const properties = services().PropertiesService.getDocumentProperties();
  expect(() => properties.setProperty("a", "ü".repeat(5_000))).toThrow("Argument too large: value");
});

test("a store of properties over 500 KB is refused", () => {
  const properties = services().PropertiesService.getDocumentProperties();
  const fill = () => {
    for (let key = 0; key < 60; key++) properties.setProperty(`key${key}`, "x".repeat(9_000));
  };
  expect(fill).toThrow("You have exceeded the property storage quota.");
});

test("a lock that somebody else holds is not had, and waiting for it ends with a message", () => {
  const lock = services({ isLockFree: () => false }).LockService.getDocumentLock();
  expect(lock.tryLock(1)).toBe(false);
  expect(() => lock.waitLock(1)).toThrow("Lock timeout");
});

test("a scope that was left unticked ends the run with a demand for authorization", () => {
  const { ScriptApp } = services({ isGranted: (scope) => scope !== "openid" });
  expect(() => ScriptApp.requireScopes(ScriptApp.AuthMode.FULL, ["openid"])).toThrow(
    "Authorization is required",
  );
});

test("an HTML file that the project does not have is named", () => {
  const { HtmlService } = services({ files: { Sidebar: "<p>" } });
  expect(HtmlService.createHtmlOutputFromFile("Sidebar").getContent()).toBe("<p>");
  expect(() => HtmlService.createHtmlOutputFromFile("constructor")).toThrow(
    "No HTML file named constructor was found.",
  );
});

test("formatDate shows the wall clock of a zone, summer and winter", () => {
  const pattern = "yyyy-MM-dd'T'HH:mm:ssZ";
  expect(formatDate(new Date("2026-03-29T00:59:59Z"), "Europe/Berlin", pattern)).toBe(
    "2026-03-29T01:59:59+0100",
  );
  expect(formatDate(new Date("2026-03-29T01:00:00Z"), "Europe/Berlin", pattern)).toBe(
    "2026-03-29T03:00:00+0200",
  );
});
