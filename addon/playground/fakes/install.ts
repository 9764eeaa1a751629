import type { Grid } from "../grid.ts";
import { CallLog } from "./call-log.ts";
import { createHtmlService } from "./html-service.ts";
import { createPropertiesService, type PropertyStores } from "./properties-service.ts";
import { createSpreadsheetApp, type MenuItem } from "./spreadsheet-app.ts";
import { Workbook } from "./workbook.ts";
import { formatDate } from "./zone.ts";

export interface FakeOptions {
  /** The signed-in person's address; empty when it was not consented to. */
  email: string;
  /** Google's language for the person, as `de`; English by default. */
  language?: string;
  /** The script project's HTML files, by name without `.html`. */
  files: Record<string, string>;
  /** The person's OpenID token; null without consent. */
  identityToken: () => string | null;
  onMenu?: (items: MenuItem[]) => void;
  onSidebar?: (html: string, title: string) => void;
  onDialog?: (html: string, title: string, size: { width: number; height: number }) => void;
  /** Kept by the caller to outlive these stand-ins; empty ones otherwise. */
  properties?: PropertyStores;
  /** Whether the person granted a scope; all by default. */
  isGranted?: (scope: string) => boolean;
  /** Whether the document's lock can be had; yes by default. */
  isLockFree?: () => boolean;
  /** Runs ahead of each call to the spreadsheet and to the properties, and may throw what Google would. */
  before?: (call: string) => void;
}

export interface Fakes {
  /** By name, as Apps Script has them: `SpreadsheetApp`, `HtmlService`, … */
  globals: Record<string, object>;
  /** The calls to the spreadsheet so far. */
  calls: CallLog;
}

/** Stand-ins of Google's services over a grid: what the script's bundle needs as globals. */
export function installFakes(grid: Grid, options: FakeOptions): Fakes {
  const calls = new CallLog(options.before);
  const { onMenu = () => {}, onSidebar = () => {}, onDialog = () => {} } = options;
  const hooks = { onMenu, onSidebar, onDialog };
  const stores = options.properties ?? { document: new Map(), user: new Map(), script: new Map() };
  const globals = {
    SpreadsheetApp: createSpreadsheetApp(new Workbook(grid, calls), hooks),
    HtmlService: createHtmlService(options.files),
    PropertiesService: createPropertiesService(stores, options.before),
    LockService: createLockService(options.isLockFree ?? (() => true)),
    ScriptApp: createScriptApp(options),
    Session: createSession(options.email, options.language ?? "en"),
    Utilities: createUtilities(),
  };
  return { globals, calls };
}

function createUtilities(): object {
  return {
    formatDate,
    getUuid: () => crypto.randomUUID(),
    sleep: () => {},
    /** Bytes are signed, as Java has them. */
    base64DecodeWebSafe(text: string) {
      const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
      return [...bytes].map((byte) => (byte.charCodeAt(0) << 24) >> 24);
    },
    newBlob: (bytes: number[]) => ({
      getDataAsString: () => new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte & 255)),
    }),
  };
}

function createScriptApp({ identityToken, isGranted = () => true }: FakeOptions): object {
  return {
    AuthMode: { NONE: "NONE", LIMITED: "LIMITED", FULL: "FULL" },
    getIdentityToken: identityToken,
    requireScopes(_mode: string, scopes: string[]) {
      if (!scopes.every(isGranted)) throw new Error("Authorization is required to perform that action.");
    },
  };
}

function createSession(email: string, language: string): object {
  const user = { getEmail: () => email };
  return { getActiveUser: () => user, getEffectiveUser: () => user, getActiveUserLocale: () => language };
}

function createLockService(isLockFree: () => boolean): object {
  let held = false;
  const lock = {
    tryLock() {
      held ||= isLockFree();
      return held;
    },
    waitLock() {
      if (!lock.tryLock())
        throw new Error("Lock timeout: another process was holding the lock for too long.");
    },
    hasLock: () => held,
    releaseLock() {
      held = false;
    },
  };
  return { getDocumentLock: () => lock };
}
