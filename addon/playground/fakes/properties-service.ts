import { CallLog, logged } from "./call-log.ts";

const MAX_VALUE_BYTES = 9 * 1024;
const MAX_STORE_BYTES = 500 * 1024;

/** Where properties live: one map for the document, one for the person, one for the script. */
export interface PropertyStores {
  document: Map<string, string>;
  user: Map<string, string>;
  script: Map<string, string>;
}

/** The stand-in of `PropertiesService`, with Google's limits of size; `before` runs ahead of each call. */
export function createPropertiesService(
  stores: PropertyStores,
  before: (call: string) => void = () => {},
): object {
  const open = (store: Map<string, string>) =>
    logged("Properties", createProperties(store), new CallLog(before));
  return {
    getDocumentProperties: () => open(stores.document),
    getUserProperties: () => open(stores.user),
    getScriptProperties: () => open(stores.script),
  };
}

function createProperties(store: Map<string, string>): object {
  const properties = {
    getProperty: (key: string) => store.get(key) ?? null,
    getKeys: () => [...store.keys()],
    getProperties: () => Object.fromEntries(store),
    setProperty(key: string, value: unknown) {
      const text = String(value);
      if (bytes(text) > MAX_VALUE_BYTES) throw new Error("Argument too large: value");
      const others = [...store].filter(([name]) => name !== key);
      const size = others.reduce(
        (sum, [name, each]) => sum + bytes(name) + bytes(each),
        bytes(key) + bytes(text),
      );
      if (size > MAX_STORE_BYTES) {
        throw new Error(
          "You have exceeded the property storage quota. Please remove some properties and try again.",
        );
      }
      store.set(key, text);
      return properties;
    },
    /** The others stay. */
    setProperties(values: Record<string, string>) {
      for (const [key, value] of Object.entries(values)) properties.setProperty(key, value);
      return properties;
    },
    deleteProperty(key: string) {
      store.delete(key);
      return properties;
    },
  };
  return properties;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
