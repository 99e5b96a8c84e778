import type { WeaponName } from "../gen/weapons";
import { lastingStorage, type PageStorage } from "../storage";
import { type KeyOwner, keyOwner, soundBindings } from "./key-rules";

/** The action that fires each weapon. */
export const WEAPON_KEYS = {
  BLASTER: "fire",
  RAIL: "rail",
} as const satisfies Record<WeaponName, string>;
export type WeaponAction = (typeof WEAPON_KEYS)[WeaponName];

/** Actions with keys of their own choice. */
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
export type KeyAction = (typeof KEY_ACTIONS)[number];
/** `KeyboardEvent.code` by action: the place on the keyboard, whatever is printed on it. */
export type Bindings = Record<KeyAction, string>;

export interface Preferences {
  /** The volume, 0 to 1. */
  volume: number;
  muted: boolean;
  shake: boolean;
  reducedMotion: boolean;
  /** Shakes the device, where it can. */
  vibration: boolean;
  /** True if the right thumb stick flies and the left one aims. */
  swapSticks: boolean;
  bindings: Bindings;
}

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

const STORAGE_KEY = "tickstorm.settings";

/**
 * The wishes that the system states for the person and the device; a setting of the person
 * overrides them.
 */
export interface SystemWishes {
  lessMotion: boolean;
  /** The screen is touched. */
  coarsePointer: boolean;
}

export class Settings {
  readonly preferences: Preferences;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly storage: Pick<PageStorage, "getItem" | "setItem">,
    system: SystemWishes,
  ) {
    this.preferences = readPreferences(storage.getItem(STORAGE_KEY), system);
  }

  /** True if nothing may move, flash or pulse but the game itself. */
  calm(): boolean {
    return this.preferences.reducedMotion;
  }

  vibrates(): boolean {
    return this.preferences.vibration && !this.calm();
  }

  shakes(): boolean {
    return this.preferences.shake && !this.calm();
  }

  volume(): number {
    return this.preferences.muted ? 0 : this.preferences.volume;
  }

  change(part: Partial<Preferences>): void {
    Object.assign(this.preferences, part);
    this.storage.setItem(STORAGE_KEY, JSON.stringify(this.preferences));
    for (const listener of this.listeners) listener();
  }

  /**
   * Gives an action another key. Returns the owner if the key is taken, and then changes nothing.
   */
  bind(action: KeyAction, code: string): KeyOwner | undefined {
    const { bindings } = this.preferences;
    const owner = keyOwner(bindings, action, code);
    if (owner === undefined) this.change({ bindings: { ...bindings, [action]: code } });
    return owner;
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }
}

/** Takes what is sound of the stored text, and the defaults for the rest. */
export function readPreferences(stored: string | null, system: SystemWishes): Preferences {
  const found = parseObject(stored);
  const bindings = soundBindings(isObject(found.bindings) ? found.bindings : {}, DEFAULT_BINDINGS);
  const volume = typeof found.volume === "number" ? found.volume : 0.6;
  return {
    volume: Math.min(1, Math.max(0, volume)),
    muted: found.muted === true,
    shake: found.shake !== false,
    reducedMotion: flag(found.reducedMotion, system.lessMotion),
    vibration: flag(found.vibration, system.coarsePointer),
    swapSticks: flag(found.swapSticks, false),
    bindings,
  };
}

function flag(stored: unknown, otherwise: boolean): boolean {
  return typeof stored === "boolean" ? stored : otherwise;
}

function parseObject(text: string | null): Record<string, unknown> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

const media = (query: string) =>
  typeof window === "undefined" ? undefined : window.matchMedia(query);
const systemWish = media("(prefers-reduced-motion: reduce)");

export const settings = new Settings(lastingStorage, {
  lessMotion: systemWish?.matches === true,
  coarsePointer: media("(pointer: coarse)")?.matches === true,
});

// A wish that changes while the page is open is the newest word of the person.
systemWish?.addEventListener("change", ({ matches }) =>
  settings.change({ reducedMotion: matches }),
);
