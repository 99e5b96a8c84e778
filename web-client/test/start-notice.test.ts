import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startWithNotice } from "../src/start-notice";

/** The part of the notice that the start uses. */
function fakeNotice() {
  return {
    textContent: "not started yet",
    remove: vi.fn(),
    setAttribute: vi.fn(),
    classList: { add: vi.fn() },
  };
}

const asElement = (notice: ReturnType<typeof fakeNotice>) => notice as unknown as HTMLElement;

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

test("a successful start removes the notice", async () => {
  const notice = fakeNotice();
  await startWithNotice(async () => {}, asElement(notice));
  expect(notice.remove).toHaveBeenCalledOnce();
});

test.each([
  [new Error("this browser gives no 2D canvas"), "(this browser gives no 2D canvas)"],
  ["no canvas", "(no canvas)"],
  [undefined, "(undefined)"],
  [new Error(""), "browser."],
])("a start that fails with %s shows this in the page", async (reason, end) => {
  const notice = fakeNotice();
  await startWithNotice(() => Promise.reject(reason), asElement(notice));
  expect(notice.textContent).toMatch(/^Tickstorm could not start\. /);
  expect(notice.textContent.endsWith(end)).toBe(true);
  expect(notice.setAttribute).toHaveBeenCalledWith("role", "alert");
  expect(notice.classList.add).toHaveBeenCalledWith("failed");
  expect(console.error).toHaveBeenCalledOnce();
});

test("the page contains the notice before any script has run", () => {
  const page = readFileSync(fileURLToPath(new URL("../index.html", import.meta.url)), "utf8");
  expect(page).toContain('id="start-notice"');
});

test("a module that throws while it is loaded shows its error until the start", async () => {
  const page = new EventTarget();
  let notice: ReturnType<typeof fakeNotice> | null = fakeNotice();
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", { getElementById: () => notice });
  await import("../src/start-watch");
  const error = new Error("matchMedia is not a function");
  page.dispatchEvent(Object.assign(new Event("error"), { error }));
  expect(notice.textContent).toContain("matchMedia is not a function");
  notice = null;
  page.dispatchEvent(Object.assign(new Event("error"), { error }));
  vi.unstubAllGlobals();
});

test("the watch is loaded before every other module", () => {
  const main = readFileSync(fileURLToPath(new URL("../src/main.ts", import.meta.url)), "utf8");
  expect(/^import.*$/m.exec(main)?.[0]).toBe('import "./start-watch";');
});
