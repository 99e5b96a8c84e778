// Computes where a ray enters a circle, in integers, as in the server's sim/Hitscan.java.
import { cos, sin, sqrt, TRIG_BITS } from "./fixed";

/** The result for a ray that misses. */
export const MISS = -1;
/** Distances are in 1/16 u here: (1400 u * 16) * 2^14 * 2 stays below 2^31. */
const SHIFT = 4;

/**
 * The circle that a ray may meet: its centre minus the origin of the ray, and its radius, in
 * positions.
 */
export interface Target {
  dx: number;
  dy: number;
  radius: number;
}

/**
 * Returns the distance along a ray at which it enters a circle, 0 to `range`, as a position; or
 * MISS.
 */
export function enter(target: Target, angle: number, range: number): number {
  const x = target.dx >> SHIFT;
  const y = target.dy >> SHIFT;
  const r = target.radius >> SHIFT;
  const reach = (range >> SHIFT) + r;
  if (Math.abs(x) > reach || Math.abs(y) > reach) return MISS;
  const along = (x * cos(angle) + y * sin(angle)) >> TRIG_BITS;
  if (along <= 0) return x * x + y * y <= r * r ? 0 : MISS;
  const across = (x * sin(angle) - y * cos(angle)) >> TRIG_BITS;
  if (Math.abs(across) > r) return MISS;
  const entry = Math.max(0, along - sqrt(r * r - across * across)) << SHIFT;
  return entry <= range ? entry : MISS;
}
