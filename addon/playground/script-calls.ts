import type { PropertyStores } from "./fakes/properties-service.ts";
import type { BrowserStorage } from "./storage.ts";

const KEY = "properties";

/** The script's properties, empty until a call has loaded them. */
export function emptyProperties(): PropertyStores {
  return { document: new Map(), user: new Map(), script: new Map() };
}

/**
 * Calls the script as `google.script.run` does. One call runs at a time over all tabs, as the document's lock
 * makes it at Google, with the properties that the one before it left.
 */
export function createCaller(script: object, properties: PropertyStores, storage: BrowserStorage) {
  return async (name: string, args: string): Promise<string | null> => {
    const result = await betweenCalls(async () => {
      const kept = (await storage.load(KEY)) as PropertyStores | undefined;
      refill(properties, kept ?? emptyProperties());
      try {
        return { value: runFunction(script, name, args) };
      } finally {
        await storage.save(KEY, properties);
      }
    });
    return crossing(result.value);
  };
}

/** Does `work` while no call runs in any tab. */
export function betweenCalls<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request("rowsmith-playground", work);
}

/** Runs one of the script's functions with a JSON list of arguments. Throws as it does. */
export function runFunction(script: object, name: string, args: string): unknown {
  const member: unknown = Object.hasOwn(script, name) ? Reflect.get(script, name) : undefined;
  if (typeof member !== "function" || name.endsWith("_"))
    throw new Error(`Script function not found: ${name}`);
  return member(...JSON.parse(args));
}

/** A result as it crosses to the page: JSON, or null for none. One with a Date never arrives, as at Google. */
export function crossing(value: unknown): Promise<string | null> {
  if (holdsDate(value)) return new Promise(() => {});
  return Promise.resolve(value === undefined ? null : JSON.stringify(value));
}

function holdsDate(value: unknown): boolean {
  if (value instanceof Date) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsDate);
}

function refill(stores: PropertyStores, from: PropertyStores): void {
  for (const store of ["document", "user", "script"] as const) {
    stores[store].clear();
    for (const [key, value] of from[store]) stores[store].set(key, value);
  }
}
