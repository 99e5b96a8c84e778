// The page uses the language of the browser, or the chosen one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertPanelsAccessible } from "./axe.mjs";
import { play, viewOf, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "2");
});
after(() => game?.stop());

/** @param {Page} page */
const languageOf = (page) => page.locator("html").getAttribute("lang");

for (const [locale, language, playWord] of /** @type {const} */ ([
  ["de-AT", "de", "Spielen"],
  ["es-MX", "es", "Jugar"],
  ["en-GB", "en", "Play"],
  ["fr-FR", "en", "Play"],
])) {
  test(`a browser with ${locale} gets ${language}`, async () => {
    const { page, errors } = await game.openPage("/", { locale });
    assert.equal(await page.getByTestId("play-button").textContent(), playWord);
    assert.equal(await languageOf(page), language);
    assert.deepEqual(errors, []);
    await page.close();
  });
}

test("axe finds no fault in German, from the menu to the net graph", async () => {
  const { page, errors } = await game.openPage("/", { locale: "de-DE" });
  await assertPanelsAccessible(page);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a chosen language applies at once, with a reload that keeps the ship", async () => {
  const { page, errors } = await game.openPage("/");
  const { ownId, room } = await play(page, "Ada");
  await page.getByTestId("settings-button").click();
  const language = page.getByTestId("language");
  assert.equal(await language.inputValue(), "");
  await Promise.all([page.waitForEvent("load"), language.selectOption("de")]);
  await page.locator("html[lang=de]").waitFor();
  const view = await viewWhere(page, "the game to go on", ({ phase }) => phase === "playing");
  assert.deepEqual([view.ownId, view.room], [ownId, room]);
  await page.getByTestId("settings-button").click();
  assert.equal(await language.inputValue(), "de");
  assert.equal(await page.getByTestId("settings-close").textContent(), "Fertig");
  await Promise.all([page.waitForEvent("load"), language.selectOption("")]);
  await page.locator("html[lang=en]").waitFor();
  await viewWhere(page, "the game to go on", ({ phase }) => phase === "playing");
  assert.equal((await viewOf(page)).ownId, ownId);
  assert.deepEqual(errors, []);
  await page.close();
});

test("the typed name is kept by the reload", async () => {
  const { page } = await game.openPage("/");
  await page.getByTestId("name-input").fill("Grace");
  await page.getByTestId("menu-settings-button").click();
  await Promise.all([page.waitForEvent("load"), page.getByTestId("language").selectOption("es")]);
  await page.locator("html[lang=es]").waitFor();
  assert.equal(await page.getByTestId("name-input").inputValue(), "Grace");
  await page.close();
});

test("a message that the server sends by a code is shown in the language of the page", async () => {
  const { page } = await game.openPage("/?room=ZZZZ", { locale: "de-DE" });
  const notice = page.getByTestId("room-notice");
  await notice.filter({ hasText: "Raum ZZZZ gibt es gerade nicht." }).waitFor();
  await page.routeWebSocket(/\/ws$/, (socket) => void socket.close({ code: 1008 }));
  await page.goto(new URL("/?transport=websocket", game.server.url).href);
  await page.getByTestId("play-button").click();
  const reason = page.getByTestId("closed-reason");
  await reason.filter({ hasText: "Der Server hat diese Seite abgelehnt (1008)." }).waitFor();
  await page.close();
});
