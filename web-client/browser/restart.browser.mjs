// A server that is killed and started again: the page resumes by itself, with the same ship.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { play, sendChat, viewWhere } from "./players.mjs";
import { startGame, startServer } from "./support.mjs";

/** A restart loses two seconds at most, and a checkpoint has to reach the disk. */
const KEPT_AFTER_TICKS = 30 * 4;

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
/** @type {Awaited<ReturnType<typeof startServer>> | undefined} */
let again;
/** @type {string} */
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "tickstorm-"));
  game = await startGame("--bots", "4", "--checkpoints", folder);
});
after(async () => {
  await game?.stop();
  await again?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** @param {import("./players.mjs").GameSnapshot} view */
function ownLine(view) {
  return view.roster.find(({ id }) => id === view.ownId);
}

test("after a kill and a restart the page has its ship, score and chat", async () => {
  const { page, errors } = await game.openPage();
  const before = await play(page, "Ada");
  await sendChat(page, "still here");
  const kept = await viewWhere(page, "the room to be kept", (view) => {
    return view.net.tick > before.net.tick + KEPT_AFTER_TICKS;
  });
  await game.server.kill();
  await viewWhere(page, "the loss to be noticed", ({ phase }) => phase === "reconnecting");
  again = await startServer(
    "--bots",
    "4",
    "--checkpoints",
    folder,
    "--port",
    String(game.server.port),
  );
  const openMs = Date.now();
  const back = await viewWhere(page, "the game to go on", ({ phase, own }) => {
    return phase === "playing" && own.alive;
  });
  assert.ok(Date.now() - openMs <= 5000, `after ${Date.now() - openMs} ms`);
  assert.equal(back.ownId, kept.ownId);
  assert.equal(back.room, kept.room);
  const [scoreBefore, lineBack] = [ownLine(before)?.score ?? 0, ownLine(back)];
  assert.equal(lineBack?.name, "Ada");
  assert.ok(lineBack.score >= scoreBefore);
  assert.equal(back.roster.length, kept.roster.length);
  assert.ok(back.net.tick > kept.net.tick, "the ticks continue above the earlier ones");
  const later = await viewWhere(page, "frames to come", (view) => {
    return view.net.tick > back.net.tick + 60;
  });
  assert.equal(later.net.corrections.desync, undefined);
  assert.equal(later.net.reconnects, 1);
  assert.equal(await page.getByText("still here").count(), 1, "shown once");
  const others = errors.filter((text) => !/ERR_CONNECTION_REFUSED|WebSocket connection/.test(text));
  assert.deepEqual(others, []);
});
