// A page on a slow device shows a sign, and hides it when drawing is fast again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play } from "./players.mjs";
import { startGame } from "./support.mjs";

/** Each picture follows the previous one after a fixed time, independent of this machine. */
const CLOCK = `
  window.msPerPicture = 1000 / 18;
  let shownMs = performance.now();
  let drawnMs = 0;
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (draw) => request((nowMs) => {
    if (nowMs !== drawnMs) shownMs += window.msPerPicture;
    drawnMs = nowMs;
    draw(shownMs);
  });`;

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "0");
});
after(() => game?.stop());

for (const viewport of [
  { width: 360, height: 740 },
  { width: 740, height: 360 },
  { width: 1366, height: 768 },
]) {
  const { width, height } = viewport;
  test(`the sign appears, is in the picture and disappears at ${width}x${height}`, async () => {
    const { page, errors } = await game.openPage("/", { viewport, script: CLOCK });
    await play(page, "Slow");
    const sign = page.getByTestId("slow-device");
    await sign.waitFor({ state: "visible", timeout: 60_000 });
    assert.match((await sign.textContent()) ?? "", /draws slowly: 18 pictures a second/);
    const box = await sign.boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.x + box.width <= width && box.y >= 0);
    assert.ok(box.y + box.height <= height / 2, "it covers neither the ship nor the lower half");
    if (process.env.TICKSTORM_SHOTS) {
      await page.screenshot({ path: `${process.env.TICKSTORM_SHOTS}/slow-${width}.png` });
    }
    await page.evaluate("window.msPerPicture = 1000 / 60");
    await sign.waitFor({ state: "hidden", timeout: 60_000 });
    assert.deepEqual(errors, []);
    await page.close();
  });
}
