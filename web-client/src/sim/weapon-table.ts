// The table of weapons, in types. A place that differs by weapon or kind is a Record or a switch
// without a default, so that the compiler names what a new weapon needs.
import { WEAPON, type WeaponName } from "../gen/weapons";

type Named<Kind> = {
  [Name in WeaponName]: (typeof WEAPON)[Name]["kind"] extends Kind ? Name : never;
}[WeaponName];
export type BoltName = Named<"BOLT">;
export type BeamName = Named<"BEAM">;

interface AnyWeapon {
  /** Its number in the schema. */
  readonly number: number;
  /** Its place in lists, from 0 on. */
  readonly index: number;
  /** Its place among those of its kind: what the record of a bolt or a beam tells. */
  readonly variant: number;
  /** Its bit in an input command. */
  readonly button: number;
  readonly damage: number;
  /** The number of parts of a tick in which its cooldown counts. */
  readonly parts: number;
  readonly reloadMs: number;
}

/** Flies; fired for as long as its button is held. */
export interface BoltWeapon extends AnyWeapon {
  readonly name: BoltName;
  readonly kind: "BOLT";
  readonly speedUs: number;
  readonly lifeMs: number;
  readonly radiusU: number;
  readonly muzzleU: number;
}

/** Hits at once; fired once for each press of its button. */
export interface BeamWeapon extends AnyWeapon {
  readonly name: BeamName;
  readonly kind: "BEAM";
  readonly rangeU: number;
}

export type Weapon = BoltWeapon | BeamWeapon;

/** In the order of their numbers. */
export const WEAPONS: readonly Weapon[] = Object.values(WEAPON);
export const WEAPON_NAMES: readonly WeaponName[] = WEAPONS.map(({ name }) => name);
export const BOLTS = WEAPONS.filter((weapon) => weapon.kind === "BOLT");
export const BEAMS = WEAPONS.filter((weapon) => weapon.kind === "BEAM");

/** The buttons of all weapons. */
export const TRIGGERS = WEAPONS.reduce((bits, { button }) => bits | button, 0);
/** The bits of buttons that are pressed for one shot. */
export const EDGES = BEAMS.reduce((bits, { button }) => bits | button, 0);

/** Something for each weapon. */
export function byWeapon<T>(value: (name: WeaponName) => T): Record<WeaponName, T> {
  const entries = WEAPON_NAMES.map((name) => [name, value(name)]);
  return Object.fromEntries(entries) as Record<WeaponName, T>;
}

// A server that is newer than the page may know more weapons: they look like the first of a kind.

export function weaponNumbered(number: number): Weapon {
  return weaponAt(number - 1);
}

export function weaponAt(index: number): Weapon {
  return WEAPONS[index] ?? (WEAPONS[0] as Weapon);
}

export function boltOf(variant: number): BoltWeapon {
  return BOLTS[variant] ?? (BOLTS[0] as BoltWeapon);
}

export function beamOf(variant: number): BeamWeapon {
  return BEAMS[variant] ?? (BEAMS[0] as BeamWeapon);
}
