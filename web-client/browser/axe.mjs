// Asks axe-core what keeps people out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

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
  assert.ok(found.passed > 10, `${state}: axe looked at something`);
}
