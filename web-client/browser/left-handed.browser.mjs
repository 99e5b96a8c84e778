// Sticks for the left hand: they and the button next to them change sides.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SCREENS } from "./layout.mjs";
import { checkPanels } from "./panel-checks.mjs";
import { play, viewOf, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "0");
});
after(() => game?.stop());

test("for the left hand the sticks change sides, and the panels have no faults", async () => {
  const screen = SCREENS.find(({ touch }) => touch);
  assert.ok(screen);
  const script = `localStorage.setItem("tickstorm.settings", '{"swapSticks":true}')`;
  const options = { ...screen.options, script };
  const sizes = screen.sizes.filter(({ size }) => /^(360x740|740x360|568x320)$/.test(size));
  const { page: other } = await game.openPage();
  await play(other, "Bob");
  await checkPanels(game, { ...screen, options, sizes }, "en-US");
  await other.close();
});

test("swapped, the left thumb aims and fires while the right one flies", async () => {
  const { page, errors } = await game.openPage("/", PHONE);
  await page.getByTestId("menu-settings-button").click();
  await page.getByTestId("swap-sticks").check();
  await page.getByTestId("settings-close").click();
  const start = await play(page, "Lefty");
  assert.match((await page.getByTestId("hint-fly").textContent()) ?? "", /^Right thumb flies/);
  const rail = await page.getByTestId("rail-button").boundingBox();
  assert.ok(rail && rail.x + rail.width < 180, "the rail is on the left");
  const devtools = await page.context().newCDPSession(page);
  /**
   * @param {"touchStart" | "touchMove" | "touchEnd"} type
   * @param {...{ id: number, x: number, y: number }} touchPoints
   */
  const touch = (type, ...touchPoints) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
  const way = start.own.x < start.arena.side / 2 ? 1 : -1;
  const [left, right] = [
    { id: 0, x: 90, y: 640 },
    { id: 1, x: 270, y: 640 },
  ];
  await touch("touchStart", left);
  await touch("touchStart", left, right);
  await touch("touchMove", { ...left, y: left.y - 50 }, { ...right, x: right.x + 50 * way });
  await viewWhere(
    page,
    "flight to the side while aiming up and firing",
    ({ own, bolts }) =>
      own.velocityX * way > 100 &&
      Math.abs(own.aim + Math.PI / 2) < 0.1 &&
      bolts.some((bolt) => bolt.own),
  );
  await touch("touchEnd");
  assert.equal((await viewOf(page)).phase, "playing");
  assert.deepEqual(errors, []);
  await page.close();
});
