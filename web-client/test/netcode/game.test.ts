import { beforeEach, describe, expect, it } from "vitest";
import { CorrectionCause } from "../../src/gen/tickstorm/v1/server_pb";
import { VELOCITY_X } from "../../src/sim/ship-movement";
import { WEAPONS } from "../../src/sim/weapon-table";
import { type Link, OTHER_ID, OWN_ID } from "../support/fake-room";
import { FRAME_MS, Page } from "../support/page";
import { seededRandom } from "../support/virtual-time";
import { FIRE, RAIL } from "../support/weapons";

const steady = (delayMs: number): Link => ({ delayMs: () => delayMs });

/** A link that is usually fast and sometimes loses a message. */
function bumpy(seed: number): Link {
  const random = seededRandom(seed);
  return { delayMs: () => 25 + random() * 8 + (random() < 0.01 ? 60 : 0) };
}

describe("a game on a steady link", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page(steady(40)).join();
  });

  it("joins, and receives its ship", () => {
    expect(page.view.phase).toBe("playing");
    expect(page.view.room).toBe("WXYZ");
    expect(page.view.ownId).toBe(OWN_ID);
    expect(page.view.own.alive).toBe(true);
    expect(page.view.own.healthPoints).toBe(100);
  });

  it("flies at once, and needs no correction", () => {
    const before = page.corrections();
    page.input.moveX = 1;
    const startX = page.view.own.x;
    page.run(50);
    expect(page.view.own.x).toBeGreaterThan(startX);
    for (const [moveX, moveY] of [
      [0.3, -1],
      [-1, 0.4],
      [0, 0],
      [1, 1],
      [-0.7, -0.7],
    ] as const) {
      page.input.moveX = moveX;
      page.input.moveY = moveY;
      page.run(700);
    }
    expect(page.corrections()).toBe(before);
    expect(page.room.missed).toBe(0);
  });

  it("moves smoothly: no drawn step goes backwards or is twice as long as possible", () => {
    page.input.moveX = -1;
    page.run(800);
    let last = page.view.own.x;
    page.run(1000, (view) => {
      const step = last - view.own.x;
      last = view.own.x;
      expect(step).toBeGreaterThanOrEqual(0);
      expect(step).toBeLessThan(2 * 420 * (FRAME_MS / 1000));
    });
  });

  it("keeps its inputs slightly early", () => {
    page.run(6000);
    const late = page.room.margins.slice(-120);
    expect(Math.min(...late)).toBeGreaterThan(0);
    expect(late.reduce((a, b) => a + b) / late.length).toBeLessThan(2);
  });

  it("shows a shot in the frame of the click, and one bolt for it", () => {
    page.events.length = 0;
    page.input.buttons = FIRE;
    page.input.aim = -Math.PI / 2;
    page.run(FRAME_MS);
    expect(page.view.events.map((event) => event.kind)).toEqual(["shot"]);
    expect(page.view.bolts).toHaveLength(1);
    page.input.buttons = 0;
    let most = 0;
    page.run(400, (view) => {
      most = Math.max(most, view.bolts.length);
    });
    expect(most).toBe(1);
    expect(page.count("shot")).toBe(1);
    expect(page.view.bolts[0]?.own).toBe(true);
  });

  it("fires as often as the server does: seven times a second", () => {
    page.events.length = 0;
    page.input.buttons = FIRE;
    page.run(3000);
    expect(page.count("shot")).toBeGreaterThanOrEqual(20);
    expect(page.count("shot")).toBeLessThanOrEqual(22);
  });

  it("removes a bolt that the server did not fire", () => {
    page.room.confirmsBolts = false;
    page.input.buttons = FIRE;
    page.run(FRAME_MS);
    page.input.buttons = 0;
    page.run(300);
    expect(page.view.bolts).toHaveLength(0);
  });

  it("fires the rail once per press, with the view age", () => {
    page.events.length = 0;
    page.input.buttons = RAIL;
    page.run(1000);
    expect(page.count("beam")).toBe(1);
    expect(page.room.viewAges).toHaveLength(1);
    const age = page.room.viewAges[0] ?? 0;
    expect(age).toBeGreaterThan(2);
    expect(age).toBeLessThan(8);
  });

  it.each(WEAPONS)("shows $name in the frame of the click, and sends its view age", (weapon) => {
    page.events.length = 0;
    page.input.buttons = weapon.button;
    page.run(FRAME_MS);
    page.input.buttons = 0;
    page.run(400);
    const shots = page.events.filter(({ kind }) => kind === "shot" || kind === "beam");
    expect(shots).toMatchObject([{ weapon: weapon.name }]);
    expect(page.room.viewAges).toHaveLength(1);
    expect(page.view.own.ready[weapon.name]).toBeGreaterThan(0);
    expect(page.view.net.corrections).toEqual({});
  });

  it("sends the view age with each fired bolt, and with no other bolt", () => {
    page.events.length = 0;
    page.input.buttons = FIRE;
    page.run(2000);
    page.input.buttons = 0;
    page.run(500);
    expect(page.room.viewAges).toHaveLength(page.count("shot"));
    expect(page.room.viewAges).toHaveLength(15);
    for (const age of page.room.viewAges) {
      expect(age).toBeGreaterThan(2);
      expect(age).toBeLessThan(8);
    }
  });

  it("sends the view age between shots, and it advances with time", () => {
    page.run(3000);
    const { agesBetween } = page.room;
    expect(agesBetween.length).toBeGreaterThanOrEqual(28);
    for (const [i, age] of agesBetween.entries()) {
      expect(Math.abs(age - (agesBetween[i - 1] ?? age))).toBeLessThan(0.5);
    }
  });

  it("counts a push as a correction with its cause, and moves there smoothly", () => {
    page.run(500);
    page.room.state[VELOCITY_X] = (page.room.state[VELOCITY_X] ?? 0) + 240_000;
    page.room.cause = CorrectionCause.IMPULSE;
    let last = page.view.own.x;
    page.run(500, (view) => {
      expect(Math.abs(view.own.x - last)).toBeLessThan(8);
      last = view.own.x;
    });
    expect(page.view.net.corrections).toEqual({ impulse: 1 });
  });

  it("requests its state after a difference without a cause", () => {
    page.room.state[VELOCITY_X] = 300_000;
    page.run(800);
    expect(page.room.stateRequests).toBe(1);
    expect(page.view.net.corrections.desync).toBeGreaterThan(0);
    const before = page.corrections();
    page.run(1000);
    expect(page.corrections()).toBe(before);
  });

  it("draws another ship slightly in the past, and smoothly", () => {
    page.room.other = (tick) => ({
      id: OTHER_ID,
      x: 100 * (tick - 600),
      y: 9000,
      aim: 64,
      flags: 1,
    });
    page.game.leave();
    page.room.tick = 600;
    page.join();
    let last = Number.NaN;
    page.run(500, ({ ships: [ship] }) => {
      if (ship === undefined) throw new Error("it is not drawn");
      if (!Number.isNaN(last)) expect(ship.x - last).toBeCloseTo(100 / 8 / 2, 0);
      last = ship.x;
    });
    const behindTicks = page.room.tick - 600 - (last * 8) / 100;
    expect(behindTicks).toBeGreaterThan(1);
    expect(behindTicks).toBeLessThan(4);
    expect(page.view.net.starvedFrames).toBe(0);
  });

  it("resumes with the same ship, and names its received state", () => {
    page.run(500);
    const { tick } = page.view.net;
    page.room.cut();
    page.run(FRAME_MS);
    expect(page.view.phase).toBe("reconnecting");
    page.run(1500);
    expect(page.view.phase).toBe("playing");
    const join = page.room.joins[1];
    expect(join?.resumed).toBe(true);
    expect(join?.resumeTick).toBeGreaterThanOrEqual(tick);
    expect(page.view.net.reconnects).toBe(1);
  });

  it("resumes with the same ship after a reload of the page", () => {
    page.game.goAway();
    page.room.hangUp();
    const next = page.load();
    next.goOn("");
    page.time.pass(500);
    expect(page.room.joins[1]).toMatchObject({ name: "Ada", resumed: true, resumeTick: 0 });
  });
});

describe.each([1, 2, 3])("a game on a bumpy link, seed %i", (seed) => {
  it("settles, and is corrected only for inputs that arrived too late", () => {
    const page = new Page(bumpy(seed)).join();
    const random = seededRandom(seed + 100);
    page.run(3000);
    const { missed } = page.room;
    for (let turn = 0; turn < 40; turn++) {
      page.input.moveX = random() * 2 - 1;
      page.input.moveY = random() * 2 - 1;
      page.run(500);
    }
    const { corrections } = page.view.net;
    expect(Object.keys(corrections).filter((cause) => cause !== "missed_input")).toEqual([]);
    expect(page.room.missed - missed).toBeLessThan(0.03 * 20 * 30);
    expect(page.view.net.interpolationDelayMs).toBeLessThan(120);
  });
});
