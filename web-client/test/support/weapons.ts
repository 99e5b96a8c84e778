// Values that many tests use: the buttons of two weapons, and the rules of the weapons without
// own fields in Welcome.
import { WEAPON } from "../../src/gen/weapons";
import { WEAPONS } from "../../src/sim/weapon-table";
import type { WeaponRules } from "../../src/sim/weapons";

export const FIRE = WEAPON.BLASTER.button;
export const RAIL = WEAPON.RAIL.button;

/** Derives them as the server's WeaponRules.java does. */
export function furtherWeapons(tickRate: number): WeaponRules[] {
  return WEAPONS.slice(WEAPON.RAIL.number).map((weapon) => {
    const { speedUs = 0, lifeMs = 0 } = weapon.kind === "BOLT" ? weapon : {};
    return {
      reload: Math.floor((weapon.reloadMs * tickRate * weapon.parts) / 1000),
      boltVelocity: Math.floor((speedUs * 256) / tickRate),
      boltLifeTicks: Math.floor((lifeMs * tickRate) / 1000),
    };
  });
}
