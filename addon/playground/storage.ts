const STORE = "playground";

/** What the playground keeps in the browser, by key: the spreadsheet and the script's properties. */
export interface BrowserStorage {
  load(key: string): Promise<unknown>;
  save(key: string, value: unknown): Promise<void>;
  clear(): Promise<void>;
}

/** Opens the browser's database `name`; other tabs with the same name share it. */
export async function openStorage(name: string): Promise<BrowserStorage> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settled(opening);
  const store = (mode: IDBTransactionMode) => database.transaction(STORE, mode).objectStore(STORE);
  return {
    load: (key) => settled(store("readonly").get(key)),
    async save(key, value) {
      await settled(store("readwrite").put(value, key));
    },
    async clear() {
      await settled(store("readwrite").clear());
    },
  };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
