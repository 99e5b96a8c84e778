import { describe, expect, it } from "vitest";
import { WEAPON } from "../../src/gen/weapons";
import { Arena } from "../../src/sim/arena";
import { boltEnd, boltPath, clearDistance } from "../../src/sim/bolts";
import { packCommand } from "../../src/sim/input-command";
import { WEAPONS } from "../../src/sim/weapon-table";
import { SHIP_FIELDS, stepWeapons, weaponRules } from "../../src/sim/weapons";
import { RULES } from "../support/fake-room";
import { FIRE, RAIL } from "../support/weapons";

const U = 256;
const WEAPON_RULES = weaponRules(RULES);

function shotsIn(ticks: number, buttons: number): number[] {
  const state = new Int32Array(SHIP_FIELDS);
  const command = packCommand(0, 0, 0, buttons);
  return Array.from({ length: ticks }, (_, tick) => tick).filter(
    () => stepWeapons(state, command, WEAPON_RULES) !== 0,
  );
}

describe("own weapons", () => {
  it("fires the blaster seven times a second, exactly on average", () => {
    const { length } = shotsIn(30 * 60, FIRE);
    expect(Math.abs(length - 7 * 60)).toBeLessThanOrEqual(1);
  });

  it("fires the first shot at once, and the rail not again before its reload is over", () => {
    expect(shotsIn(100, FIRE)[0]).toBe(0);
    expect(shotsIn(100, RAIL)).toEqual([0, 45, 90]);
  });

  it.each(WEAPONS)("fires $name at the rate of the table", ({ button, reloadMs }) => {
    const seconds = 60;
    const shots = shotsIn(30 * seconds, button).length;
    expect(Math.abs(shots - (1000 / reloadMs) * seconds)).toBeLessThanOrEqual(1);
  });

  it("does nothing without a command, and reloads meanwhile", () => {
    const state = new Int32Array(SHIP_FIELDS);
    const shoot = packCommand(0, 0, 0, FIRE | RAIL);
    expect(stepWeapons(state, shoot, WEAPON_RULES)).toBe(FIRE | RAIL);
    for (let tick = 0; tick < 45; tick++) expect(stepWeapons(state, 0, WEAPON_RULES)).toBe(0);
    expect(stepWeapons(state, shoot, WEAPON_RULES)).toBe(FIRE | RAIL);
  });
});

describe("a bolt's path", () => {
  const arena = new Arena(3200, { x: [1000], y: [500], radius: [60] });

  it("ends with its life if its path is free", () => {
    const path = boltPath(1000 * U, 2000 * U, 0, RULES.boltVelocity);
    expect(boltEnd(path, WEAPON.BLASTER, RULES, arena)).toEqual({
      ticks: RULES.boltLifeTicks,
      spark: false,
    });
  });

  it("ends at an asteroid, a bolt's radius before it, with a spark", () => {
    const path = boltPath(700 * U, 500 * U, 0, RULES.boltVelocity);
    const end = boltEnd(path, WEAPON.BLASTER, RULES, arena);
    expect(end.spark).toBe(true);
    expect((end.ticks * RULES.boltVelocity) / U).toBeCloseTo(300 - 64, 0);
  });

  it("ends at the wall", () => {
    const path = boltPath(3100 * U, 500 * U, 0, RULES.boltVelocity);
    expect((boltEnd(path, WEAPON.BLASTER, RULES, arena).ticks * path.stepX) / U).toBeCloseTo(
      100,
      5,
    );
  });

  it("limits the length of a beam", () => {
    const beam = boltPath(700 * U, 500 * U, 0, 0);
    expect(clearDistance(beam, 900 * U, arena) / U).toBeCloseTo(240, 0);
    expect(clearDistance({ ...beam, angle: 2048 }, 900 * U, arena) / U).toBe(900);
  });
});
