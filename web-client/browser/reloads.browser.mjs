// A page that is reloaded repeatedly keeps its ship, also with quick reloads.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, viewWhere } from "./players.mjs";
import { duration, startGame } from "./support.mjs";

const RELOADS = 10;
const SHORTEST_MS = 120;
const LONGEST_MS = 400;
const SEEDS = [1, 2];

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "0");
});
after(() => game?.stop());

/** @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

for (const seed of SEEDS) {
  test(`ten reloads every 120 to 400 ms end in the same ship, seed ${seed}`, async () => {
    const random = randomFrom(seed);
    const { page } = await game.openPage();
    const before = await play(page, `Ada ${seed}`);
    for (let i = 0; i < RELOADS; i++) {
      await page.reload({ waitUntil: "commit" });
      await duration(SHORTEST_MS + (LONGEST_MS - SHORTEST_MS) * random());
    }
    await page.waitForFunction(() => window.tickstorm !== undefined);
    const again = await viewWhere(page, "the game to go on", ({ phase, own }) => {
      return phase === "playing" && own.alive;
    });
    assert.equal(again.ownId, before.ownId);
    assert.equal(again.room, before.room);
    assert.equal(again.roster.filter(({ name }) => name === `Ada ${seed}`).length, 1);
    await page.close();
  });
}
