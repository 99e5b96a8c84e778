import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startGame } from "./support.mjs";

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame();
});
after(() => game?.stop());

test("the page loads from the server without an error", async () => {
  const { page, errors } = await game.openPage();
  assert.equal(await page.title(), "Tickstorm");
  assert.deepEqual(errors, []);
});
