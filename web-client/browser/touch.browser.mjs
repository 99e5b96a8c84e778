// A phone: the left thumb flies while the right thumb aims and fires.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, recordEvents, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "0");
});
after(() => game?.stop());

test("two thumbs at once fly, aim and fire on a phone", async () => {
  const { page, errors } = await game.openPage("/", PHONE);
  const devtools = await page.context().newCDPSession(page);
  /**
   * @param {"touchStart" | "touchMove" | "touchEnd"} type
   * @param {...{ id: number, x: number, y: number }} touchPoints those still down
   */
  const touch = (type, ...touchPoints) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
  const start = await play(page, "Thumbs");
  const events = await recordEvents(page);
  await page.getByTestId("stick-left").waitFor();

  // Away from the nearer wall, so that there is space to fly.
  const way = start.own.x < start.arena.side / 2 ? 1 : -1;
  const left = { id: 0, x: 90, y: 620 };
  const right = { id: 1, x: 270, y: 620 };
  await touch("touchStart", left);
  await touch("touchStart", left, right);
  const tilted = { ...left, x: left.x + 50 * way };
  await touch("touchMove", tilted, right);
  await touch("touchMove", tilted, { ...right, y: right.y - 50 });
  await viewWhere(
    page,
    "flight to the side while aiming up and firing",
    ({ own, bolts }) =>
      own.velocityX * way > 150 &&
      Math.abs(own.aim + Math.PI / 2) < 0.1 &&
      bolts.some((bolt) => bolt.own),
  );
  await touch("touchEnd", { ...right, y: right.y - 50 });
  await viewWhere(page, "the left thumb to let go", ({ own }) => Math.abs(own.velocityX) < 20);
  const held = await page.locator(".thumb-stick.held").count();
  assert.equal(held, 1, "the right thumb still holds its stick");
  await touch("touchEnd");
  await viewWhere(page, "the bolts to end", ({ bolts }) => bolts.length === 0);

  const rail = await page.getByTestId("rail-button").boundingBox();
  assert.ok(rail);
  await viewWhere(page, "the rail to be loaded", ({ own }) => own.ready.RAIL >= 1);
  await page.touchscreen.tap(rail.x + rail.width / 2, rail.y + rail.height / 2);
  await viewWhere(page, "the rail to reload", ({ own }) => own.ready.RAIL < 1);
  assert.ok((await events()).some((event) => event.kind === "beam"));
  assert.deepEqual(errors, []);
  await page.close();
});

test("no part of the page is wider than the phone, and no parts overlap", async () => {
  const { page } = await game.openPage("/", PHONE);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(await width(), 360);
  await play(page, "Narrow");
  assert.equal(await width(), 360);
  const parts = ["gauges", "round-timer", "score", "room-code", "top10", "minimap"];
  const boxes = [];
  for (const part of [...parts, "scores-button", "chat-button", "settings-button", "rail-button"]) {
    const box = await page.getByTestId(part).boundingBox();
    assert.ok(box, `${part} is shown`);
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= 360 && box.y + box.height <= 740);
    for (const other of boxes) assert.ok(isApart(box, other), `${part} and ${other.part} overlap`);
    boxes.push({ part, ...box });
  }
  const between = await page.evaluate(() => {
    const part = (/** @type {string} */ id) => document.querySelector(`[data-testid="${id}"]`);
    const code = part("room-code");
    if (code) code.textContent = "WWWW";
    const left = code?.getBoundingClientRect().left ?? 0;
    return left - (part("gauges")?.getBoundingClientRect().right ?? 360);
  });
  assert.ok(between >= 0, `the widest room code is ${-between} px over the gauges`);
});

/**
 * @typedef {{ x: number, y: number, width: number, height: number }} Box
 * @param {Box} a
 * @param {Box} b
 */
function isApart(a, b) {
  const beside = a.x + a.width <= b.x || b.x + b.width <= a.x;
  return beside || a.y + a.height <= b.y || b.y + b.height <= a.y;
}
