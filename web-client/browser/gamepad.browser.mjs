// A scripted gamepad: one stick flies, one aims, the trigger and the bumper fire.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { play, recordEvents, viewWhere } from "./players.mjs";
import { startGame } from "./support.mjs";

const RIGHT_BUMPER = 5;
const RIGHT_TRIGGER = 7;
/** A pad of the standard mapping whose axes and buttons the test sets. */
const STUB = `
  const button = () => ({ pressed: false, touched: false, value: 0 });
  window.pad = {
    connected: true, id: "stub", index: 0, mapping: "standard", timestamp: 0,
    axes: [0, 0, 0, 0], buttons: Array.from({ length: 17 }, button),
  };
  navigator.getGamepads = () => [null, window.pad];
`;

/** @type {Awaited<ReturnType<typeof startGame>>} */
let game;
before(async () => {
  game = await startGame("--bots", "0");
});
after(() => game?.stop());

test("a gamepad flies, aims and fires", async () => {
  const { page, errors } = await game.openPage("/", { script: STUB });
  /**
   * @param {number[]} axes
   * @param {...number} pressed
   */
  const pad = (axes, ...pressed) =>
    page.evaluate(
      ({ axes, pressed }) => {
        const { pad } = /** @type {any} */ (window);
        pad.axes = axes;
        for (const [index, button] of pad.buttons.entries()) {
          button.pressed = pressed.includes(index);
          button.value = button.pressed ? 1 : 0;
        }
      },
      { axes, pressed },
    );
  const start = await play(page, "Pad");
  const events = await recordEvents(page);
  const way = start.own.x < start.arena.side / 2 ? 1 : -1;

  await pad([way, 0, 0, 1], RIGHT_TRIGGER);
  await viewWhere(
    page,
    "flight to the side while aiming down and firing",
    ({ own, bolts }) =>
      own.velocityX * way > 150 &&
      Math.abs(own.aim - Math.PI / 2) < 0.05 &&
      bolts.some((bolt) => bolt.own),
  );
  await pad([0, 0, -1, 0]);
  await viewWhere(page, "aiming to the left", ({ own }) => {
    return Math.abs(Math.abs(own.aim) - Math.PI) < 0.05;
  });
  // A press while the page waits for frames is dropped, as on a busy machine: press again.
  let presses = 0;
  await viewWhere(page, "a shot of the rail", async ({ own }) => {
    if (own.ready.RAIL < 1) return true;
    await pad([0, 0, -1, 0], ...(presses++ % 20 === 0 ? [RIGHT_BUMPER] : []));
    return false;
  });
  await pad([0.1, 0.1, 0.05, 0]);
  await viewWhere(page, "the ship to rest: sticks drift within their dead zone", ({ own }) => {
    return Math.hypot(own.velocityX, own.velocityY) < 1;
  });
  const beam = (await events()).find((event) => event.kind === "beam");
  assert.ok(beam?.kind === "beam" && Math.abs(Math.cos(beam.angle) + 1) < 0.01);
  assert.deepEqual(errors, []);
});
