// The same match over a WebSocket and over HTTP: forced, as a fallback, and back again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, recordEvents, sendChat, ticksLater, viewOf, viewWhere } from "./players.mjs";
import { startProxy } from "./proxy.mjs";
import { startGame } from "./support.mjs";

const FLIGHT_MS = 20_000;
const LINES = 60;
const FORCED = "/?transport=polling";
const NO_WEBSOCKET = "window.WebSocket = class { constructor() { throw new Error('blocked'); } };";

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "6", "--chat-per-second", "100", "--chat-burst", "100");
});
after(() => game?.stop());

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
async function transportShown(page) {
  await page.keyboard.press("F3");
  const words = await page.getByTestId("net-graph").locator("dt:text-is('Transport') + dd");
  await words.waitFor({ state: "visible" });
  const shown = await words.textContent();
  await page.keyboard.press("F3");
  return shown;
}

/**
 * Returns the time from each input to the server's answer, in ms, in the order of the answers.
 *
 * @param {Page} page
 * @param {number} forMs
 * @returns {Promise<number[]>}
 */
function responseTimes(page, forMs) {
  return page.evaluate(async (limitMs) => {
    /** @type {number[]} */
    const times = [];
    const endMs = performance.now() + limitMs;
    while (performance.now() < endMs) {
      const newest = window.tickstorm?.view.net.newestInputToAckMs ?? 0;
      if (newest !== times.at(-1)) times.push(newest);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return times;
  }, forMs);
}

/** @param {number[]} times @param {number} share */
function percentile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

/** Turns in circles and fires: inputs that change. @param {Page} page @param {number} forMs */
async function flyAbout(page, forMs) {
  const keys = ["KeyW", "KeyD", "KeyS", "KeyA"];
  const endMs = Date.now() + forMs;
  for (let i = 0; Date.now() < endMs; i++) {
    const key = keys[i % keys.length] ?? "KeyW";
    await page.keyboard.down(key);
    await page.mouse.move(300 + 200 * Math.cos(i), 300 + 200 * Math.sin(i));
    await ticksLater(page, 4);
    await page.keyboard.up(key);
  }
}

test("one match, one page on a WebSocket and one that polls", async (t) => {
  const ada = await game.openPage("/");
  const bob = await game.openPage(FORCED);
  const first = await play(ada.page, "Ada");
  const second = await play(bob.page, "Bob");
  assert.equal(second.room, first.room);
  assert.equal(await transportShown(ada.page), "WebSocket");
  assert.equal(await transportShown(bob.page), "HTTP polling");

  const medians = [];
  for (const { page } of [ada, bob]) {
    const before = await viewOf(page);
    const [times] = await Promise.all([responseTimes(page, FLIGHT_MS), flyAbout(page, FLIGHT_MS)]);
    const after = await viewOf(page);
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
    const ticks = after.net.tick - before.net.tick;
    t.diagnostic(
      `${after.net.transport}: input to acknowledge ` +
        `p50 ${p50.toFixed(0)}, p99 ${p99.toFixed(0)} ms of ${times.length}; ` +
        `${ticks} ticks; corrections ${JSON.stringify(after.net.corrections)}`,
    );
    assert.ok(times.length > 100, `${times.length} inputs were acknowledged`);
    medians.push(p50);
    assert.equal(after.net.reconnects, 0);
    assert.equal(after.net.corrections.desync, undefined);
  }
  const [byWebSocket = 0, byPolling = Infinity] = medians;
  assert.ok(byPolling < 2 * byWebSocket + 50, `half of the inputs wait ${medians} ms`);
  await sendChat(ada.page, "over a WebSocket");
  await bob.page.getByTestId("chat-log").getByText("over a WebSocket").waitFor();
  await sendChat(bob.page, "over HTTP");
  await ada.page.getByTestId("chat-log").getByText("over HTTP").waitFor();
  for (const { page, errors } of [ada, bob]) {
    assert.deepEqual(errors, []);
    await page.close();
  }
});

test("a page without WebSockets polls by itself", async () => {
  const { page, errors } = await game.openPage("/", { script: NO_WEBSOCKET });
  const view = await play(page, "Cleo");
  assert.equal(view.net.transport, "polling");
  await viewWhere(page, "frames to come", ({ net }) => net.tick > view.net.tick + 60);
  assert.deepEqual(errors, []);
  await page.close();
});

for (const refusal of [403, 400, 0]) {
  const how = refusal === 0 ? "swallows upgrades" : `answers upgrades with ${refusal}`;
  test(`behind a proxy that ${how} a page polls, and changes over later`, async () => {
    const proxy = await startProxy(game.server.port, refusal);
    try {
      const { page } = await game.openPage(proxy.url);
      const before = await play(page, "Dora");
      assert.equal(before.net.transport, "polling");
      const events = await recordEvents(page);
      proxy.unblock();
      /** @type {string[]} */
      const lines = [];
      const goesOver = viewWhere(
        page,
        "the WebSocket",
        ({ phase, net }) => {
          assert.equal(phase, "playing", "no loss is visible");
          return net.transport === "websocket";
        },
        40_000,
      );
      let isOver = false;
      goesOver.finally(() => {
        isOver = true;
      });
      while (!isOver) {
        lines.push(`${refusal} line ${lines.length}`);
        await sendChat(page, lines.at(-1) ?? "");
        await ticksLater(page, 1);
      }
      const over = await goesOver;
      lines.push(`${refusal} the last`);
      await sendChat(page, lines.at(-1) ?? "");
      await page.getByTestId("chat-log").getByText(`${refusal} the last`).waitFor();
      // The recorder checks once per frame, possibly before the page draws.
      await viewWhere(page, "what is shown to be recorded", (view) => {
        return view.net.tick > over.net.tick + 30;
      });
      const received = (await events()).flatMap((event) =>
        event.kind === "chat" && event.text.startsWith(`${refusal} `) ? [event.text] : [],
      );
      assert.deepEqual(received, lines, "no line is lost or doubled during the change");
      assert.equal(over.ownId, before.ownId);
      assert.equal(over.net.reconnects, 0);
      const { net } = await viewWhere(page, "frames to come", (view) => {
        return view.net.tick > over.net.tick + 60;
      });
      assert.equal(net.corrections.desync, undefined);
      assert.equal(net.transport, "websocket");
      await page.close();
    } finally {
      proxy.stop();
    }
  });
}

test("a page that polls continues while requests and answers are lost", async (t) => {
  const { page } = await game.openPage(FORCED);
  const before = await play(page, "Eve");
  const events = await recordEvents(page);
  let seed = 6;
  const chance = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
  let lostRequests = 0;
  let lostAnswers = 0;
  await page.route("**/poll", async (route) => {
    const luck = chance();
    if (luck < 0.05) {
      lostRequests++;
      await route.abort("connectionreset");
    } else if (luck < 0.1) {
      lostAnswers++;
      // The server answers, but the answer is dropped.
      await route.fetch().catch(() => {});
      await route.abort("connectionreset").catch(() => {});
    } else {
      await route.continue();
    }
  });
  const lines = Array.from({ length: LINES }, (_, i) => `lossy line ${i}`);
  for (const line of lines) {
    await sendChat(page, line);
    await ticksLater(page, 1);
  }
  const last = page.getByTestId("chat-log").getByText(lines.at(-1) ?? "");
  await last.waitFor({ timeout: 60_000 });
  await page.unroute("**/poll");
  await viewWhere(page, "frames to come", ({ net }) => net.tick > before.net.tick + 150);
  const received = (await events()).flatMap((event) =>
    event.kind === "chat" && event.text.startsWith("lossy") ? [event.text] : [],
  );
  t.diagnostic(`${lostRequests} requests and ${lostAnswers} answers lost`);
  assert.deepEqual(received, lines);
  const view = await viewOf(page);
  assert.equal(view.phase, "playing");
  assert.equal(view.ownId, before.ownId);
  assert.equal(view.net.reconnects, 0, "the session continued without a reconnect");
  assert.equal(view.net.corrections.desync, undefined);
  assert.ok(lostRequests + lostAnswers > 20);
  await page.close();
});
