// The panels that appear by themselves, at every size. panels.browser.mjs tests the others.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { check, LOCALES, SCREENS } from "./layout.mjs";
import { startPreview } from "./preview.mjs";
import { startGame } from "./support.mjs";

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

const CASES = SCREENS.flatMap((screen) => LOCALES.map((locale) => ({ ...screen, locale })));

for (const { kind, options, sizes, locale } of CASES) {
  test(`${kind}, ${locale}: the menu for a missing room`, async () => {
    const { page } = await game.openPage("/?room=ZZZZ", { ...options, locale });
    await page.getByTestId("room-notice").waitFor({ state: "visible" });
    for (const { size, viewport } of sizes) {
      await page.setViewportSize(viewport);
      await check(page, "menu", [], size);
      for (const id of ["play-button", "elsewhere-button"]) {
        await page.getByTestId(id).scrollIntoViewIfNeeded();
        await check(page, "menu", [id], size);
      }
    }
    await page.close();
  });

  test(`${kind}, ${locale}: the panels that appear by themselves`, async () => {
    const { page, errors } = await game.openPage(preview.pathOf("menu"), { ...options, locale });
    for (const [scene, panel, ...buttons] of [
      ["death", "death-screen"],
      ["result", "round-result"],
      ["reconnecting", "reconnecting"],
      ["waiting", "waiting"],
      ["connecting", "connecting", "cancel-button"],
      ["closed", "closed", "back-button"],
    ]) {
      await page.goto(preview.pathOf(String(scene)));
      await page.locator("body[data-ready]").waitFor();
      for (const { size, viewport } of sizes) {
        await page.setViewportSize(viewport);
        await check(page, String(panel), buttons, size);
      }
    }
    assert.deepEqual(errors, []);
    await page.close();
  });
}
