// A server process that is suspended for some seconds: every page continues with the same ship.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, viewWhere } from "./players.mjs";
import { duration, startGame } from "./support.mjs";

const STALL_MS = 8000;
const BACK_LIMIT_MS = 5000;
const FLOWN_TICKS = 60;

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("./players.mjs").GameSnapshot} GameSnapshot */

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "0");
});
after(() => game?.stop());

/** @param {number} ms */
async function stall(ms) {
  const pid = /** @type {number} */ (game.server.pid);
  process.kill(pid, "SIGSTOP");
  try {
    await duration(ms);
  } finally {
    process.kill(pid, "SIGCONT");
  }
}

/**
 * Steers to the right until the ship has moved and the server has confirmed some ticks.
 *
 * @param {Page} page
 * @param {GameSnapshot} before
 */
async function expectFlight(page, before) {
  const openMs = Date.now();
  const back = await viewWhere(page, "the game to go on", (view) => {
    return view.phase === "playing" && view.own.alive && view.net.tick > before.net.tick + 5;
  });
  assert.ok(Date.now() - openMs <= BACK_LIMIT_MS, `after ${Date.now() - openMs} ms`);
  assert.equal(back.ownId, before.ownId);
  await page.bringToFront();
  const key = back.own.x > back.arena.side / 2 ? "KeyA" : "KeyD";
  await page.keyboard.down(key);
  const later = await viewWhere(page, "the ship to fly", ({ own, net }) => {
    const isFar = Math.abs(own.x - back.own.x) > 100;
    return isFar && net.comparedTicks > back.net.comparedTicks + FLOWN_TICKS;
  });
  await page.keyboard.up(key);
  assert.equal(later.ownId, before.ownId);
  assert.equal(later.isWaiting, false);
  assert.equal(later.closedReason, "");
}

test("pages on a WebSocket and on polling continue after a stall of 8 s", async () => {
  const ways = [];
  for (const [path, name] of [
    ["/", "Ada"],
    ["/?transport=polling", "Bea"],
  ]) {
    const { page } = await game.openPage(path);
    ways.push({ page, before: await play(page, /** @type {string} */ (name)) });
  }
  const stalled = stall(STALL_MS);
  for (const { page } of ways) {
    await page.bringToFront();
    await viewWhere(page, "the page to show it", (view) => {
      return view.isWaiting || view.phase === "reconnecting";
    });
  }
  await stalled;
  for (const { page, before } of ways) await expectFlight(page, before);
});
