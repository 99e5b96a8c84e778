// The end of a round shows the player's result, and fits every screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, ticksLater, viewOf, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";
import { encode } from "./wire.mjs";

const SIZES = [
  { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  { viewport: { width: 740, height: 360 }, hasTouch: true, isMobile: true },
  { viewport: { width: 1366, height: 768 } },
  { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 },
];
const FIGURES = ["own-kills", "own-deaths", "best-streak", "accuracy-blaster", "accuracy-rail"];
const PLAYING = 1;
const RESULT = 2;
/** The result is drawn again after the last hits. */
const LAST_HITS_TICKS = 27;
const SHARE = `
  window.shared = [];
  navigator.share = async (data) => void window.shared.push(data.url);`;

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "5");
});
after(() => game?.stop());

/**
 * Opens a page and appends a round to its frames. Repeated fields of protobuf are merged, so the
 * appended one applies.
 *
 * @param {object} options
 */
async function openWithRounds(options) {
  const { page, errors } = await game.openPage("about:blank", { ...options, script: SHARE });
  /** @type {Buffer | undefined} */
  let extra;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const frame = Buffer.from(message);
      socket.send(extra === undefined ? frame : Buffer.concat([frame, extra]));
      extra = undefined;
    });
  });
  await page.goto(new URL("/?transport=websocket", game.server.url).href);
  return {
    page,
    errors,
    /**
     * @param {number} number
     * @param {number} phase
     * @param {number} endsTick
     * @param {number} winner
     */
    send(number, phase, endsTick, winner) {
      const round = encode("Round", { number, phase, ends_tick: endsTick, winner });
      extra = encode("ServerFrame", { round });
    },
  };
}

for (const options of SIZES) {
  const { width, height } = options.viewport;
  test(`the result of a player fits and covers no control, ${width} x ${height}`, async () => {
    const { page, errors, send } = await openWithRounds(options);
    const { round, ownId, room } = await play(page, "Wolfgang Amadeus");
    if (width > 400) {
      await page.mouse.move(width / 2 + 50, height / 2 + 60);
      await page.mouse.down();
      await viewWhere(page, "a bolt", ({ bolts }) => bolts.some(({ own }) => own));
      await page.mouse.up();
    }
    const { net } = await viewOf(page);
    send(round.number, RESULT, net.tick + 240, ownId + 1);
    const result = page.getByTestId("round-result");
    await result.waitFor({ state: "visible" });
    await ticksLater(page, LAST_HITS_TICKS);
    const text = async (/** @type {string} */ id) =>
      (await page.getByTestId(id).textContent()) ?? "";
    assert.equal(await text("winner"), "You win the round!");
    assert.match(await text("result-place"), /^You are number \d of \d, with \d+ points?\.$/);
    for (const id of FIGURES) assert.match(await text(id), /^(\d+|\d+% of \d+|not used)$/, id);
    if (width > 400) assert.match(await text("accuracy-blaster"), /^\d+% of [1-9]/);
    assert.notEqual(await text("hit-most"), "");
    assert.match(await text("result-best"), /best on this device/);
    assert.match(await text("next-round"), /^Next round in \d\.\d s$/);

    const layout = await result.evaluate((node) => {
      const a = node.getBoundingClientRect();
      const covered = [...document.querySelectorAll("button, input, a")]
        .filter((control) => !node.contains(control))
        .filter((control) => control.checkVisibility({ checkVisibilityCSS: true }))
        .filter((control) => {
          const b = control.getBoundingClientRect();
          const isBeside = a.right <= b.left || b.right <= a.left;
          return !(isBeside || a.bottom <= b.top || b.bottom <= a.top);
        })
        .map((control) => control.getAttribute("data-testid"));
      return { ...a.toJSON(), covered, scrolls: node.scrollHeight - node.clientHeight };
    });
    assert.deepEqual(layout.covered, []);
    assert.ok(layout.left >= 0 && layout.top >= 0, JSON.stringify(layout));
    assert.ok(layout.right <= width && layout.bottom <= height, JSON.stringify(layout));
    assert.ok(layout.scrolls <= 0, `${layout.scrolls} px do not fit`);

    await page.getByTestId("share-button").click();
    const shared = await page.evaluate(() => /** @type {any} */ (window).shared);
    assert.deepEqual(shared, [new URL(`/?room=${room}`, game.server.url).href]);
    send(round.number + 1, PLAYING, net.tick + 9000, 0);
    await result.waitFor({ state: "hidden" });
    assert.deepEqual(errors, []);
    await page.close();
  });
}
