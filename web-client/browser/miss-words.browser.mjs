// A shot that is drawn as a hit and does not count is explained to its shooter in the network lab.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Autopilot } from "./autopilot.mjs";
import { flyUntil, play, viewOf } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "6");
});
after(() => game?.stop());

test("a drawn hit that the server did not count is explained in the lab", async () => {
  const { page, errors } = await game.openPage();
  await play(page, "Ada");
  await page.keyboard.press("F4");
  await page.getByTestId("network-lab").waitFor({ state: "visible" });
  const row = page.getByTestId("lab-miss-audit");
  assert.equal(await row.textContent(), "none", "no shot has missed yet");
  await page.getByTestId("lab-profile").selectOption("bad");
  // The server now tests shots against the present, and the picture is half a second old.
  await page.getByTestId("lab-lagCompensation").uncheck();
  const isExplained = async () => (await viewOf(page)).net.missAudit !== undefined;
  await flyUntil(new Autopilot(page), "missed though it was drawn as a hit", isExplained);
  await page.waitForFunction(
    () => document.querySelector('[data-testid="lab-miss-audit"]')?.textContent !== "none",
  );
  const shown = (await row.textContent()) ?? "";
  assert.match(shown, /^Your (rail|bolt) at .{1,16}( \(bot\))? missed: .{10,}$/u);
  const { width } = page.viewportSize() ?? { width: 0 };
  const box = await row.boundingBox();
  assert.ok(box !== null && box.x >= 0 && box.x + box.width <= width, "the sentence is in view");
  assert.deepEqual(errors, []);
  if (process.env.PICTURE) await page.screenshot({ path: process.env.PICTURE });
});
