// Responsiveness: the ship reacts in the frame after a key or a click, smoothly between ticks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @typedef {import("../src/test-window").GameSnapshot} GameSnapshot */

const VIEWPORT = { width: 1280, height: 720 };
/** Runs in the page within one frame; the effect is in the next picture. */
const DO = {
  pressD: () => window.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyD" })),
  releaseD: () => window.dispatchEvent(new KeyboardEvent("keyup", { code: "KeyD" })),
  click: () => {
    const at = { clientX: 1000, clientY: 360, buttons: 1, bubbles: true, pointerType: "mouse" };
    document.querySelector("canvas.stage")?.dispatchEvent(new PointerEvent("pointerdown", at));
  },
  nothing: () => {},
};

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
/** @type {import("playwright-core").Page} */
let page;
before(async () => {
  game = await startGame("--bots", "0");
  ({ page } = await game.openPage("/", { viewport: VIEWPORT }));
  const { own, arena } = await play(page, "Hand");
  // There is space on the right.
  if (own.x > arena.side / 2) {
    await page.keyboard.down("KeyA");
    await viewWhere(page, "the left half", (view) => view.own.x < arena.side / 2, 30_000);
    await page.keyboard.up("KeyA");
  }
  await viewWhere(page, "rest", (view) => view.own.velocityX === 0 && view.own.velocityY === 0);
});
after(() => game?.stop());

/**
 * Does something right after the page drew a frame. Returns that picture and the next ones.
 *
 * @param {keyof typeof DO} what
 * @param {number} [frames]
 * @returns {Promise<GameSnapshot[]>}
 */
function pictures(what, frames = 1) {
  const script = `new Promise((resolve) => {
    const pictures = [];
    const look = () => {
      // The page requested this frame before the test, so its picture is drawn.
      pictures.push(window.tickstorm.view);
      if (pictures.length === 1) (${DO[what]})();
      if (pictures.length > ${frames}) resolve(pictures);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  })`;
  return page.evaluate(script);
}

test("thrust is visible in the frame after the key", async () => {
  // One press may coincide with the start of a tick, but not all, an odd number of frames apart.
  for (let press = 1; press <= 5; press++) {
    await pictures("nothing", press);
    const [before, after] = await pictures("pressD");
    assert.ok(before && after);
    assert.equal(before.own.velocityX, 0);
    assert.ok(after.own.velocityX > 0, `press ${press} has no effect at first`);
    assert.ok(after.own.thrusting);
    await pictures("releaseD");
    await viewWhere(page, "rest", ({ own }) => own.velocityX === 0);
  }
});

test("every frame moves the ship, also between ticks", async () => {
  await pictures("pressD");
  await viewWhere(page, "top speed", ({ own }) => own.velocityX > 400);
  const seen = await pictures("nothing", 30);
  for (const [i, { own }] of seen.slice(1).entries()) {
    assert.ok(own.x > (seen[i]?.own.x ?? 0), `picture ${i + 1} of ${seen.length} does not move`);
  }
});

test("aim, muzzle flash and bolt are visible in the frame after the click", async () => {
  const [before, after] = await pictures("click");
  assert.ok(before && after);
  assert.equal(before.bolts.length, 0);
  assert.ok(after.events.some(({ kind }) => kind === "shot"));
  assert.ok(after.bolts.some(({ own }) => own));
  assert.ok(Math.abs(after.own.aim) < 0.1);
});

test("F3 shows the figures of the connection", async () => {
  const graph = page.getByTestId("net-graph");
  assert.ok(!(await graph.isVisible()));
  await page.keyboard.press("F3");
  await graph.waitFor();
  await page.waitForFunction(() => {
    const words = document.querySelector('[data-testid="net-graph"]')?.textContent ?? "";
    const shown = (/** @type {RegExp} */ figure) => Number(figure.exec(words)?.[1]) > 0;
    return (
      [/RTT([\d.]+) ms/, /Tick(\d+) at 30 Hz/, /Input lead([\d.]+) ticks/].every(shown) &&
      [/Interpolation(\d+) ms/, /Snapshot(\d+) B/, /Down([\d.]+) kB/, /Up([\d.]+) kB/].every(shown)
    );
  });
  await page.keyboard.press("F3");
  await graph.waitFor({ state: "hidden" });
});
