const STORE = "playground";

/** What the playground keeps in the browser, by key: the spreadsheet and the script's properties. */
export interface BrowserStorage {
  load(key: string): Promise<unknown>;
  /** Resolves once it is stored for good. */
  save(key: string, value: unknown): Promise<void>;
  /** For a page that goes away, which no longer waits: JSON, at once where the browser has room for it. */
  saveNow(key: string, value: unknown): void;
  clear(): Promise<void>;
}

/** Opens the browser's database `name`; other tabs with the same name share it. */
export async function openStorage(name: string): Promise<BrowserStorage> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settled(opening);
  const begin = (mode: IDBTransactionMode) => database.transaction(STORE, mode);
  const lastWords = (key: string) => `${name}:${key}`;
  const leaving = new Set<string>();
  return {
    async load(key) {
      const left = localStorage.getItem(lastWords(key));
      return left === null ? settled(begin("readonly").objectStore(STORE).get(key)) : JSON.parse(left);
    },
    async save(key, value) {
      leaving.delete(key);
      const transaction = begin("readwrite");
      transaction.objectStore(STORE).put(value, key);
      await completed(transaction);
      if (!leaving.has(key)) localStorage.removeItem(lastWords(key));
    },
    saveNow(key, value) {
      try {
        localStorage.setItem(lastWords(key), JSON.stringify(value));
        leaving.add(key);
      } catch {
        // Too large for it: the database may still get it in time.
        begin("readwrite").objectStore(STORE).put(value, key);
      }
    },
    async clear() {
      const transaction = begin("readwrite");
      const keys = await settled(transaction.objectStore(STORE).getAllKeys());
      transaction.objectStore(STORE).clear();
      await completed(transaction);
      for (const key of keys) localStorage.removeItem(lastWords(String(key)));
    },
  };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
