import { lastingStorage, type PageStorage } from "../storage";
import { type Bindings, DEFAULT_BINDINGS, type KeyAction } from "./key-bindings";
import { type KeyOwner, keyOwner, soundBindings } from "./key-rules";

/** The preferences of a player, which the browser stores. */
export interface Preferences {
  /** The volume, 0 to 1. */
  volume: number;
  muted: boolean;
  shake: boolean;
  reducedMotion: boolean;
  /** True if the device may vibrate. */
  vibration: boolean;
  /** True if the right thumb stick flies and the left one aims. */
  swapSticks: boolean;
  bindings: Bindings;
}

const STORAGE_KEY = "tickstorm.settings";

/**
 * The preferences that the system reports for the person and the device; a setting of the person
 * overrides them.
 */
export interface SystemWishes {
  lessMotion: boolean;
  /** True for a touch screen. */
  coarsePointer: boolean;
}

/** Holds the preferences, stores each change, and calls listeners. */
export class Settings {
  readonly preferences: Preferences;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly storage: Pick<PageStorage, "getItem" | "setItem">,
    system: SystemWishes,
  ) {
    this.preferences = readPreferences(storage.getItem(STORAGE_KEY), system);
  }

  /** True if nothing but the game itself may move, flash or pulse. */
  calm(): boolean {
    return this.preferences.reducedMotion;
  }

  /** True if the device may vibrate. */
  vibrates(): boolean {
    return this.preferences.vibration && !this.calm();
  }

  /** True if the picture may shake. */
  shakes(): boolean {
    return this.preferences.shake && !this.calm();
  }

  /** Returns the volume, 0 to 1; 0 while muted. */
  volume(): number {
    return this.preferences.muted ? 0 : this.preferences.volume;
  }

  /** Changes some preferences, stores all, and calls the listeners. */
  change(part: Partial<Preferences>): void {
    Object.assign(this.preferences, part);
    this.storage.setItem(STORAGE_KEY, JSON.stringify(this.preferences));
    for (const listener of this.listeners) listener();
  }

  /** Binds an action to another key. If the key is taken, returns its owner and changes nothing. */
  bind(action: KeyAction, code: string): KeyOwner | undefined {
    const { bindings } = this.preferences;
    const owner = keyOwner(bindings, action, code);
    if (owner === undefined) this.change({ bindings: { ...bindings, [action]: code } });
    return owner;
  }

  /** Calls the listener after each change, for the life of the page. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }
}

/** Returns the valid parts of the stored text, and defaults for the rest. */
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

/** The settings of this page. */
export const settings = new Settings(lastingStorage, {
  lessMotion: systemWish?.matches === true,
  coarsePointer: media("(pointer: coarse)")?.matches === true,
});

// A system preference that changes while the page is open is the newest choice of the person.
systemWish?.addEventListener("change", ({ matches }) =>
  settings.change({ reducedMotion: matches }),
);
