// Computes the length of an own beam, drawn in the frame of the click: to the first asteroid, or
// ship as drawn. The server decides who is hit.

import { SHIP_RADIUS_U } from "../gen/constants";
import type { Arena } from "../sim/arena";
import { type BoltPath, clearDistance } from "../sim/bolts";
import { ONE } from "../sim/fixed";
import type { BeamWeapon } from "../sim/weapon-table";
import type { BeamEvent, ShipView } from "./game-view";
import { radiansOf } from "./record-units";

interface Origin {
  x: number;
  y: number;
}

/** A beam, and the ship at which it ends. */
export interface DrawnBeam {
  beam: BeamEvent;
  met: number | undefined;
}

/** Returns the beam of a ship drawn at `origin`, fired in `tick`. */
export function beamFrom(
  shooter: number,
  origin: Origin,
  { weapon, tick, path }: { weapon: BeamWeapon; tick: number; path: BoltPath },
  scene: { arena: Arena; ships: readonly ShipView[] },
): DrawnBeam {
  const angle = radiansOf(path.angle);
  const from = { ...path, x: Math.round(origin.x * ONE), y: Math.round(origin.y * ONE) };
  let length = clearDistance(from, weapon.rangeU * ONE, scene.arena) / ONE;
  let met: number | undefined;
  for (const ship of scene.ships) {
    const distance = distanceTo(ship, origin, angle);
    if (distance >= length) continue;
    length = distance;
    met = ship.id;
  }
  const { x, y } = origin;
  return { beam: { kind: "beam", weapon: weapon.name, shooter, tick, x, y, angle, length }, met };
}

/**
 * Returns the distance along the beam to the hull of a ship, in u; infinite if the beam misses it.
 */
function distanceTo(ship: Origin, origin: Origin, angle: number): number {
  const dx = ship.x - origin.x;
  const dy = ship.y - origin.y;
  const along = dx * Math.cos(angle) + dy * Math.sin(angle);
  const across = dx * Math.sin(angle) - dy * Math.cos(angle);
  if (along <= 0 || Math.abs(across) > SHIP_RADIUS_U) return Number.POSITIVE_INFINITY;
  return along - Math.sqrt(SHIP_RADIUS_U ** 2 - across ** 2);
}
