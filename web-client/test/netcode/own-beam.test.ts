import { describe, expect, it } from "vitest";
import { SHIP_RADIUS_U } from "../../src/gen/constants";
import { WEAPON } from "../../src/gen/weapons";
import { shipAtRest } from "../../src/netcode/empty-view";
import type { ShipView } from "../../src/netcode/game-view";
import { beamFrom } from "../../src/netcode/own-beam";
import { Arena } from "../../src/sim/arena";
import { ONE } from "../../src/sim/fixed";

const ORIGIN = { x: 500, y: 400 };
const arena = new Arena(3200, { x: [1200], y: [400], radius: [80] });

/** Along +x. */
function beamAt(...ships: ShipView[]) {
  const path = { x: ORIGIN.x * ONE, y: ORIGIN.y * ONE, angle: 0, stepX: 0, stepY: 0 };
  return beamFrom(3, ORIGIN, { weapon: WEAPON.RAIL, tick: 100, path }, { arena, ships });
}

describe("the own beam as drawn", () => {
  it("ends at the nearest ship in its path, and names it", () => {
    const { beam, met } = beamAt(
      shipAtRest(7, 900, 400),
      shipAtRest(8, 700, 400),
      shipAtRest(9, 600, 500),
    );
    expect(met).toBe(8);
    expect(beam.length).toBe(200 - SHIP_RADIUS_U);
  });

  it("names no ship behind an asteroid", () => {
    const { beam, met } = beamAt(shipAtRest(7, 1350, 400));
    expect(met).toBeUndefined();
    expect(beam.length).toBeLessThan(WEAPON.RAIL.rangeU);
  });
});
