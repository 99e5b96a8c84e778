// The browser computes the golden vectors of movement as Java did.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { startGame } from "./support.mjs";

const FILE = "../../shared-proto/src/main/resources/io/tickstorm/data/golden/movement.json";

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame();
});
after(() => game?.stop());

test("100,000 steps of movement are the same in the browser", async () => {
  const { page } = await game.openPage();
  const golden = JSON.parse(readFileSync(new URL(FILE, import.meta.url), "utf8"));
  await page.waitForFunction(() => window.tickstorm !== undefined);
  const result = await page.evaluate((vectors) => window.tickstorm?.replayGolden(vectors), golden);
  assert.equal(result?.differs, undefined);
  assert.ok((result?.steps ?? 0) >= 100_000);
});
