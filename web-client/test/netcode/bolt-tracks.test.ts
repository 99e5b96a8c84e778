import { beforeEach, describe, expect, it } from "vitest";
import { WEAPON } from "../../src/gen/weapons";
import type { BoltRecord } from "../../src/net/segments";
import { BoltTracks } from "../../src/netcode/bolt-tracks";
import type { GameEvent } from "../../src/netcode/game-view";
import { Arena } from "../../src/sim/arena";
import { boltPath } from "../../src/sim/bolts";
import { RULES } from "../support/fake-room";

const PERIOD_MS = 1000 / 30;
const OWN = 3;
const OTHER = 5;
const U = 256;
/** 950 u/s. */
const STEP_U = RULES.boltVelocity / U;

describe("drawn bolts", () => {
  let bolts: BoltTracks;
  let events: GameEvent[];
  let includedInputTick: number;
  /** The own time is four ticks ahead of the newest frame; the others are two ticks behind it. */
  const times = (tick: number) => ({
    nowMs: tick * PERIOD_MS,
    ownTick: tick + 4,
    othersTick: tick - 2,
    target: undefined,
  });
  const draw = (tick: number) => bolts.draw(times(tick), events);
  const record = (age: number, change: Partial<BoltRecord> = {}): BoltRecord => {
    const x = Math.round((1000 + STEP_U * age) * 8);
    return {
      id: 77,
      x,
      y: 1000 * 8,
      angle: 0,
      owner: OTHER,
      age,
      weapon: WEAPON.BLASTER,
      ...change,
    };
  };
  const observe = (tick: number, listed: BoltRecord[], held = listed) =>
    bolts.observe(tick, listed, held, {
      nowMs: tick * PERIOD_MS,
      ownTick: tick + 4,
      events,
      includedInputTick,
      drawnShip: (id) => (id === OTHER ? { x: 978, y: 1000 } : undefined),
    });

  beforeEach(() => {
    const arena = new Arena(3200, { x: [2000], y: [1000], radius: [60] });
    bolts = new BoltTracks(RULES, arena, OWN, PERIOD_MS);
    events = [];
    includedInputTick = 0;
  });

  it("start at the drawn muzzle and catch up with the own time within 120 ms", () => {
    observe(100, [record(0)]);
    expect(events).toMatchObject([{ kind: "shot", shooter: OTHER, x: 1000, y: 1000 }]);
    expect(draw(100)[0]?.x).toBeCloseTo(1000, 0);
    let last = 1000;
    for (let tick = 100.5; tick < 103.6; tick += 0.5) {
      const x = draw(tick)[0]?.x ?? 0;
      expect(x).toBeGreaterThan(last);
      last = x;
    }
    expect(draw(103.6)[0]?.x).toBeCloseTo(1000 + STEP_U * 7.6, 0);
  });

  it("that fly into the view are drawn where they are, without a shot", () => {
    observe(100, [record(12)]);
    expect(events).toEqual([]);
    expect(draw(100)[0]?.x).toBeCloseTo(1000 + STEP_U * 16, 0);
  });

  it("that change their cell stay the same bolt", () => {
    observe(100, [record(0)]);
    const [first] = draw(104);
    observe(105, [record(5)]);
    expect(draw(105)).toHaveLength(1);
    expect(draw(105)[0]?.id).toBe(first?.id);
    expect(events.filter(({ kind }) => kind === "shot")).toHaveLength(1);
  });

  it("of a reused id are other bolts", () => {
    observe(100, [record(0)]);
    observe(106, [record(0)]);
    expect(draw(106)).toHaveLength(2);
  });

  it("end when the server reports it, at the hit", () => {
    observe(100, [record(0)]);
    observe(110, []);
    expect(draw(110)).toEqual([]);
    expect(events.some(({ kind }) => kind === "spark")).toBe(false);
  });

  it("end at an asteroid by themselves, with a spark there", () => {
    const near = record(0, { x: 1900 * 8 });
    observe(100, [near]);
    for (let tick = 100; tick < 106; tick++) draw(tick);
    expect(draw(106)).toEqual([]);
    const spark = events.find((event) => event.kind === "spark");
    expect(spark?.kind === "spark" && spark.x).toBeCloseTo(2000 - 64, 0);
  });

  it("are not drawn across the own ship before the server reports the result", () => {
    observe(100, [record(0)]);
    const target = { x: 1000 + STEP_U * 10, y: 1000 };
    expect(bolts.draw({ ...times(106), target }, events)).toEqual([]);
    expect(bolts.draw({ ...times(108), target }, events)).toEqual([]);
  });

  describe("of the own ship", () => {
    const VIEW_AGE = 6;
    const fire = (tick: number, viewAge = VIEW_AGE) => {
      const path = boltPath(1000 * U, 1000 * U, 0, RULES.boltVelocity);
      bolts.predict(
        { weapon: WEAPON.BLASTER, tick, path, viewAge },
        { x: 978, y: 1000 },
        (tick - 4) * PERIOD_MS,
      );
    };

    it("appear in the frame of the click, and only once when the server sends them", () => {
      fire(104);
      const [predicted] = draw(100);
      expect(predicted).toMatchObject({ own: true, x: 1000 });
      for (let tick = 101; tick <= 103; tick++) observe(tick, []);
      observe(104, [record(0, { owner: OWN })]);
      expect(draw(104)).toHaveLength(1);
      expect(draw(104)[0]?.id).toBe(predicted?.id);
      expect(events).toEqual([]);
    });

    it("disappear if the server has the input and fired none", () => {
      fire(104);
      observe(103, []);
      expect(draw(103)).toHaveLength(1);
      includedInputTick = 104;
      observe(104, []);
      expect(draw(104)).toEqual([]);
    });

    it("stay a quarter of a second if the server does not have the input", () => {
      fire(104);
      for (let tick = 104; tick < 111; tick++) observe(tick, []);
      expect(draw(110)).toHaveLength(1);
      observe(111, []);
      expect(draw(111)).toEqual([]);
    });

    it("hit the others at the place that the server reports", () => {
      fire(104);
      observe(104, [record(0, { owner: OWN })]);
      // At the end of tick 108 of the others, six ticks behind: 10 of their ticks after the shot.
      const x = draw(110)[0]?.x ?? 0;
      expect(x).toBeCloseTo(1000 + STEP_U * (10 - (6 * 10) / 12), 5);
      expect(draw(116)[0]?.x).toBeCloseTo(1000 + STEP_U * (16 - 6), 5);
    });

    it("fly in the own time if the server tests them at their place", () => {
      fire(104, 0);
      observe(104, [record(0, { owner: OWN })]);
      expect(draw(110)[0]?.x).toBeCloseTo(1000 + STEP_U * 10, 5);
    });

    it("never stop or move backwards while they slow down to the time of the others", () => {
      fire(104);
      let last = 0;
      for (let tick = 100; tick <= 122; tick++) {
        if (tick === 104) observe(104, [record(0, { owner: OWN })]);
        const x = draw(tick)[0]?.x ?? 0;
        if (tick > 105) expect(x - last).toBeGreaterThan(STEP_U * 0.45);
        last = x;
      }
      expect(last).toBeCloseTo(1000 + STEP_U * (120 - 104), 0);
    });
  });
});
