import { lastingStorage, type PageStorage } from "../storage";

/** Actions with keys of their own choice. */
export const KEY_ACTIONS = [
  "up",
  "left",
  "down",
  "right",
  "fire",
  "rail",
  "chat",
  "scoreboard",
] as const;
export type KeyAction = (typeof KEY_ACTIONS)[number];
/** `KeyboardEvent.code` by action: the place on the keyboard, whatever is printed on it. */
export type Bindings = Record<KeyAction, string>;

export interface Preferences {
  /** 0 to 1. */
  volume: number;
  muted: boolean;
  shake: boolean;
  reducedMotion: boolean;
  bindings: Bindings;
}

export const DEFAULT_BINDINGS: Readonly<Bindings> = {
  up: "KeyW",
  left: "KeyA",
  down: "KeyS",
  right: "KeyD",
  fire: "KeyF",
  rail: "Space",
  chat: "Enter",
  scoreboard: "Tab",
};

const STORAGE_KEY = "tickstorm.settings";

export class Settings {
  readonly preferences: Preferences;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly storage: Pick<PageStorage, "getItem" | "setItem">,
    prefersReducedMotion: boolean,
  ) {
    this.preferences = readPreferences(storage.getItem(STORAGE_KEY), prefersReducedMotion);
  }

  shakes(): boolean {
    return this.preferences.shake && !this.preferences.reducedMotion;
  }

  volume(): number {
    return this.preferences.muted ? 0 : this.preferences.volume;
  }

  change(part: Partial<Preferences>): void {
    Object.assign(this.preferences, part);
    this.storage.setItem(STORAGE_KEY, JSON.stringify(this.preferences));
    for (const listener of this.listeners) listener();
  }

  /** One key has one meaning: the action that had it takes the old key of this one. */
  bind(action: KeyAction, code: string): void {
    this.change({ bindings: rebind(this.preferences.bindings, action, code) });
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }
}

export function rebind(bindings: Readonly<Bindings>, action: KeyAction, code: string): Bindings {
  const changed = { ...bindings };
  for (const other of KEY_ACTIONS) {
    if (other !== action && changed[other] === code) changed[other] = bindings[action];
  }
  changed[action] = code;
  return changed;
}

/** Takes what is sound of the stored text, and the defaults for the rest. */
export function readPreferences(stored: string | null, prefersReducedMotion: boolean): Preferences {
  const found = parseObject(stored);
  const bindings: Bindings = { ...DEFAULT_BINDINGS };
  const storedBindings = isObject(found.bindings) ? found.bindings : {};
  for (const action of KEY_ACTIONS) {
    const code = storedBindings[action];
    if (typeof code === "string" && /^\w{1,24}$/.test(code)) bindings[action] = code;
  }
  const volume = typeof found.volume === "number" ? found.volume : 0.6;
  return {
    volume: Math.min(1, Math.max(0, volume)),
    muted: found.muted === true,
    shake: found.shake !== false,
    reducedMotion:
      typeof found.reducedMotion === "boolean" ? found.reducedMotion : prefersReducedMotion,
    bindings,
  };
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

export const settings = new Settings(
  lastingStorage,
  typeof window !== "undefined" && window.matchMedia("(prefers-reduced-motion: reduce)").matches,
);
