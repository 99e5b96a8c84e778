// Invitations to a room: by the share sheet of the system, by its link, and by a QR code.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import jsqr from "jsqr";
import { check, SCREENS } from "./layout.mjs";
import { play } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */

const SHARE = `
  window.shared = [];
  navigator.share = async (data) => void window.shared.push(data);`;

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "2");
});
after(() => game?.stop());

test("the link of a room uses the share sheet if there is one", async () => {
  const { page } = await game.openPage("/", { script: SHARE });
  const { room } = await play(page, "Ada");
  const url = new URL(`/?room=${room}`, game.server.url).href;
  await page.getByTestId("copy-link").filter({ hasText: "Invite" }).click();
  await page.getByTestId("show-qr-code").click();
  await page.getByTestId("invite-share").click();
  const data = { title: "Tickstorm", text: "Play Tickstorm with me", url };
  assert.deepEqual(await page.evaluate(() => Reflect.get(window, "shared")), [data, data]);
  await page.close();
});

for (const { kind, touch, options, sizes } of SCREENS) {
  test(`${kind}: a camera reads the QR code of the room's link, at every size`, async () => {
    const { page, errors } = await game.openPage("/", { ...options, locale: "de-DE" });
    const { room } = await play(page, "Ada");
    for (const { size, viewport } of sizes) {
      await page.setViewportSize(viewport);
      await page.getByTestId("settings-button").click();
      await page.getByTestId("show-invite").click();
      await page.getByTestId("qr-code").waitFor({ state: "visible" });
      await check(page, "invite", ["invite-close", "invite-share", "qr-code"], size);
      assert.equal(await readCode(page), new URL(`/?room=${room}`, game.server.url).href, size);
      await page.getByTestId("invite-close").click();
      await page.getByTestId("invite").waitFor({ state: "hidden" });
    }
    assert.equal(await page.getByTestId("stick-left").isVisible(), touch);
    assert.deepEqual(errors, []);
    await page.close();
  });
}

/**
 * Reads the code from a screenshot, as a camera would.
 *
 * @param {Page} page
 */
async function readCode(page) {
  const shot = await page.getByTestId("qr-code").screenshot({ animations: "disabled" });
  const pixels = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    const ctx = canvas.getContext("2d");
    ctx?.drawImage(image, 0, 0);
    const read = ctx?.getImageData(0, 0, image.width, image.height);
    return { data: [...(read?.data ?? [])], width: image.width, height: image.height };
  }, shot.toString("base64"));
  return jsqr(Uint8ClampedArray.from(pixels.data), pixels.width, pixels.height)?.data;
}
