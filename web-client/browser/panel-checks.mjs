// The checks of each panel at each size; see layout.mjs for the rules.
import assert from "node:assert/strict";
import { check } from "./layout.mjs";
import { play } from "./players.mjs";

/** @typedef {import("playwright-core").Page} Page */
/**
 * @typedef {object} Screen
 * @property {boolean} touch
 * @property {object} options of the page
 * @property {typeof import("./layout.mjs").SCREENS[number]["sizes"]} sizes
 */

/**
 * Opens the menu, its settings and the panels of a running game at each size of a screen, in a
 * browser with this language.
 *
 * @param {Awaited<ReturnType<typeof import("./support.mjs").startGame>>} game
 * @param {Screen} screen
 * @param {string} locale
 */
export async function checkPanels(game, { touch, options, sizes }, locale) {
  const { page, errors } = await game.openPage("/", { ...options, locale });
  assert.equal(await page.locator("html").getAttribute("lang"), locale.slice(0, 2));
  for (const { size, viewport } of sizes) {
    await page.setViewportSize(viewport);
    await checkMenu(page, touch, size);
  }
  await play(page, "Ada");
  await page.getByTestId("stick-left").waitFor({ state: touch ? "visible" : "hidden" });
  for (const { size, viewport } of sizes) {
    await page.setViewportSize(viewport);
    await checkSettings(page, touch, size);
    await checkScoreboard(page, size);
    await checkChat(page, size);
    await checkSidePanels(page, size);
  }
  assert.deepEqual(errors, []);
  await press(page, "settings-button");
  await press(page, "leave-button");
  await page.getByTestId("menu").waitFor({ state: "visible" });
  await page.close();
}

/**
 * Presses a button that `check` has found; a click by mouse would wait for two frames.
 *
 * @param {Page} page
 * @param {string} button
 */
const press = (page, button) =>
  page.getByTestId(button).evaluate((node) => /** @type {HTMLElement} */ (node).click());

/**
 * @param {Page} page
 * @param {boolean} touch
 * @param {string} size
 */
async function checkMenu(page, touch, size) {
  await check(page, "menu", ["play-button"], size);
  await press(page, "menu-settings-button");
  await check(page, "settings", ["settings-close"], size);
  assert.equal(await page.getByTestId("key-table").isVisible(), !touch);
  await press(page, "settings-close");
  await page.getByTestId("settings").waitFor({ state: "hidden" });
}

/**
 * @param {Page} page
 * @param {boolean} touch
 * @param {string} size
 */
async function checkSettings(page, touch, size) {
  await press(page, "settings-button");
  await check(page, "settings", ["settings-close", "leave-button"], size);
  assert.equal(await page.getByTestId("key-table").isVisible(), !touch);
  await press(page, "settings-close");
}

/**
 * @param {Page} page
 * @param {string} size
 */
async function checkScoreboard(page, size) {
  await press(page, "scores-button");
  const board = page.getByTestId("scoreboard");
  await check(page, "scoreboard", ["scoreboard-close"], size);
  const mute = board.getByTestId("mute-player");
  const before = new RegExp(`^${await mute.first().textContent()}$`);
  await mute.first().click({ timeout: 5000 });
  await mute.filter({ hasNotText: before }).click({ timeout: 5000 });
  await mute.filter({ hasNotText: before }).waitFor({ state: "detached", timeout: 5000 });
  await press(page, "scoreboard-close");
  await board.waitFor({ state: "hidden" });
}

/**
 * @param {Page} page
 * @param {string} size
 */
async function checkChat(page, size) {
  await press(page, "chat-button");
  await check(page, "chat", ["chat-close", "mute-all", "chat-input"], size);
  await press(page, "chat-close");
  await page.getByTestId("chat-input").waitFor({ state: "hidden" });
}

/**
 * Checks the net graph and the network lab, and the chat next to each of them.
 *
 * @param {Page} page
 * @param {string} size
 */
async function checkSidePanels(page, size) {
  for (const [panel, close] of /** @type {const} */ ([
    ["net-graph", "graph-close"],
    ["network-lab", "lab-close"],
  ])) {
    await press(page, "settings-button");
    await press(page, `show-${panel}`);
    await check(page, panel, [close], size);
    await checkChat(page, size);
    await check(page, panel, [close], size);
    await press(page, close);
    await page.getByTestId(panel).waitFor({ state: "hidden" });
  }
}
