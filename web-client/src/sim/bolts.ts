// The straight flight of a bolt: position and angle at one tick give those at every other. Only a
// hit on a ship needs a report of the server; an end at an asteroid is known from the start.
import type { Arena } from "./arena";
import { cos, ONE, sin, TRIG_BITS } from "./fixed";
import { enter, MISS } from "./hitscan";
import { X, Y } from "./ship-movement";
import type { BoltWeapon } from "./weapon-table";
import type { WeaponRules } from "./weapons";

/** The rules of a weapon that the flight of its bolts uses. */
export type BoltRules = Pick<WeaponRules, "boltVelocity" | "boltLifeTicks">;

/** The place of a bolt at its spawn and its step in each tick, in positions. */
export interface BoltPath {
  x: number;
  y: number;
  stepX: number;
  stepY: number;
  angle: number;
}

/**
 * The end of a path that meets no ship: its length in ticks, and a spark if it ends at an asteroid.
 */
export interface BoltEnd {
  ticks: number;
  spark: boolean;
}

/** Returns the path of a bolt that leaves (x, y) in this direction. */
export function boltPath(x: number, y: number, angle: number, velocity: number): BoltPath {
  const stepX = (velocity * cos(angle)) >> TRIG_BITS;
  const stepY = (velocity * sin(angle)) >> TRIG_BITS;
  return { x, y, stepX, stepY, angle };
}

/** Returns the path of the bolt that a ship in this state fires. */
export function boltFrom(
  ship: Int32Array,
  aim: number,
  weapon: BoltWeapon,
  rules: BoltRules,
): BoltPath {
  const muzzle = weapon.muzzleU * ONE;
  const x = (ship[X] as number) + ((muzzle * cos(aim)) >> TRIG_BITS);
  const y = (ship[Y] as number) + ((muzzle * sin(aim)) >> TRIG_BITS);
  return boltPath(x, y, aim, rules.boltVelocity);
}

/** Returns the end of a path: where it leaves the arena or meets an asteroid, or its life ends. */
export function boltEnd(
  path: BoltPath,
  weapon: BoltWeapon,
  rules: BoltRules,
  arena: Arena,
): BoltEnd {
  const range = rules.boltVelocity * rules.boltLifeTicks;
  const rock = asteroidEntry(path, range, arena, weapon.radiusU * ONE);
  const wall = Math.min(
    wallTicks(path.x, path.stepX, arena.side),
    wallTicks(path.y, path.stepY, arena.side),
  );
  const rockTicks = rock === MISS ? Number.POSITIVE_INFINITY : rock / rules.boltVelocity;
  const ticks = Math.min(rockTicks, wall, rules.boltLifeTicks);
  return { ticks, spark: ticks < rules.boltLifeTicks };
}

/** Returns the distance to the first asteroid on a ray, as a position; `range` if there is none. */
export function clearDistance(from: BoltPath, range: number, arena: Arena): number {
  const entry = asteroidEntry(from, range, arena, 0);
  return entry === MISS ? range : entry;
}

function asteroidEntry(path: BoltPath, range: number, arena: Arena, radius: number): number {
  let nearest = MISS;
  for (let i = 0; i < arena.asteroidX.length; i++) {
    const target = {
      dx: (arena.asteroidX[i] as number) - path.x,
      dy: (arena.asteroidY[i] as number) - path.y,
      radius: (arena.asteroidRadius[i] as number) + radius,
    };
    const entry = enter(target, path.angle, nearest === MISS ? range : nearest);
    if (entry !== MISS) nearest = entry;
  }
  return nearest;
}

/** Returns the number of ticks until a coordinate leaves the arena. */
function wallTicks(at: number, step: number, side: number): number {
  if (step === 0) return Number.POSITIVE_INFINITY;
  return Math.max(0, step > 0 ? (side - at) / step : -at / step);
}
