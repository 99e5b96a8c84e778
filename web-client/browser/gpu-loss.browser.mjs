// The GPU process ends, as after a driver reset or a sleep of the machine. The arena is drawn
// again, with all textures that the page had painted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { coloursOf } from "./picture.mjs";
import { play, viewWhere } from "./players.mjs";
import { GPU_PROCESS_ARGS, startGameIn } from "./support.mjs";

const VIEWPORT = { width: 640, height: 360 };
const NEAR_SHIP_PX = 60;
const LOOK_LIMIT_MS = 20_000;

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof startGameIn>>} */
let game;
before(async () => {
  game = await startGameIn(GPU_PROCESS_ARGS, "--bots", "4");
});
after(() => game?.stop());

async function killGpuProcess() {
  const session = await game.browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const gpu = processInfo.find(({ type }) => type === "GPU");
  assert.ok(gpu, "the browser has no GPU process");
  process.kill(gpu.id, "SIGKILL");
  await session.detach();
}

/**
 * The colours of the arena and the bright pixels at the own ship, without the words above them.
 *
 * @param {Page} page
 */
async function lookAtArena(page) {
  const picture = await page.screenshot();
  const whole = await coloursOf(game.browser, picture, { x: 0, y: 0, ...VIEWPORT });
  const middle = {
    x: (VIEWPORT.width - NEAR_SHIP_PX) / 2,
    y: (VIEWPORT.height - NEAR_SHIP_PX) / 2,
    width: NEAR_SHIP_PX,
    height: NEAR_SHIP_PX,
  };
  const ship = await coloursOf(game.browser, picture, middle);
  return { colours: whole.count, shipPixels: ship.bright };
}

/**
 * Replaces a check while the browser starts another GPU process and cannot take a picture.
 *
 * @param {Error} error
 */
function nothingDrawn(error) {
  if (!error.message.includes("Unable to capture screenshot")) throw error;
  return { colours: 0, shipPixels: 0 };
}

/** @param {Page} page */
function hideWords(page) {
  return page.evaluate(() => {
    for (const node of document.querySelectorAll("#app > :not(canvas)")) {
      if (node instanceof HTMLElement) node.style.display = "none";
    }
  });
}

/**
 * Waits until the arena is drawn nearly as before; ships and rocks may enter or leave.
 *
 * @param {Page} page
 * @param {{ colours: number, shipPixels: number }} before
 */
async function seeArenaAgain(page, before) {
  const endMs = Date.now() + LOOK_LIMIT_MS;
  for (;;) {
    const now = await lookAtArena(page).catch(nothingDrawn);
    if (now.colours > before.colours / 3 && now.shipPixels > before.shipPixels / 2) return;
    const words = `the arena shows ${JSON.stringify(now)} instead of ${JSON.stringify(before)}`;
    assert.ok(Date.now() < endMs, words);
  }
}

for (const renderer of ["webgl", "canvas"]) {
  test(`${renderer} draws the arena again after the GPU process was killed`, async () => {
    const { page } = await game.openPage(`/?renderer=${renderer}`, { viewport: VIEWPORT });
    await play(page, renderer);
    assert.equal(await page.getByTestId("stage").getAttribute("data-renderer"), renderer);
    await hideWords(page);
    const { net } = await viewWhere(page, "some seconds of frames", ({ net }) => net.tick > 60);
    const before = await lookAtArena(page);
    assert.ok(before.colours > 100 && before.shipPixels > 20, JSON.stringify(before));
    await page.evaluate(() => {
      const stage = document.querySelector("canvas.stage");
      const note = () => stage?.setAttribute("data-restored", "");
      stage?.addEventListener("webglcontextrestored", note);
    });
    await killGpuProcess();
    if (renderer === "webgl") await page.locator("canvas[data-restored]").waitFor();
    await viewWhere(page, "frames after the loss", (view) => view.net.tick > net.tick + 60);
    await seeArenaAgain(page, before);
    await page.close();
  });
}

test("a WebGL context that never comes back is replaced by the canvas renderer", async () => {
  const { page } = await game.openPage("/?renderer=webgl", { viewport: VIEWPORT });
  await play(page, "gone");
  await hideWords(page);
  const before = await lookAtArena(page);
  await page.evaluate(() => {
    const stage = document.querySelector("canvas.stage");
    if (!(stage instanceof HTMLCanvasElement)) throw new Error("no stage");
    stage.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  });
  await page.locator("canvas.stage[data-renderer=canvas]").waitFor();
  await seeArenaAgain(page, before);
  await page.close();
});
