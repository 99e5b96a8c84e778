// The page with a keyboard only, with a screen reader, and with reduced motion.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertPanelsAccessible } from "./axe.mjs";
import { changedPixels } from "./picture.mjs";
import { play, viewOf, viewWhere } from "./players.mjs";
import { startPreview } from "./preview.mjs";
import { duration, startGame } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */

const STILL_MS = 1000;
/** Pixels at edges may be rounded differently when they are drawn again. */
const STILL_PIXELS_MAX = 20;
const TABS_MAX = 20;

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
/** @type {Awaited<ReturnType<typeof startPreview>>} */
let preview;
before(async () => {
  preview = await startPreview();
  game = await startGame("--bots", "0");
});
after(async () => {
  await game?.stop();
  await preview?.stop();
});

/** @param {Page} page */
const focused = (page) =>
  page.evaluate(() => {
    const node = document.activeElement;
    if (!(node instanceof HTMLElement)) return { id: "", visible: false };
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    const visible = node.matches(":focus-visible") && outlineStyle !== "none";
    return { id: node.dataset.testid ?? "", visible: visible && outlineWidth !== "0px" };
  });

/**
 * Presses Tab until the focus is on this control, and checks that it is visible.
 *
 * @param {Page} page
 * @param {string} id
 */
async function tabTo(page, id) {
  for (let i = 0; i < TABS_MAX; i++) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (at.id !== id) continue;
    assert.ok(at.visible, `the focus on ${id} is visible`);
    return;
  }
  assert.fail(`${id} is not reached by Tab`);
}

/**
 * Waits until the menu is in the page and has the focus. The phase is "menu" earlier, before the
 * page can draw.
 *
 * @param {Page} page
 */
async function menuShown(page) {
  await page.locator('[data-testid="menu"][data-shown="true"]').waitFor();
}

/**
 * @param {Page} page
 * @param {string} id
 */
async function assertFocus(page, id) {
  assert.equal((await focused(page)).id, id);
}

test("axe finds no fault in the menu, the game and its panels", async () => {
  const other = await game.openPage();
  await play(other.page, "Bob");
  const { page, errors } = await game.openPage();
  await assertPanelsAccessible(page);
  assert.deepEqual(errors, []);
  await page.close();
  await other.page.close();
});

for (const scene of ["fight", "death", "result", "reconnecting", "waiting", "closed"]) {
  test(`axe finds no fault in the state ${scene}, small and large`, async () => {
    const { page } = await game.openPage(preview.pathOf(scene));
    for (const [width = 0, height = 0] of [
      [1366, 768],
      [360, 740],
    ]) {
      await page.setViewportSize({ width, height });
      await page.locator("body[data-ready]").waitFor();
      await assertAccessible(page, `${scene} at ${width}x${height}`);
    }
    await page.close();
  });
}

test("a keyboard alone can play, aim, fire, and press every button of the game", async () => {
  const other = await game.openPage();
  await play(other.page, "Bob");
  const { page, errors } = await game.openPage();
  await menuShown(page);
  await assertFocus(page, "name-input");
  await page.keyboard.type("Keys");
  await page.keyboard.press("Enter");
  const { own, arena } = await viewWhere(
    page,
    "Keys to fly",
    (view) => view.phase === "playing" && view.own.alive,
  );
  const [side, sideAim] = own.x < arena.side / 2 ? ["d", 0] : ["a", Math.PI];
  const [along, alongAim] = own.y < arena.side / 2 ? ["s", Math.PI / 2] : ["w", -Math.PI / 2];
  for (const [key, aim] of /** @type {const} */ ([
    [side, sideAim],
    [along, alongAim],
  ])) {
    await page.keyboard.down(String(key));
    await viewWhere(page, "the aim to follow the flight", ({ own }) => {
      return Math.abs(Math.cos(own.aim - Number(aim)) - 1) < 0.01;
    });
    await page.keyboard.up(String(key));
  }
  const before = (await viewOf(page)).own.aim;
  await page.keyboard.down("e");
  await viewWhere(page, "the aim to turn", ({ own }) => Math.cos(own.aim - before) < 0);
  await page.keyboard.up("e");
  await page.keyboard.down("f");
  await viewWhere(page, "a bolt", ({ bolts }) => bolts.some((bolt) => bolt.own));
  await page.keyboard.up("f");

  await tabTo(page, "copy-link");
  await page.keyboard.press("Enter");
  await page.getByTestId("copy-link").getByText("Copied").waitFor();
  await assertFocus(page, "copy-link");

  await tabTo(page, "scores-button");
  await page.keyboard.press("Space");
  await page.getByTestId("scoreboard").waitFor({ state: "visible" });
  await assertFocus(page, "scoreboard-close");
  await tabTo(page, "mute-player");
  await page.keyboard.press("Space");
  await page.getByTestId("scoreboard").getByText("Unmute").waitFor();
  await assertFocus(page, "mute-player");
  await page.keyboard.press("Escape");
  await page.getByTestId("scoreboard").waitFor({ state: "hidden" });
  await assertFocus(page, "scores-button");

  await tabTo(page, "chat-button");
  await page.keyboard.press("Enter");
  await assertFocus(page, "chat-input");
  await page.keyboard.press("Escape");
  await assertFocus(page, "chat-button");

  await tabTo(page, "settings-button");
  await page.keyboard.press("Enter");
  await tabTo(page, "show-network-lab");
  await page.keyboard.press("Enter");
  await assertFocus(page, "network-lab");
  await page.keyboard.press("Escape");
  await page.getByTestId("network-lab").waitFor({ state: "hidden" });
  await assertFocus(page, "settings-button");
  assert.equal((await viewOf(page)).own.ready.RAIL, 1, "the space bar only pressed buttons");
  assert.deepEqual(errors, []);
  await page.close();
  await other.page.close();
});

