// The network lab under a running game: on a bad network the own ship still reacts at once, and
// each switch shows what its technique hides.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, ticksLater, viewOf, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

const SETTLED_TICKS = 180;
const LEG_TICKS = 22;
const REST_TICKS = 12;
/**
 * The maximum of corrections in 180 ticks. The figures show 1.5 % on `bad`, and the machine of
 * the test is busy.
 */
const CORRECTIONS_MAX = 20;

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
/** @type {Page} */
let page;
/** @type {string[]} */
let errors;
before(async () => {
  game = await startGame("--bots", "0");
  ({ page, errors } = await game.openPage());
  await play(page, "Ada");
  await page.keyboard.press("F4");
  await page.getByTestId("network-lab").waitFor({ state: "visible" });
});
after(() => game?.stop());

/**
 * Presses or releases a key, and compares the ship of the previous frame with that of the next.
 *
 * @param {"keydown" | "keyup"} type
 * @param {string} code
 */
function steer(type, code) {
  return page.evaluate(
    async ({ type, code }) => {
      const speed = () => window.tickstorm?.view.own.velocityX ?? Number.NaN;
      // A message runs after the callbacks of this frame, including the game's.
      const frame = () =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(undefined);
          requestAnimationFrame(() => port2.postMessage(undefined));
        });
      await frame();
      const before = speed();
      window.dispatchEvent(new KeyboardEvent(type, { code, bubbles: true }));
      await frame();
      return speed() - before;
    },
    { type, code },
  );
}

test("on a bad network the own ship reacts within one frame", async () => {
  await page.getByTestId("lab-profile").selectOption("bad");
  await viewWhere(page, "the round trip of the profile", ({ net }) => net.inputToAckMs > 120);
  await ticksLater(page, SETTLED_TICKS);
  const { net } = await viewOf(page);
  for (let i = 0; i < 4; i++) {
    assert.ok((await steer("keydown", "KeyD")) > 0, "to the right, at once");
    await ticksLater(page, LEG_TICKS);
    await steer("keyup", "KeyD");
    assert.ok((await steer("keydown", "KeyA")) < 0, "to the left, at once");
    await ticksLater(page, LEG_TICKS);
    await steer("keyup", "KeyA");
    await ticksLater(page, REST_TICKS);
  }
  const { net: later } = await viewOf(page);
  const { missed_input: missed = 0, desync = 0 } = later.corrections;
  assert.equal(desync, 0, "every correction has a known cause");
  const more = missed - (net.corrections.missed_input ?? 0);
  assert.ok(more <= CORRECTIONS_MAX, `${more} corrections`);
  assert.ok(later.inputToScreenMs < 100, `${later.inputToScreenMs} ms from input to screen`);
});

test("without prediction the ship reacts a round trip later, and the figure shows it", async () => {
  await page.getByTestId("lab-prediction").uncheck();
  for (let i = 0; i < 8; i++) {
    await steer(i % 2 === 0 ? "keydown" : "keyup", "KeyD");
    await ticksLater(page, REST_TICKS);
  }
  const { net } = await viewOf(page);
  assert.ok(net.inputToScreenMs > 120, `${net.inputToScreenMs} ms from input to screen`);
  const words = await page.getByTestId("lab-input-to-screen").textContent();
  assert.match(words ?? "", /^\d{3} ms$/);
});

test("the ghost of the own ship is behind it, and the lab returns to normal play", async () => {
  await page.getByTestId("lab-prediction").check();
  await page.getByTestId("lab-ghosts").check();
  await steer("keydown", "KeyS");
  const view = await viewWhere(page, "the ghost to trail", ({ own, ghosts }) => {
    const ghost = ghosts.find((candidate) => candidate.own);
    return ghost !== undefined && own.velocityY > 100 && own.y - ghost.y > 10;
  });
  assert.equal(view.ghosts.length, 1);
  await steer("keyup", "KeyS");
  await page.getByTestId("lab-reset").click();
  await viewWhere(page, "the real network", ({ net, ghosts }) => {
    return ghosts.length === 0 && net.snapshotAgeMs < 60;
  });
  assert.deepEqual(errors, []);
});

test("the settings open the lab and the net graph without function keys", async () => {
  const { page } = await game.openPage("/", { viewport: { width: 360, height: 740 } });
  await play(page, "Bob");
  for (const panel of ["network-lab", "net-graph"]) {
    await page.getByTestId("settings-button").click();
    await page.getByTestId(`show-${panel}`).click();
    await page.getByTestId(panel).waitFor({ state: "visible" });
    if (panel === "network-lab") await page.getByTestId("lab-close").click();
  }
  await page.getByTestId("network-lab").waitFor({ state: "hidden" });
  await page.close();
});
