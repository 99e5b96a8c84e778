// The browser's storage as the page uses it; these functions never throw. Storage may be missing,
// forbidden (private windows, policies), full, or replaced by an extension. What cannot be stored
// is kept in memory until the page unloads.

/** The part of Storage that the page uses. */
export interface PageStorage {
  /** The newest text stored under this key; null if there is none. */
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Outlives the tab: stores settings and the name. */
export const lastingStorage = safeStorage(() => window.localStorage);

/** Outlives a reload of the tab, and ends with it: stores the resume ticket. */
export const tabStorage = safeStorage(() => window.sessionStorage);

/**
 * Wraps a storage whose getter, reads and writes may each throw or return nonsense. The getter is
 * called at every use. The memory holds only what the storage refused, one entry per key.
 */
export function safeStorage(open: () => Storage): PageStorage {
  const refused = new Map<string, string | null>();
  const change = (key: string, value: string | null, use: (storage: Storage) => void) => {
    try {
      use(open());
      refused.delete(key);
    } catch {
      refused.set(key, value);
    }
  };
  return {
    getItem(key) {
      const kept = refused.get(key);
      return kept === undefined ? readItem(open, key) : kept;
    },
    setItem: (key, value) => change(key, value, (storage) => storage.setItem(key, value)),
    removeItem: (key) => change(key, null, (storage) => storage.removeItem(key)),
  };
}

function readItem(open: () => Storage, key: string): string | null {
  try {
    const found: unknown = open().getItem(key);
    return typeof found === "string" ? found : null;
  } catch {
    return null;
  }
}
