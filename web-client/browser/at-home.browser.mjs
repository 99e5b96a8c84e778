// Functions of the device: installation, full screen, wake lock and vibration.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
/** Counts the locks that the browser has granted and not released. */
const WAKE_LOCK = `
  window.locks = [];
  Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
    const lock = new EventTarget();
    lock.release = async () => {
      window.locks = window.locks.filter((each) => each !== lock);
      lock.dispatchEvent(new Event("release"));
    };
    window.locks.push(lock);
    return lock;
  } } });`;
const VIBRATE = `
  window.shakes = [];
  navigator.vibrate = (pattern) => window.shakes.push(pattern) > 0;`;

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "6");
});
after(() => game?.stop());

/**
 * @param {Page} page
 * @param {string} name of a field that a script of this test has put into the window
 */
const fieldOf = (page, name) => page.evaluate((name) => Reflect.get(window, name), name);

test("the page can be installed: the manifest is valid, and its icons exist", async () => {
  const { page, errors } = await game.openPage();
  const devtools = await page.context().newCDPSession(page);
  const found = await devtools.send("Page.getAppManifest");
  assert.deepEqual(found.errors, []);
  assert.equal(found.url, new URL("/manifest.webmanifest", game.server.url).href);
  const answer = await fetch(found.url);
  assert.equal(answer.headers.get("content-type"), "application/manifest+json");
  const { icons, name } = JSON.parse(found.data ?? "{}");
  assert.equal(name, "Tickstorm");
  const apple = await page.locator('link[rel="apple-touch-icon"]').getAttribute("href");
  for (const { src, type, sizes } of [
    ...icons,
    { src: apple, type: "image/png", sizes: "180x180" },
  ]) {
    const icon = await fetch(new URL(src, found.url));
    assert.equal(icon.status, 200, src);
    assert.equal(icon.headers.get("content-type"), type, src);
    const bytes = Buffer.from(await icon.arrayBuffer());
    if (type === "image/png") {
      assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
    }
  }
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  const real = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
  assert.deepEqual(real, []);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a button and a key enter and leave full screen", async () => {
  const { page, errors } = await game.openPage();
  const isFull = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.getByTestId("menu-settings-button").click();
  await page.getByTestId("full-screen").click();
  await page.getByTestId("settings").waitFor({ state: "hidden" });
  await page.locator(":root:fullscreen").waitFor();
  await page.getByTestId("menu-settings-button").click();
  assert.equal(await page.getByTestId("full-screen").textContent(), "Leave full screen");
  await page.getByTestId("settings-close").click();
  await play(page, "Ada");
  await page.keyboard.press("v");
  await page.locator(":root:not(:fullscreen)").waitFor();
  assert.equal(await isFull(), false);
  await page.keyboard.press("v");
  await page.locator(":root:fullscreen").waitFor();
  await page.getByTestId("chat-button").click();
  await page.getByTestId("chat-input").fill("");
  await page.keyboard.type("v");
  assert.equal(
    await page.getByTestId("chat-input").inputValue(),
    "v",
    "the field contains the typed letter",
  );
  assert.equal(await isFull(), true);
  assert.deepEqual(errors, []);
  await page.close();
});

test("the page offers no function that the device does not have", async () => {
  const script = `
    Object.defineProperty(document, "fullscreenEnabled", { value: false });
    Object.defineProperty(Navigator.prototype, "vibrate", { value: undefined });`;
  const { page, errors } = await game.openPage("/", { script });
  await page.getByTestId("menu-settings-button").click();
  assert.ok(await page.getByTestId("full-screen").isHidden());
  assert.ok(await page.getByTestId("bind-fullScreen").isHidden());
  assert.equal(await page.getByTestId("vibration").count(), 0);
  assert.equal(await page.getByTestId("swap-sticks").count(), 0, "the device has no touch screen");
  assert.deepEqual(errors, []);
  await page.close();
});

test("the screen stays on during a game, and not in the menu", async () => {
  const { page } = await game.openPage("/", { script: WAKE_LOCK });
  const held = () => page.evaluate(() => Reflect.get(window, "locks").length);
  assert.equal(await held(), 0);
  await play(page, "Ada");
  assert.equal(await held(), 1);
  await page.getByTestId("settings-button").click();
  await page.getByTestId("leave-button").click();
  await page.getByTestId("menu").waitFor({ state: "visible" });
  assert.equal(await held(), 0);
  await page.close();
});

test("a phone vibrates when its ship is hit, unless the player turns it off", async () => {
  const { page, errors } = await game.openPage("/", { ...PHONE, script: VIBRATE });
  await page.getByTestId("menu-settings-button").click();
  assert.ok(await page.getByTestId("vibration").isChecked(), "on for a touch screen");
  await page.getByTestId("settings-close").click();
  await play(page, "Ada");
  await viewWhere(page, "a shake", async () => (await fieldOf(page, "shakes")).length > 0, 60_000);
  await page.getByTestId("settings-button").click();
  await page.getByTestId("vibration").uncheck();
  await page.reload();
  await page.getByTestId("settings-button").click();
  assert.ok(!(await page.getByTestId("vibration").isChecked()), "it stays off");
  assert.deepEqual(errors, []);
  await page.close();
});

test("a desktop does not vibrate by default", async () => {
  const { page } = await game.openPage("/", { script: VIBRATE });
  await page.getByTestId("menu-settings-button").click();
  assert.ok(!(await page.getByTestId("vibration").isChecked()));
  await page.close();
});
