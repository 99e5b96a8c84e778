// Chosen keys: a sentence refuses a key that another action uses.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

const REFUSED = /** @type {const} */ ([
  ["F3", "net graph"],
  ["F4", "network lab"],
  ["ArrowUp", "always flies up"],
  ["Enter", "chat"],
  ["F5", "browser"],
  ["w", "Fly up"],
  ["Control", "browser"],
]);

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "0");
});
after(() => game?.stop());

test("fire cannot use the key of another action, and keeps its own", async () => {
  const { page, errors } = await game.openPage();
  await page.getByTestId("menu-settings-button").click();
  const bind = page.getByTestId("bind-fire");
  for (const [key, owner] of REFUSED) {
    await bind.click();
    await page.keyboard.press(key);
    const refusal = page.getByTestId("key-refusal");
    await refusal.filter({ hasText: owner }).waitFor();
    assert.equal(await bind.textContent(), "F", `after ${key}`);
    assert.ok(await page.getByTestId("net-graph").isHidden());
  }
  await bind.click();
  assert.ok(await page.getByTestId("key-refusal").isHidden(), "a new attempt removes the sentence");
  await page.keyboard.press("j");
  assert.equal(await bind.textContent(), "J");
  await page.getByTestId("settings-close").click();
  await play(page, "Shooter");
  await page.keyboard.down("j");
  await viewWhere(page, "a bolt by the new key", ({ bolts }) => bolts.some(({ own }) => own));
  await page.keyboard.up("j");
  assert.deepEqual(errors, []);
  await page.close();
});

test("the page corrects bindings that an older page stored", async () => {
  const bindings = { fire: "F3", rail: "ArrowUp", up: "KeyF", chat: "Escape", scoreboard: "KeyF" };
  const script = `localStorage.setItem("tickstorm.settings", '${JSON.stringify({ bindings })}')`;
  const { page } = await game.openPage("/", { script });
  await page.getByTestId("menu-settings-button").click();
  const caption = (/** @type {string} */ action) =>
    page.getByTestId(`bind-${action}`).textContent();
  assert.equal(await caption("up"), "F");
  assert.equal(await caption("rail"), "Space");
  assert.equal(await caption("chat"), "Enter");
  const all = ["up", "left", "down", "right", "fire", "rail", "chat", "scoreboard"];
  const captions = await Promise.all(all.map(caption));
  assert.equal(new Set(captions).size, all.length, captions.join(" "));
  assert.ok(!captions.some((text) => /^(F\d|Escape|Up)$/.test(text ?? "")), captions.join(" "));
  await page.close();
});
