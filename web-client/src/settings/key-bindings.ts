import type { WeaponName } from "../gen/weapons";

/** The action that fires each weapon. */
export const WEAPON_KEYS = {
  BLASTER: "fire",
  RAIL: "rail",
} as const satisfies Record<WeaponName, string>;
/** An action that fires a weapon. */
export type WeaponAction = (typeof WEAPON_KEYS)[WeaponName];

/** Actions whose keys can be chosen. */
export const KEY_ACTIONS = [
  "up",
  "left",
  "down",
  "right",
  ...Object.values(WEAPON_KEYS),
  "turnLeft",
  "turnRight",
  "chat",
  "scoreboard",
  "fullScreen",
] as const;
/** An action that has a key. */
export type KeyAction = (typeof KEY_ACTIONS)[number];
/** `KeyboardEvent.code` by action: the position on the keyboard, independent of its label. */
export type Bindings = Record<KeyAction, string>;

/** The default keys. */
export const DEFAULT_BINDINGS: Readonly<Bindings> = {
  up: "KeyW",
  left: "KeyA",
  down: "KeyS",
  right: "KeyD",
  fire: "KeyF",
  rail: "Space",
  turnLeft: "KeyQ",
  turnRight: "KeyE",
  chat: "Enter",
  scoreboard: "KeyR",
  fullScreen: "KeyV",
};
