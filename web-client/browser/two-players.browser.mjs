// Two players in one room fly, meet, see each other and chat.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, sendChat, viewOf, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "0");
});
after(() => game?.stop());

test("two pages meet in one room, see each other and chat", async () => {
  const ada = await game.openPage();
  const bob = await game.openPage();
  const first = await play(ada.page, "Ada");
  const second = await play(bob.page, "Bob");
  assert.equal(second.room, first.room);
  assert.notEqual(second.ownId, first.ownId);
  await viewWhere(ada.page, "Bob on Ada's list", ({ roster }) =>
    roster.some(({ id, name }) => id === second.ownId && name === "Bob"),
  );

  // Both fly into one corner; obstacles deflect them.
  for (const { page } of [ada, bob]) {
    await page.keyboard.down("KeyW");
    await page.keyboard.down("KeyA");
  }
  for (const { page } of [ada, bob]) {
    await viewWhere(page, "the corner", ({ own }) => own.x < 60 && own.y < 60, 40_000);
  }
  for (const { page } of [ada, bob]) {
    await page.keyboard.up("KeyW");
    await page.keyboard.up("KeyA");
  }

  const bobAtRest = await viewWhere(
    bob.page,
    "Bob to stop",
    ({ own }) => Math.hypot(own.velocityX, own.velocityY) < 1,
  );
  const seen = await viewWhere(ada.page, "Bob's ship where it is", ({ ships }) =>
    ships.some(
      ({ id, x, y }) =>
        id === second.ownId && Math.hypot(x - bobAtRest.own.x, y - bobAtRest.own.y) < 2,
    ),
  );
  assert.equal(seen.ships.length, 1);

  await sendChat(ada.page, "hello <b>Bob</b>");
  await bob.page.getByTestId("chat-log").getByText("hello <b>Bob</b>").waitFor();
  for (const { page, errors } of [ada, bob]) {
    assert.deepEqual(errors, []);
    const { net } = await viewOf(page);
    const { desync = 0, missed_input: missed = 0 } = net.corrections;
    assert.equal(desync, 0, "every correction has a known cause");
    assert.ok(missed < 30, `${missed} corrections for late inputs`);
  }
});
