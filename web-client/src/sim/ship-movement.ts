// One tick of one ship's flight: the only rules that both sides run. The twin of the server's
// sim/ShipMovement.java, checked by golden vectors. Integers only; every product stays below 2^31,
// so that plain multiplication is exact here and the shifts behave as in Java.
import { MOVE_STEPS, SHIP_BOUNCE_PERCENT, SHIP_RADIUS_U } from "../gen/constants";
import type { Arena } from "./arena";
import { HASH_START, hash, ONE, sqrt, VELOCITY_SHIFT } from "./fixed";

// Indexes into a ship's state. The movement hash covers these five.

/** The index of the x position. */
export const X = 0;
/** The index of the y position. */
export const Y = 1;
/** The index of the velocity along x, in 1/65536 u per tick. */
export const VELOCITY_X = 2;
/** The index of the velocity along y, in 1/65536 u per tick. */
export const VELOCITY_Y = 3;
/** The index of the number of ticks for which a boost still lasts. */
export const BOOST_TICKS = 4;
/** The number of fields that the movement uses. */
export const MOVEMENT_FIELDS = 5;

/** The values of Welcome.rules that the flight uses: they depend on the tick rate. */
export interface MovementRules {
  topVelocity: number;
  boostVelocity: number;
  /** Share of the velocity error corrected each tick, in 1/65536. */
  response: number;
  stopVelocity: number;
}

const SHIP_RADIUS = SHIP_RADIUS_U * ONE;
const BOUNCE_Q8 = ((SHIP_BOUNCE_PERCENT * 256) / 100) | 0;
const WIDTH = 2 * MOVE_STEPS + 1;
const THRUST = thrustTable();

/** Moves a ship by one tick, in place. Thrust is -MOVE_STEPS to MOVE_STEPS on each axis. */
export function stepShip(
  state: Int32Array,
  moveX: number,
  moveY: number,
  rules: MovementRules,
  arena: Arena,
): void {
  thrust(state, moveX, moveY, rules);
  add(state, X, get(state, VELOCITY_X) >> VELOCITY_SHIFT);
  add(state, Y, get(state, VELOCITY_Y) >> VELOCITY_SHIFT);
  for (const asteroid of arena.asteroidsNear(get(state, X), get(state, Y))) {
    bounceOff(state, arena, asteroid);
  }
  keepInside(state, X, VELOCITY_X, arena.side);
  keepInside(state, Y, VELOCITY_Y, arena.side);
  if (get(state, BOOST_TICKS) > 0) add(state, BOOST_TICKS, -1);
}

/** Returns the hash of a movement state. Each frame carries the server's low 16 bits of it. */
export function movementHash(state: Int32Array): number {
  let running = HASH_START;
  for (let field = 0; field < MOVEMENT_FIELDS; field++) running = hash(running, get(state, field));
  return running;
}

function thrust(state: Int32Array, moveX: number, moveY: number, rules: MovementRules): void {
  const top = (get(state, BOOST_TICKS) > 0 ? rules.boostVelocity : rules.topVelocity) >> 8;
  approach(state, VELOCITY_X, (top * thrustShare(moveX, moveY)) >> 4, rules.response);
  approach(state, VELOCITY_Y, (top * thrustShare(moveY, moveX)) >> 4, rules.response);
  if (
    (moveX | moveY) === 0 &&
    Math.abs(get(state, VELOCITY_X)) < rules.stopVelocity &&
    Math.abs(get(state, VELOCITY_Y)) < rules.stopVelocity
  ) {
    state[VELOCITY_X] = 0;
    state[VELOCITY_Y] = 0;
  }
}

function approach(state: Int32Array, field: number, target: number, response: number): void {
  add(state, field, Math.imul((target - get(state, field)) >> 8, response) >> 8);
}

function bounceOff(state: Int32Array, arena: Arena, asteroid: number): void {
  const centreX = get(arena.asteroidX, asteroid);
  const centreY = get(arena.asteroidY, asteroid);
  const reach = get(arena.asteroidRadius, asteroid) + SHIP_RADIUS;
  const dx = (get(state, X) - centreX) >> 2;
  const dy = (get(state, Y) - centreY) >> 2;
  const near = reach >> 2;
  if (Math.abs(dx) >= near || Math.abs(dy) >= near || dx * dx + dy * dy >= near * near) return;
  const distance = sqrt(dx * dx + dy * dy);
  const normalX = distance === 0 ? 4096 : ((dx << 12) / distance) | 0;
  const normalY = distance === 0 ? 0 : ((dy << 12) / distance) | 0;
  state[X] = centreX + ((normalX * reach) >> 12);
  state[Y] = centreY + ((normalY * reach) >> 12);
  const inward =
    ((get(state, VELOCITY_X) >> 8) * normalX + (get(state, VELOCITY_Y) >> 8) * normalY) >> 12;
  if (inward < 0) {
    add(state, VELOCITY_X, -Math.imul((inward * normalX) >> 12, 256 + BOUNCE_Q8));
    add(state, VELOCITY_Y, -Math.imul((inward * normalY) >> 12, 256 + BOUNCE_Q8));
  }
}

function keepInside(state: Int32Array, position: number, velocity: number, side: number): void {
  const at = get(state, position);
  const max = side - SHIP_RADIUS;
  if (at >= SHIP_RADIUS && at <= max) return;
  state[position] = at < SHIP_RADIUS ? SHIP_RADIUS : max;
  state[velocity] = Math.imul(-(get(state, velocity) >> 8), BOUNCE_Q8);
}

/**
 * Returns the share of full thrust along an axis in Q12, when `across` is held too; the pair is
 * limited to a circle.
 */
function thrustShare(along: number, across: number): number {
  return get(THRUST, (along + MOVE_STEPS) * WIDTH + across + MOVE_STEPS);
}

function thrustTable(): Int32Array {
  const table = new Int32Array(WIDTH * WIDTH);
  for (let along = -MOVE_STEPS; along <= MOVE_STEPS; along++) {
    for (let across = -MOVE_STEPS; across <= MOVE_STEPS; across++) {
      const lengthQ4 = sqrt((along * along + across * across) * 256);
      const full = Math.max(lengthQ4, MOVE_STEPS * 16);
      table[(along + MOVE_STEPS) * WIDTH + across + MOVE_STEPS] = ((along * 4096 * 16) / full) | 0;
    }
  }
  return table;
}

function get(column: Int32Array, index: number): number {
  return column[index] as number;
}

function add(state: Int32Array, field: number, amount: number): void {
  state[field] = get(state, field) + amount;
}
