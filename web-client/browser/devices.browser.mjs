// Faulty devices and browsers: the page continues, or shows why it cannot.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, viewOf, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */

const LONG_NAME = "kanjikanjikanjikanjikanji";

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "0");
});
after(() => game?.stop());

/**
 * @param {Page} page
 * @param {string} key
 * @param {number} times
 */
async function hold(page, key, times) {
  for (let i = 0; i < times; i++) await page.keyboard.down(key);
}

/** @param {Page} page */
async function flyWithKeyboard(page) {
  const { own, arena } = await viewOf(page);
  const [key, way] = own.x < arena.side / 2 ? ["d", 1] : ["a", -1];
  await page.keyboard.down(String(key));
  await viewWhere(page, "flight by keyboard", ({ own }) => own.velocityX * Number(way) > 100);
  await page.keyboard.up(String(key));
}

for (const [what, pads] of [
  ["getGamepads that throws", "() => { throw new DOMException('no', 'SecurityError'); }"],
  ["a gamepad full of nonsense", "() => [{ connected: true, axes: null, buttons: [null] }]"],
  [
    "a gamepad that rests off the middle",
    "() => [{ connected: true, axes: [0,0,-1,0], buttons: [] }]",
  ],
]) {
  test(`${what}: keyboard and mouse still work`, async () => {
    const script = `navigator.getGamepads = ${pads};`;
    const { page, errors } = await game.openPage("/", { script });
    await play(page, "Pads");
    await flyWithKeyboard(page);
    await page.mouse.move(640, 700);
    await viewWhere(page, "aim by mouse", ({ own }) => Math.abs(own.aim - Math.PI / 2) < 0.3);
    assert.deepEqual(errors, []);
    await page.close();
  });
}

test("a part that throws in every frame is reported once, and the game continues", async () => {
  const { page, errors } = await game.openPage();
  await play(page, "Fault");
  await page.evaluate(() => {
    HTMLCanvasElement.prototype.getContext = () => {
      throw new Error("the context is lost");
    };
  });
  await page.keyboard.press("F3");
  await flyWithKeyboard(page);
  // A ship that comes into view just then has its name painted, which fails in the stage.
  const parts = errors.map((error) => error.split(" Error: ")[0] ?? "");
  assert.equal(parts.filter((part) => /net graph/.test(part)).length, 1, errors.join("\n"));
  assert.equal(new Set(parts).size, parts.length, errors.join("\n"));
  await page.close();
});

test("a key whose release Cmd suppressed does not stay pressed", async () => {
  const { page } = await game.openPage();
  const { own, arena } = await play(page, "Cmd");
  const key = own.x < arena.side / 2 ? "d" : "a";
  await page.keyboard.down(key);
  await viewWhere(page, "flight", ({ own }) => Math.abs(own.velocityX) > 100);
  await page.keyboard.down("Meta");
  await page.keyboard.up("Meta");
  await viewWhere(page, "the ship to rest", ({ own }) => Math.abs(own.velocityX) < 1);
  await page.close();
});

test("held keys open the chat once, close it once, and type nothing into it", async () => {
  const { page } = await game.openPage();
  await play(page, "Holder");
  const chat = page.getByTestId("chat-input");
  await hold(page, "Enter", 6);
  await chat.waitFor({ state: "visible" });
  await page.keyboard.up("Enter");
  await hold(page, "Enter", 6);
  await chat.waitFor({ state: "hidden" });
  await page.keyboard.up("Enter");

  await hold(page, "d", 3);
  await page.keyboard.press("Enter");
  await hold(page, "d", 6);
  await page.keyboard.up("d");
  assert.equal(await chat.inputValue(), "");
  await hold(page, "d", 3);
  assert.equal(await chat.inputValue(), "ddd");
  await page.keyboard.up("d");

  await hold(page, "Escape", 5);
  await chat.waitFor({ state: "hidden" });
  assert.equal(await page.getByTestId("settings").isVisible(), false);
  await page.keyboard.up("Escape");
  await hold(page, "Escape", 5);
  assert.equal(await page.getByTestId("settings").isVisible(), true);
  await page.close();
});

test("the page neither cuts nor ends the text of an input method", async () => {
  const { page } = await game.openPage();
  const session = await page.context().newCDPSession(page);
  /** @param {string} text */
  const compose = (text) =>
    session.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  const name = page.getByTestId("name-input");
  await name.focus();
  await compose(LONG_NAME);
  assert.equal(await name.inputValue(), LONG_NAME);
  await page.keyboard.press("Enter");
  assert.equal((await viewOf(page)).phase, "menu");
  await name.fill("");
  await play(page, "Ime");
  await page.keyboard.press("Enter");
  const chat = page.getByTestId("chat-input");
  await chat.waitFor({ state: "visible" });
  await compose("ni");
  await page.keyboard.press("Escape");
  assert.equal(await chat.isVisible(), true);
  await page.close();
});

for (const store of ["sessionStorage", "localStorage"]) {
  test(`the page plays without ${store}`, async () => {
    const script = `Object.defineProperty(window, "${store}", {
      get() { throw new DOMException("denied", "SecurityError"); },
    });`;
    const { page, errors } = await game.openPage("/", { script });
    await play(page, "Private");
    assert.deepEqual(errors, []);
    await page.close();
  });
}

test("a page that cannot start shows a notice", async () => {
  const script = "HTMLCanvasElement.prototype.getContext = () => null;";
  const { page } = await game.openPage("/", { script });
  const notice = page.getByTestId("start-notice");
  await notice.waitFor({ state: "visible" });
  assert.match((await notice.textContent()) ?? "", /could not start/);
  await page.close();
});

test("the picture follows the pixel ratio", async () => {
  const viewport = { width: 640, height: 360 };
  const { page, errors } = await game.openPage("/?renderer=webgl", { viewport });
  await play(page, "Zoom");
  const session = await page.context().newCDPSession(page);
  const stage = page.getByTestId("stage");
  for (const deviceScaleFactor of [2, 1.5, 1]) {
    const metrics = { ...viewport, deviceScaleFactor, mobile: false };
    await session.send("Emulation.setDeviceMetricsOverride", metrics);
    const width = viewport.width * deviceScaleFactor;
    await page.locator(`canvas.stage[width="${width}"]`).waitFor();
    assert.equal((await stage.boundingBox())?.width, viewport.width);
  }
  assert.deepEqual(errors, []);
  await page.close();
});
