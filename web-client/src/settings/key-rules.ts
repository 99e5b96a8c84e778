// Decides which keys an action may have. A key has one meaning: those of the page, of the browser
// and of other actions are not available.
import type { Bindings, KeyAction } from "./key-bindings";

/** The uses of the keys that belong to the page; no action can have them. */
export type PageKeyUse =
  | "settings"
  | "focus"
  | "netGraph"
  | "networkLab"
  | "flyUp"
  | "flyLeft"
  | "flyDown"
  | "flyRight"
  | "press";

/** The current owner of a key. */
export type KeyOwner =
  | { kind: "action"; action: KeyAction }
  /** A key of the page itself, with its use. */
  | { kind: "page"; use: PageKeyUse }
  /**
   * A key that the browser or the system handles, or one that is not distinguishable from others.
   */
  | { kind: "browser" };

/** Keys of the page that no action can have, with their uses. */
const PAGE_KEYS: Readonly<Record<string, PageKeyUse>> = {
  Escape: "settings",
  Tab: "focus",
  F3: "netGraph",
  F4: "networkLab",
  ArrowUp: "flyUp",
  ArrowLeft: "flyLeft",
  ArrowDown: "flyDown",
  ArrowRight: "flyRight",
};

/** Keys of the page that one action can have nevertheless. */
const RESERVED_KEYS: Readonly<Record<string, { action: KeyAction; use: PageKeyUse }>> = {
  Enter: { action: "chat", use: "press" },
};

/**
 * Keys that every browser passes to a page. The others (F5, Ctrl, Meta, Caps Lock, media keys, keys
 * without a code) do something else, or send no release.
 */
const PLAIN_KEY = new RegExp(
  `^(${[
    "Key[A-Z]",
    "Digit\\d",
    "Numpad(\\d|Add|Subtract|Multiply|Divide|Decimal|Comma|Equal|Enter)",
    "Space|Shift(Left|Right)|Backspace|Delete|Insert|Home|End|PageUp|PageDown",
    "Back(quote|slash)|Minus|Equal|Bracket(Left|Right)|Semicolon|Quote|Comma|Period|Slash",
    "Intl(Backslash|Ro|Yen)",
  ].join("|")})$`,
);

/** Returns the owner of a key that this action requests; undefined if the action may have it. */
export function keyOwner(
  bindings: Readonly<Partial<Bindings>>,
  action: KeyAction,
  code: string,
): KeyOwner | undefined {
  const use = Object.hasOwn(PAGE_KEYS, code) ? PAGE_KEYS[code] : undefined;
  if (use !== undefined) return { kind: "page", use };
  const other = actionsOf(bindings).find((each) => each !== action && bindings[each] === code);
  if (other !== undefined) return { kind: "action", action: other };
  const reserved = Object.hasOwn(RESERVED_KEYS, code) ? RESERVED_KEYS[code] : undefined;
  if (reserved === undefined) return PLAIN_KEY.test(code) ? undefined : { kind: "browser" };
  return reserved.action === action ? undefined : { kind: "page", use: reserved.use };
}

/**
 * Returns valid bindings for stored ones, which may be older than these rules. Each action keeps
 * its stored key if that is allowed, otherwise gets its default, otherwise the first free key.
 */
export function soundBindings(
  stored: Readonly<Record<string, unknown>>,
  defaults: Readonly<Bindings>,
): Bindings {
  const sound: Partial<Bindings> = {};
  for (const action of actionsOf(defaults)) {
    const code = Object.hasOwn(stored, action) ? stored[action] : undefined;
    if (typeof code === "string" && !keyOwner(sound, action, code)) sound[action] = code;
  }
  for (const action of actionsOf(defaults)) {
    const wished = [sound[action] ?? defaults[action], ...SPARE_KEYS];
    sound[action] = wished.find((code) => !keyOwner(sound, action, code)) ?? defaults[action];
  }
  return { ...defaults, ...sound };
}

function actionsOf(bindings: Readonly<Partial<Bindings>>): KeyAction[] {
  return Object.keys(bindings) as KeyAction[];
}

/** More than there are actions, so that one of them is free. */
const SPARE_KEYS = [..."WASDFQERTGZXCVYHBNUJMIKOLP"].map((letter) => `Key${letter}`);
