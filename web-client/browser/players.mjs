// Actions of a player on the page, and the values that a test reads from it.

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../src/test-window").GameSnapshot} GameSnapshot */
/** @typedef {import("../src/netcode/game-view").GameEvent} GameEvent */

const FLIGHT_LIMIT_MS = 90_000;

/**
 * Returns the view that the page drew last.
 *
 * @param {Page} page
 * @returns {Promise<GameSnapshot>}
 */
export function viewOf(page) {
  return page.evaluate(() => {
    if (window.tickstorm === undefined) throw new Error("the page has no view for tests");
    return window.tickstorm.view;
  });
}

/**
 * Waits until the picture of the page fulfils a condition, and returns that picture.
 *
 * @param {Page} page
 * @param {string} what in words, for the error
 * @param {(view: GameSnapshot) => boolean | Promise<boolean>} isWished
 * @param {number} [limitMs]
 */
export async function viewWhere(page, what, isWished, limitMs = 15_000) {
  const endMs = Date.now() + limitMs;
  for (;;) {
    const view = await viewOf(page);
    if (await isWished(view)) return view;
    if (Date.now() > endMs) {
      const { ships, bolts, events, arena, ...rest } = view;
      throw new Error(`waited ${limitMs} ms for ${what}; the page shows ${JSON.stringify(rest)}`);
    }
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

/**
 * Waits until the page has drawn this many ticks more, and returns that picture.
 *
 * @param {Page} page
 * @param {number} ticks
 */
export async function ticksLater(page, ticks) {
  const { net } = await viewOf(page);
  return viewWhere(page, `${ticks} more ticks`, (view) => view.net.tick >= net.tick + ticks);
}

/**
 * Types a name, presses Play and waits for the ship.
 *
 * @param {Page} page
 * @param {string} name
 */
export async function play(page, name) {
  await page.getByTestId("name-input").fill(name);
  await page.getByTestId("play-button").click();
  return viewWhere(page, `${name} to fly`, (view) => view.phase === "playing" && view.own.alive);
}

/**
 * Sends a line of chat to the room.
 *
 * @param {Page} page
 * @param {string} text
 */
export async function sendChat(page, text) {
  await page.keyboard.press("Enter");
  await page.getByTestId("chat-input").fill(text);
  await page.keyboard.press("Enter");
}

/**
 * Flies a page's ship by keyboard and mouse until its picture fulfils a condition.
 *
 * @param {import("./autopilot.mjs").Autopilot} pilot
 * @param {string} what in words, for the error
 * @param {(view: GameSnapshot) => boolean | Promise<boolean>} isWished
 * @param {(view: GameSnapshot) => { x: number, y: number } | undefined} [place] to go to, while
 *     nobody is in view
 */
export async function flyUntil(pilot, what, isWished, place = () => undefined) {
  const endMs = Date.now() + FLIGHT_LIMIT_MS;
  for (;;) {
    const view = await viewOf(pilot.page);
    if (await isWished(view)) break;
    if (Date.now() > endMs) throw new Error(`flew ${FLIGHT_LIMIT_MS} ms, and not ${what}`);
    if (view.own.alive) await pilot.step(view, place(view));
    else await pilot.rest();
  }
  await pilot.rest();
}

/**
 * Records every event that the page shows from now on. Returns a function that reads them.
 *
 * @param {Page} page
 * @returns {Promise<() => Promise<GameEvent[]>>}
 */
export async function recordEvents(page) {
  const seen = await page.evaluateHandle(() => {
    /** @type {import("../src/netcode/game-view").GameEvent[]} */
    const events = [];
    const look = () => {
      events.push(...(window.tickstorm?.view.events ?? []));
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return events;
  });
  return () => seen.evaluate((events) => events);
}
