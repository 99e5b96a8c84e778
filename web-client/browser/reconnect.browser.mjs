// A lost connection and a reloaded page resume by themselves, with the same ship.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startLink } from "./link.mjs";
import { play, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
/** @type {Awaited<ReturnType<typeof startLink>>} */
let link;
before(async () => {
  game = await startGame("--bots", "0");
  link = await startLink(game.server.port);
});
after(async () => {
  link?.stop();
  await game?.stop();
});

test("a lost connection shows a banner and resumes with the same ship", async () => {
  const { page } = await game.openPage(link.url);
  const before = await play(page, "Ada");
  link.cut();
  await viewWhere(page, "the loss to be noticed", ({ phase }) => phase === "reconnecting");
  await page.getByTestId("reconnecting").waitFor({ state: "visible" });
  link.mend();
  const again = await viewWhere(page, "the game to go on", ({ phase }) => phase === "playing");
  assert.equal(again.ownId, before.ownId);
  assert.equal(again.room, before.room);
  assert.equal(again.net.reconnects, 1);
  assert.ok(Math.hypot(again.own.x - before.own.x, again.own.y - before.own.y) < 5);
  const { net } = await viewWhere(page, "frames to come", (view) => {
    return view.net.tick > again.net.tick + 30;
  });
  assert.equal(net.corrections.desync, undefined);
  await page.close();
});

test("a reloaded page resumes with its ship", async () => {
  const { page, errors } = await game.openPage();
  const before = await play(page, "Bea");
  await page.reload();
  const again = await viewWhere(page, "the game to go on", ({ phase, own }) => {
    return phase === "playing" && own.alive;
  });
  assert.equal(again.ownId, before.ownId);
  assert.equal(again.roster.filter(({ name }) => name === "Bea").length, 1);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a server that ends reports it, and its page tries again", async () => {
  const { page } = await game.openPage();
  await play(page, "Cleo");
  await game.server.stop();
  await viewWhere(page, "the end to be noticed", ({ phase }) => phase === "reconnecting");
});
