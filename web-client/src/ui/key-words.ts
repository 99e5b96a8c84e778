// The names of keys and of their uses.

import { type KeyAction, WEAPON_KEYS, type WeaponAction } from "../settings/key-bindings";
import type { KeyOwner } from "../settings/key-rules";
import { WEAPON_NAMES } from "../sim/weapon-table";
import { words } from "../words/language";
import type { NamedKey, NumpadKey } from "../words/words";

/**
 * Returns the readable name of a key, such as W for "KeyW". The parts of an unknown code are
 * separated.
 */
export function keyCaption(code: string): string {
  const { named, numpad, numpadKeys } = words.settings;
  if (Object.hasOwn(named, code)) return named[code as NamedKey];
  const [, onPad] = /^Numpad(\w+)$/.exec(code) ?? [];
  if (onPad === undefined) {
    return code.replace(/^Key|^Digit/, "").replace(/([a-z])([A-Z])/g, "$1 $2");
  }
  return numpad(Object.hasOwn(numpadKeys, onPad) ? numpadKeys[onPad as NumpadKey] : onPad);
}

/** Returns the words of an action that has a key. */
export function actionCaption(action: KeyAction): string {
  const weapon = WEAPON_NAMES.find((name) => WEAPON_KEYS[name] === action);
  if (weapon !== undefined) return words.weapons[weapon].key;
  return words.settings.actions[action as Exclude<KeyAction, WeaponAction>];
}

/** Returns the sentence that explains why a key was refused. */
export function refusalWords(code: string, owner: KeyOwner): string {
  const { takenByPage, takenByAction, takenByBrowser, pageUses, thisKey } = words.settings;
  const key = keyCaption(code);
  switch (owner.kind) {
    case "page":
      return takenByPage(key, pageUses[owner.use]);
    case "action":
      return takenByAction(key, actionCaption(owner.action));
    case "browser":
      return takenByBrowser(key || thisKey);
  }
}
