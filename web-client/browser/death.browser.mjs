// One player shoots the other: the screen of the killed player, until they are back in the arena.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Autopilot } from "./autopilot.mjs";
import { flyUntil, play, viewOf, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "0");
});
after(() => game?.stop());

test("a killed player sees the killer, waits and returns", async () => {
  const victim = await game.openPage();
  const hunter = await game.openPage();
  const { ownId: victimId } = await play(victim.page, "Idle Ada");
  const { ownId: hunterId } = await play(hunter.page, "Hunter Bob");
  const died = viewWhere(victim.page, "Ada's death", ({ own }) => !own.alive, 100_000);
  // The screen stays two seconds. The page itself reads its text, in the first frame.
  const screen = victim.page.waitForFunction(
    () => {
      const text = (/** @type {string} */ testid) =>
        document.querySelector(`[data-testid="${testid}"]`)?.textContent ?? "";
      const shown = document.querySelector('[data-testid="death-screen"]:not([hidden])');
      const killer = text("killer");
      return shown && killer !== "" && { killer, countdown: text("respawn-countdown") };
    },
    undefined,
    { polling: "raf", timeout: 100_000 },
  );
  const { own: target } = await viewOf(victim.page);
  const isDead = async () => !(await viewOf(victim.page)).own.alive;
  await flyUntil(new Autopilot(hunter.page), "killed Ada", isDead, () => target);

  assert.equal((await died).own.healthPoints, 0);
  const { killer, countdown } = /** @type {{ killer: string, countdown: string }} */ (
    await (await screen).jsonValue()
  );
  assert.equal(killer, "Hunter Bob");
  assert.match(countdown, /^Back in [0-2]\.\d s$/);
  const back = await viewWhere(victim.page, "Ada to be back", ({ own }) => own.alive);
  assert.equal(back.ownId, victimId);
  assert.equal(back.own.healthPoints, 100);
  assert.ok(back.own.protected, "she is protected at first");
  assert.ok(Math.hypot(back.own.x - target.x, back.own.y - target.y) > 200, "at another place");
  await victim.page.getByTestId("death-screen").waitFor({ state: "hidden" });
  await viewWhere(victim.page, "the count of deaths", ({ roster }) => {
    const of = (/** @type {number} */ id) => roster.find((line) => line.id === id);
    return of(victimId)?.deaths === 1 && of(hunterId)?.kills === 1;
  });
  for (const { page, errors } of [victim, hunter]) {
    assert.deepEqual(errors, []);
    assert.equal((await viewOf(page)).net.corrections.desync, undefined);
  }
});
