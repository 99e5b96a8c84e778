import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Settings } from "../src/settings/settings-store";
import { safeStorage } from "../src/storage";

/** A storage that works, except for the overrides of a test. */
function storage(overrides: Partial<Storage> = {}): Storage {
  const kept = new Map<string, string>();
  return {
    length: 0,
    clear: () => kept.clear(),
    key: () => null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    ...overrides,
  };
}

function refuse(): never {
  throw new DOMException("refused", "SecurityError");
}

const REFUSING: [string, () => Storage][] = [
  ["a getter that throws", refuse],
  ["no storage at all", () => undefined as unknown as Storage],
  ["null instead of a storage", () => null as unknown as Storage],
  ["a full storage", () => storage({ setItem: refuse })],
  [
    "a storage whose every method throws",
    () => storage({ getItem: refuse, setItem: refuse, removeItem: refuse }),
  ],
  ["a storage that is an empty object", () => ({}) as Storage],
];

test.each(REFUSING)("%s: the page keeps what it sets in memory", (_, open) => {
  const safe = safeStorage(open);
  expect(safe.getItem("key")).toBeNull();
  safe.setItem("key", "one");
  safe.setItem("key", "two");
  expect(safe.getItem("key")).toBe("two");
  safe.removeItem("key");
  expect(safe.getItem("key")).toBeNull();
});

test.each(REFUSING)("%s: settings start with the defaults and can be changed", (_, open) => {
  const settings = new Settings(safeStorage(open), { lessMotion: false, coarsePointer: false });
  settings.change({ volume: 0.2 });
  expect(settings.volume()).toBe(0.2);
});

test("a storage that becomes full later does not restore an older text", () => {
  const real = storage();
  const safe = safeStorage(() => real);
  safe.setItem("key", "old");
  real.setItem = refuse;
  safe.setItem("key", "new");
  expect(real.getItem("key")).toBe("old");
  expect(safe.getItem("key")).toBe("new");
});

test("an entry that cannot be removed is not read again", () => {
  const real = storage({ removeItem: refuse });
  const safe = safeStorage(() => real);
  safe.setItem("key", "text");
  safe.removeItem("key");
  expect(safe.getItem("key")).toBeNull();
});

test("a storage that works again is used again", () => {
  const real = storage();
  let forbidden = true;
  const safe = safeStorage(() => (forbidden ? refuse() : real));
  safe.setItem("key", "in memory");
  forbidden = false;
  safe.setItem("key", "stored");
  expect(real.getItem("key")).toBe("stored");
  expect(safe.getItem("key")).toBe("stored");
});

test("a value that is not a text is ignored", () => {
  const safe = safeStorage(() => storage({ getItem: () => 7 as unknown as string }));
  expect(safe.getItem("key")).toBeNull();
});

test("only the storage module uses the browser's storage", () => {
  const src = fileURLToPath(new URL("../src/", import.meta.url));
  const files = readdirSync(src, { recursive: true, encoding: "utf8" });
  const users = files
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => /\b(local|session)Storage\b/.test(readFileSync(join(src, file), "utf8")));
  expect(users).toEqual(["storage.ts"]);
});
