// The table of weapons, in types. Code that differs by weapon or kind is a Record or a switch
// without a default, so that the compiler reports what a new weapon needs.
import { WEAPON, type WeaponName } from "../gen/weapons";

type Named<Kind> = {
  [Name in WeaponName]: (typeof WEAPON)[Name]["kind"] extends Kind ? Name : never;
}[WeaponName];
/** The name of a weapon whose bolts fly. */
export type BoltName = Named<"BOLT">;
/** The name of a weapon whose beam hits at once. */
export type BeamName = Named<"BEAM">;

interface AnyWeapon {
  /** Its number in the schema. */
  readonly number: number;
  /** Its index in lists, from 0 on. */
  readonly index: number;
  /** Its index among those of its kind, which the record of a bolt or a beam carries. */
  readonly variant: number;
  /** Its bit in an input command. */
  readonly button: number;
  readonly damage: number;
  /** The number of parts of a tick in which its cooldown is counted. */
  readonly parts: number;
  readonly reloadMs: number;
}

/** A weapon whose bolts fly. It fires while its button is held. */
export interface BoltWeapon extends AnyWeapon {
  readonly name: BoltName;
  readonly kind: "BOLT";
  readonly speedUs: number;
  readonly lifeMs: number;
  readonly radiusU: number;
  readonly muzzleU: number;
}

/** A weapon whose beam hits at once. It fires once for each press of its button. */
export interface BeamWeapon extends AnyWeapon {
  readonly name: BeamName;
  readonly kind: "BEAM";
  readonly rangeU: number;
}

/** A weapon of either kind. */
export type Weapon = BoltWeapon | BeamWeapon;

/** All weapons in the order of their numbers. */
export const WEAPONS: readonly Weapon[] = Object.values(WEAPON);
/** The names of all weapons, in the same order. */
export const WEAPON_NAMES: readonly WeaponName[] = WEAPONS.map(({ name }) => name);
/** The weapons whose bolts fly, by `variant`. */
export const BOLTS = WEAPONS.filter((weapon) => weapon.kind === "BOLT");
/** The weapons with a beam, by `variant`. */
export const BEAMS = WEAPONS.filter((weapon) => weapon.kind === "BEAM");

/** The buttons of all weapons. */
export const TRIGGERS = WEAPONS.reduce((bits, { button }) => bits | button, 0);
/** The bits of buttons that fire one shot per press. */
export const EDGES = BEAMS.reduce((bits, { button }) => bits | button, 0);

/** Returns a record with a value for each weapon. */
export function byWeapon<T>(value: (name: WeaponName) => T): Record<WeaponName, T> {
  const entries = WEAPON_NAMES.map((name) => [name, value(name)]);
  return Object.fromEntries(entries) as Record<WeaponName, T>;
}

// A server that is newer than the page may know more weapons: they are shown as the first of a
// kind.

/** Returns the weapon with a number of the schema, or the first weapon if it is unknown. */
export function weaponNumbered(number: number): Weapon {
  return weaponAt(number - 1);
}

/** Returns the weapon with an index from 0 on, or the first weapon if it is unknown. */
export function weaponAt(index: number): Weapon {
  return WEAPONS[index] ?? (WEAPONS[0] as Weapon);
}

/** Returns the weapon of a bolt record, or the first one with bolts if it is unknown. */
export function boltOf(variant: number): BoltWeapon {
  return BOLTS[variant] ?? (BOLTS[0] as BoltWeapon);
}

/** Returns the weapon of a beam record, or the first one with a beam if it is unknown. */
export function beamOf(variant: number): BeamWeapon {
  return BEAMS[variant] ?? (BEAMS[0] as BeamWeapon);
}
