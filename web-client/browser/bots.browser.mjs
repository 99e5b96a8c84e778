// A new player among bots: flies by keyboard, aims by mouse, hits a bot and sees the hit.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Autopilot } from "./autopilot.mjs";
import { flyUntil, play, recordEvents, viewOf, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--seed", "7");
});
after(() => game?.stop());

test("a newcomer shoots a bot and scores", async () => {
  const { page, errors } = await game.openPage("/", { viewport: { width: 1280, height: 720 } });
  const { ownId, roster } = await play(page, "Newcomer");
  assert.equal(roster.filter(({ bot }) => bot).length, 9, "bots fill the room to ten");
  const events = await recordEvents(page);
  const pilot = new Autopilot(page);
  await flyUntil(pilot, "scored", (view) =>
    view.roster.some(({ id, score }) => id === ownId && score > 0),
  );
  // The score arrives with the frame; the kill is shown when its time is drawn.
  await page.getByTestId("kill-feed").locator(".own", { hasText: "Newcomer" }).first().waitFor();
  await page.getByTestId("kill-feed").getByTestId("bot").first().waitFor();
  await page.getByTestId("top10").getByTestId("bot").nth(8).waitFor();
  await page.keyboard.down("r");
  await page.getByTestId("scoreboard").getByTestId("bot").nth(8).waitFor();
  await page.keyboard.up("r");
  const seen = await events();
  assert.ok(seen.some((event) => event.kind === "shot" && event.shooter === ownId));
  assert.ok(seen.some((event) => event.kind === "hit" && event.attacker === ownId));
  const kill = seen.find((event) => event.kind === "kill" && event.killer === ownId);
  assert.ok(kill?.kind === "kill" && kill.victim !== ownId);
  const line = (await viewOf(page)).roster.find(({ id }) => id === ownId);
  assert.equal(line?.name, "Newcomer");

  await page.waitForFunction(
    () => document.querySelector('[data-testid="score"]')?.textContent !== "0",
  );
  const { net } = await viewWhere(page, "a second of frames", (view) => view.net.tick > 60);
  assert.equal(net.corrections.desync, undefined, "the two simulations agree");
  assert.deepEqual(errors, []);
});