test("the keys in the settings have the names of their actions", async () => {
  const { page } = await game.openPage();
  await page.getByTestId("menu-settings-button").click();
  for (const name of ["Fly up: W", "Rail: Space", "Scores: R", "Turn aim left: Q"]) {
    await page.getByRole("button", { name, exact: true }).waitFor();
  }
  await page.getByTestId("bind-up").click();
  await page.getByRole("button", { name: "Fly up: Press a key…", exact: true }).waitFor();
  await page.keyboard.press("Tab");
  await assertFocus(page, "bind-left");
  await page.getByRole("button", { name: "Fly up: W", exact: true }).waitFor();
  await page.close();
});

test("the crown has a name, and the live regions are polite", async () => {
  const { page } = await game.openPage(preview.pathOf("fight"));
  await page.getByTestId("top10").getByRole("img", { name: "Leader", exact: true }).waitFor();
  for (const id of ["kill-feed", "chat-log"]) {
    assert.equal(await page.getByTestId(id).getAttribute("aria-live"), "polite");
  }
  await page.close();
});

/**
 * Counts the pixels that change within a second.
 *
 * @param {Page} page
 * @param {import("playwright-core").PageScreenshotOptions} [options]
 */
async function motion(page, options) {
  await duration(STILL_MS);
  const before = await page.screenshot(options);
  await duration(STILL_MS);
  return changedPixels(game.browser, before, await page.screenshot(options));
}

test("with reduced motion the menu and the arena do not move", async () => {
  const { page } = await game.openPage("/", { reducedMotion: "reduce" });
  await menuShown(page);
  const inMenu = await motion(page);
  assert.ok(inMenu <= STILL_PIXELS_MAX, `${inMenu} pixels of the menu moved`);

  await play(page, "Calm");
  await page.mouse.move(700, 300);
  await viewWhere(page, "the own ship to rest", ({ own }) => {
    return !own.protected && Math.hypot(own.velocityX, own.velocityY) === 0;
  });
  const inArena = await motion(page, { clip: { x: 300, y: 120, width: 680, height: 480 } });
  assert.ok(inArena <= STILL_PIXELS_MAX, `${inArena} pixels of the arena moved`);
  const running = await page.evaluate(() => document.getAnimations().length);
  assert.equal(running, 0, "no animation runs");
  await page.close();
});

test("without reduced motion the menu moves, and a new system setting stops it", async () => {
  const { page } = await game.openPage("/", { reducedMotion: "no-preference" });
  await menuShown(page);
  assert.ok((await motion(page)) > 1000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  const pixels = await motion(page);
  assert.ok(pixels <= STILL_PIXELS_MAX, `${pixels} pixels of the menu moved`);
  await page.close();
});

test("two fingers may zoom the page", async () => {
  const { page } = await game.openPage("/", { hasTouch: true, isMobile: true });
  const viewport = page.locator('meta[name="viewport"]');
  assert.doesNotMatch((await viewport.getAttribute("content")) ?? "", /maximum|user-scalable/);
  const blocked = await page.evaluate(() => {
    let node = document.querySelector(".menu");
    for (; node; node = node.parentElement) {
      const { touchAction } = getComputedStyle(node);
      if (!/auto|pinch-zoom|manipulation/.test(touchAction)) return node.tagName;
    }
    return undefined;
  });
  assert.equal(blocked, undefined);
  await page.close();
});
