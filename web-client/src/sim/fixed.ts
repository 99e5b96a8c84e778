// Fixed-point units and the integer functions on them, bit for bit as in the server's
// sim/Fixed.java: positions in 1/256 u, velocities in 1/65536 u per tick, angles in 1/4096 turn.
import { ANGLE_STEPS, POSITION_BITS, VELOCITY_BITS } from "../gen/constants";
import { ARCTANGENT, SINE as FIRST_QUARTER } from "../gen/tables";

/** One arena unit as a position. */
export const ONE = 1 << POSITION_BITS;
/** Shifts a velocity (1/65536 u per tick) to the right to give a position step. */
export const VELOCITY_SHIFT = VELOCITY_BITS - POSITION_BITS;
/** A replication cell is 2^17 position units wide: 512 u. */
export const CELL_SHIFT = 17;
/** Fraction bits of sine and cosine. */
export const TRIG_BITS = 14;
/** The value with which a hash begins. */
export const HASH_START = 0x811c9dc5 | 0;

const ANGLE_MASK = ANGLE_STEPS - 1;
const QUARTER = ANGLE_STEPS / 4;
const SINE = fullTurn();

/** Returns the sine in Q14 of an angle in 1/4096 turn; any integer is an angle. */
export function sin(angle: number): number {
  return SINE[angle & ANGLE_MASK] as number;
}

/** Returns the cosine in Q14 of an angle in 1/4096 turn; any integer is an angle. */
export function cos(angle: number): number {
  return SINE[(angle + QUARTER) & ANGLE_MASK] as number;
}

/**
 * Returns the direction of (x, y) in 1/4096 turn, 0 to 4095; 0 for the zero vector. |x| and |y|
 * below 2^30.
 */
export function atan2(y: number, x: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  const max = Math.max(ax, ay);
  if (max === 0) return 0;
  const shift = Math.max(0, 12 - Math.clz32(max));
  const share = (((Math.min(ax, ay) >> shift) << 10) / (max >> shift)) | 0;
  const octant = ARCTANGENT[share] as number;
  const quadrant = ay > ax ? QUARTER - octant : octant;
  const half = x < 0 ? 2 * QUARTER - quadrant : quadrant;
  return (y < 0 ? -half : half) & ANGLE_MASK;
}

/**
 * Returns the signed difference of two angles, -2048 to 2047, by which `from` turns to reach `to`.
 */
export function turn(from: number, to: number): number {
  return ((to - from) << 20) >> 20;
}

/** Returns the largest r with r * r <= n, for 0 <= n < 2^31, computed bit by bit. */
export function sqrt(n: number): number {
  let rest = n;
  let root = 0;
  for (let bit = 1 << 30; bit !== 0; bit >>= 2) {
    const trial = root + bit;
    root >>= 1;
    if (rest >= trial) {
      rest -= trial;
      root += bit;
    }
  }
  return root;
}

/** Returns the running 32-bit hash with one more value. Start with HASH_START. */
export function hash(running: number, value: number): number {
  const mixed = Math.imul(running ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

/** Returns the next state of a xorshift generator (13/17/5), which is also its value; never 0. */
export function nextRandom(state: number): number {
  let s = state;
  s ^= s << 13;
  s ^= s >>> 17;
  return s ^ (s << 5);
}

function fullTurn(): Int32Array {
  const sine = new Int32Array(ANGLE_STEPS);
  for (let i = 0; i < QUARTER; i++) {
    const rising = FIRST_QUARTER[i] as number;
    const falling = FIRST_QUARTER[QUARTER - i] as number;
    sine[i] = rising;
    sine[QUARTER + i] = falling;
    sine[2 * QUARTER + i] = -rising;
    sine[3 * QUARTER + i] = -falling;
  }
  return sine;
}
