// Searches accessibility faults with axe-core.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { play } from "./players.mjs";

/** @typedef {import("playwright-core").Page} Page */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Asserts that axe-core finds no violation of any of its rules.
 *
 * @param {Page} page
 * @param {string} state
 */
export async function assertAccessible(page, state) {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    }
  });
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const axe = /** @type {typeof import("axe-core")} */ (Reflect.get(window, "axe"));
    const { violations, passes } = await axe.run(document);
    const words = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(" ")}`);
    return { words, passed: passes.length };
  });
  assert.deepEqual(found.words, [], `${state}: ${found.words.join("\n")}`);
  assert.ok(found.passed > 10, `${state}: axe checked several rules`);
}

/**
 * Asserts the same for the menu, a game that it joins as Ada, and every panel of both.
 *
 * @param {Page} page at the menu
 */
export async function assertPanelsAccessible(page) {
  await assertAccessible(page, "menu");
  await page.getByTestId("menu-settings-button").click();
  await assertAccessible(page, "settings in the menu");
  await page.getByTestId("settings-close").click();
  await play(page, "Ada");
  await assertAccessible(page, "game");
  for (const [open, close, state] of /** @type {const} */ ([
    ["settings-button", "settings-close", "settings"],
    ["scores-button", "scoreboard-close", "scoreboard"],
    ["chat-button", "chat-close", "chat"],
  ])) {
    await page.getByTestId(open).click();
    await assertAccessible(page, state);
    await page.getByTestId(close).click();
  }
  for (const key of ["F3", "F4"]) {
    await page.keyboard.press(key);
    await assertAccessible(page, key);
    await page.keyboard.press(key);
  }
}
