// A hidden page receives one frame a second, and flies at once when it is shown again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

const HIDDEN_MS = 12_000;
const FRAMES_MAX = 14;
const FRAMES_MIN = 9;
const BACK_LIMIT_MS = 1000;

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "2");
});
after(() => game?.stop());

/**
 * Tells the page that it is hidden or visible; Chromium without a screen shows every page.
 *
 * @param {Page} page
 * @param {boolean} hidden
 */
function sendVisibility(page, hidden) {
  return page.evaluate((isHidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: isHidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

/**
 * Counts the frames that a page receives, one after the other.
 *
 * @param {Page} page
 * @param {number} forMs
 * @returns {Promise<number>}
 */
function framesIn(page, forMs) {
  return page.evaluate(async (limitMs) => {
    const ticks = new Set();
    const endMs = performance.now() + limitMs;
    while (performance.now() < endMs) {
      ticks.add(window.tickstorm?.view.net.tick);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return ticks.size;
  }, forMs);
}

test("a hidden page receives a frame a second, and flies again when it is shown", async () => {
  const { page, errors } = await game.openPage();
  const before = await play(page, "Ada");
  await sendVisibility(page, true);
  await framesIn(page, 500);
  const frames = await framesIn(page, HIDDEN_MS);
  assert.ok(frames <= FRAMES_MAX, `${frames} frames in ${HIDDEN_MS} ms`);
  assert.ok(frames >= FRAMES_MIN, `${frames} frames in ${HIDDEN_MS} ms`);
  await sendVisibility(page, false);
  const shownMs = Date.now();
  const back = await viewWhere(page, "the ship to be back", ({ phase, own }) => {
    return phase === "playing" && own.alive;
  });
  assert.ok(Date.now() - shownMs <= BACK_LIMIT_MS, `after ${Date.now() - shownMs} ms`);
  assert.equal(back.ownId, before.ownId);
  await viewWhere(page, "frames at full rate", ({ net }) => net.tick > back.net.tick + 60, 4000);
  assert.equal(back.net.reconnects, 0);
  assert.deepEqual(errors, []);
});
