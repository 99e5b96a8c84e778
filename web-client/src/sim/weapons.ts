// When the own weapons may fire: the twin of the first lines of the server's sim/Combat.fire().
// Kept beside the movement state, so that a prediction can be replayed with both.
import { FIRE, RAIL } from "./input-command";
import { MOVEMENT_FIELDS } from "./ship-movement";

/** Indexes into a ship's state, after the movement fields. */
export const BLASTER_COOLDOWN = MOVEMENT_FIELDS;
export const RAIL_COOLDOWN = MOVEMENT_FIELDS + 1;
export const SHIP_FIELDS = MOVEMENT_FIELDS + 2;

/** One tick of the blaster's cooldown, which counts in 1/256 tick to be exact on average. */
const TICK_Q8 = 256;

export interface WeaponRules {
  /** In 1/256 tick. */
  blasterReload: number;
  railReloadTicks: number;
}

/** Advances the cooldowns by one tick, in place; returns which of FIRE and RAIL went off. */
export function stepWeapons(state: Int32Array, command: number, rules: WeaponRules): number {
  let blaster = Math.max(0, (state[BLASTER_COOLDOWN] as number) - TICK_Q8);
  let rail = Math.max(0, (state[RAIL_COOLDOWN] as number) - 1);
  let fired = 0;
  if ((command & FIRE) !== 0 && blaster < TICK_Q8) {
    blaster += rules.blasterReload;
    fired |= FIRE;
  }
  if ((command & RAIL) !== 0 && rail === 0) {
    rail = rules.railReloadTicks;
    fired |= RAIL;
  }
  state[BLASTER_COOLDOWN] = blaster;
  state[RAIL_COOLDOWN] = rail;
  return fired;
}
