// Decides when the own weapons may fire: the twin of the first lines of the server's
// sim/Combat.fire(). Stored with the movement state, so that a prediction can be replayed with
// both.
import { MOVEMENT_FIELDS } from "./ship-movement";
import { WEAPONS, weaponAt } from "./weapon-table";

/** The numbers of a weapon at the server's tick rate. */
export interface WeaponRules {
  /** In parts of a tick, see `parts` of the weapon. */
  reload: number;
  /** In 1/256 u per tick. */
  boltVelocity: number;
  boltLifeTicks: number;
}

/** The part of Welcome.rules that concerns weapons: the first two have fields of their own. */
export interface ReceivedRules {
  boltVelocity: number;
  boltLifeTicks: number;
  blasterReload: number;
  railReloadTicks: number;
  furtherWeapons?: readonly WeaponRules[];
}

/**
 * Returns the rules by the index of the weapon; a weapon that the server does not know has none.
 */
export function weaponRules(sent: ReceivedRules): readonly WeaponRules[] {
  const { boltVelocity, boltLifeTicks, blasterReload, railReloadTicks, furtherWeapons = [] } = sent;
  const blaster = { reload: blasterReload, boltVelocity, boltLifeTicks };
  const rail = { reload: railReloadTicks, boltVelocity: 0, boltLifeTicks: 0 };
  return [blaster, rail, ...furtherWeapons].slice(0, WEAPONS.length);
}

/** Returns the index of a weapon's cooldown in a ship's state, after the movement fields. */
export function cooldownField(index: number): number {
  return MOVEMENT_FIELDS + index;
}

/** The number of fields of a ship's state: movement, then a cooldown for each weapon. */
export const SHIP_FIELDS = MOVEMENT_FIELDS + WEAPONS.length;

/** The part of OwnState that concerns weapons. */
export interface ReceivedCooldowns {
  blasterCooldown: number;
  railCooldownTicks: number;
  furtherCooldowns?: readonly number[];
}

/** Writes the cooldowns that the server sent into the state. */
export function fillCooldowns(state: Int32Array, sent: ReceivedCooldowns): void {
  const { blasterCooldown, railCooldownTicks, furtherCooldowns = [] } = sent;
  const cooldowns = [blasterCooldown, railCooldownTicks, ...furtherCooldowns];
  for (const { index } of WEAPONS) state[cooldownField(index)] = cooldowns[index] ?? 0;
}

/** Advances the cooldowns by one tick, in place. Returns the buttons of the weapons that fired. */
export function stepWeapons(
  state: Int32Array,
  command: number,
  rules: readonly WeaponRules[],
): number {
  let fired = 0;
  rules.forEach(({ reload }, index) => {
    const { button, parts } = weaponAt(index);
    const field = cooldownField(index);
    let cooldown = Math.max(0, (state[field] as number) - parts);
    // It may fire within the tick, and the rest of the tick counts: the rate is exact on average.
    if ((command & button) !== 0 && cooldown < parts) {
      cooldown += reload;
      fired |= button;
    }
    state[field] = cooldown;
  });
  return fired;
}
