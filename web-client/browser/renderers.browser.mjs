// Both renderers, WebGL and canvas, draw the arena.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { coloursOf } from "./picture.mjs";
import { play, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

const VIEWPORT = { width: 640, height: 360 };
const NEAR_SHIP_PX = 60;

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame();
});
after(() => game?.stop());

for (const renderer of ["webgl", "canvas"]) {
  test(`${renderer} draws the arena and the own ship`, async () => {
    const { page, errors } = await game.openPage(`/?renderer=${renderer}`, { viewport: VIEWPORT });
    await play(page, renderer);
    assert.equal(await page.getByTestId("stage").getAttribute("data-renderer"), renderer);
    await viewWhere(page, "some seconds of frames", ({ net }) => net.tick > 30);
    const picture = await page.screenshot();
    const whole = await coloursOf(game.browser, picture, { x: 0, y: 0, ...VIEWPORT });
    const middle = {
      x: (VIEWPORT.width - NEAR_SHIP_PX) / 2,
      y: (VIEWPORT.height - NEAR_SHIP_PX) / 2,
      width: NEAR_SHIP_PX,
      height: NEAR_SHIP_PX,
    };
    const ship = await coloursOf(game.browser, picture, middle);
    assert.ok(whole.count > 300, `${whole.count} colours in the picture`);
    assert.ok(ship.bright > 20, `${ship.bright} bright pixels where the ship is`);
    assert.deepEqual(errors, []);
    await page.close();
  });
}
