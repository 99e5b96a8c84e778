import { lastingStorage, type PageStorage } from "../storage";
import { type Bindings, DEFAULT_BINDINGS, type KeyAction } from "./key-bindings";
import { type KeyOwner, keyOwner, soundBindings } from "./key-rules";

/** The choices of a person, which the browser keeps. */
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

/** Holds the preferences, stores each change, and tells listeners of it. */
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

/** The settings of this page. */
export const settings = new Settings(lastingStorage, {
  lessMotion: systemWish?.matches === true,
  coarsePointer: media("(pointer: coarse)")?.matches === true,
});

// A wish that changes while the page is open is the newest word of the person.
systemWish?.addEventListener("change", ({ matches }) =>
  settings.change({ reducedMotion: matches }),
);
