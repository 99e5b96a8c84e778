import { beforeEach, describe, expect, it } from "vitest";
import { canVibrate, Vibration } from "../../src/device/vibration";
import { emptyView } from "../../src/netcode/empty-view";
import type { GameEvent } from "../../src/netcode/game-view";

const OWN = 1;
const hit = (victim: number): GameEvent => ({
  kind: "hit",
  weapon: "BLASTER",
  attacker: 2,
  victim,
  damage: 12,
  x: 0,
  y: 0,
});
const death = (victim: number): GameEvent => ({
  kind: "explosion",
  victim,
  killer: 2,
  x: 0,
  y: 0,
});

describe("vibration", () => {
  let shakes: unknown[];
  let isOn: boolean;
  let vibration: Vibration;
  beforeEach(() => {
    shakes = [];
    isOn = true;
    const vibrate = (pattern: number | number[]) => shakes.push(pattern) > 0;
    vibration = new Vibration({ vibrate }, () => isOn);
  });
  const see = (nowMs: number, ...events: GameEvent[]) =>
    vibration.update({ ...emptyView(), phase: "playing", ownId: OWN, events }, nowMs);

  it("vibrates for a hit on the own ship, and longer for its destruction", () => {
    see(0, hit(OWN));
    see(1000, hit(OWN), death(OWN));
    expect(shakes).toEqual([25, [70, 40, 120]]);
  });

  it("does not vibrate for others, outside a game, or if it is off", () => {
    see(0, hit(3), death(3));
    vibration.update({ ...emptyView(), ownId: OWN, events: [hit(OWN)] }, 0);
    isOn = false;
    see(0, hit(OWN), death(OWN));
    expect(shakes).toEqual([]);
  });

  it("vibrates five times a second at most", () => {
    for (let nowMs = 0; nowMs < 1000; nowMs += 16) see(nowMs, hit(OWN), hit(OWN));
    expect(shakes.length).toBeGreaterThanOrEqual(4);
    expect(shakes.length).toBeLessThanOrEqual(5);
  });

  it("does nothing if the device cannot vibrate, or if vibration is forbidden", () => {
    expect(canVibrate({})).toBe(false);
    new Vibration({}, () => true).update(
      { ...emptyView(), phase: "playing", ownId: OWN, events: [hit(OWN)] },
      0,
    );
    const vibrate = () => {
      throw new DOMException("in a frame");
    };
    vibration = new Vibration({ vibrate }, () => true);
    expect(() => see(0, hit(OWN))).not.toThrow();
  });
});
