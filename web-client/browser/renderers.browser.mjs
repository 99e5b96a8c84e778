// The arena is drawn, by WebGL and by the canvas renderer alike.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
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
    const whole = await coloursOf(picture, { x: 0, y: 0, ...VIEWPORT });
    const middle = {
      x: (VIEWPORT.width - NEAR_SHIP_PX) / 2,
      y: (VIEWPORT.height - NEAR_SHIP_PX) / 2,
      ...{ width: NEAR_SHIP_PX, height: NEAR_SHIP_PX },
    };
    const ship = await coloursOf(picture, middle);
    assert.ok(whole.count > 300, `${whole.count} colours in the picture`);
    assert.ok(ship.bright > 20, `${ship.bright} bright pixels where the ship is`);
    assert.deepEqual(errors, []);
    await page.close();
  });
}

/**
 * Counts colours, and pixels brighter than half, in a part of a PNG; on a page of its own, for the
 * game's policy lets nobody in.
 *
 * @param {Buffer} png
 * @param {{ x: number, y: number, width: number, height: number }} part
 */
async function coloursOf(png, part) {
  const page = await game.browser.newPage();
  const found = await page.evaluate(
    async ({ source, part }) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const { x, y, width, height } = part;
      const ctx = new OffscreenCanvas(image.width, image.height).getContext("2d");
      if (!ctx) throw new Error("no canvas");
      ctx.drawImage(image, 0, 0);
      const colours = new Set();
      let bright = 0;
      const { data } = ctx.getImageData(x, y, width, height);
      for (let i = 0; i < data.length; i += 4) {
        const [red = 0, green = 0, blue = 0] = data.subarray(i, i + 3);
        colours.add((red << 16) | (green << 8) | blue);
        if (Math.max(red, green, blue) > 127) bright++;
      }
      return { count: colours.size, bright };
    },
    { source: `data:image/png;base64,${png.toString("base64")}`, part },
  );
  await page.close();
  return found;
}
