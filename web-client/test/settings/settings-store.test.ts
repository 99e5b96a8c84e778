import { expect, test } from "vitest";
import { DEFAULT_BINDINGS } from "../../src/settings/key-bindings";
import { readPreferences, Settings } from "../../src/settings/settings-store";
import { keyCaption } from "../../src/ui/key-words";
import { Mutes } from "../../src/ui/mutes";

const PLAIN = { lessMotion: false, coarsePointer: false };

function shelf() {
  const stored = new Map<string, string>();
  return {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
}

test("settings are restored after a reload", () => {
  const kept = shelf();
  const before = new Settings(kept, PLAIN);
  before.change({ volume: 0.25, shake: false });
  before.bind("up", "KeyI");
  const after = new Settings(kept, PLAIN);
  expect(after.preferences.volume).toBe(0.25);
  expect(after.shakes()).toBe(false);
  expect(after.preferences.bindings.up).toBe("KeyI");
});

test("invalid stored text gives the defaults", () => {
  for (const stored of [null, "", "{", "7", '{"volume":"loud","bindings":{"up":3}}']) {
    const preferences = readPreferences(stored, PLAIN);
    expect(preferences.volume).toBe(0.6);
    expect(preferences.bindings).toEqual(DEFAULT_BINDINGS);
  }
  expect(readPreferences('{"volume":9}', PLAIN).volume).toBe(1);
});

test("the system's setting for less motion applies until the player changes it", () => {
  expect(new Settings(shelf(), { ...PLAIN, lessMotion: true }).shakes()).toBe(false);
  const still = { ...PLAIN, lessMotion: true };
  expect(readPreferences('{"reducedMotion":false}', still).reducedMotion).toBe(false);
});

test("mute silences and keeps the volume", () => {
  const settings = new Settings(shelf(), PLAIN);
  settings.change({ muted: true });
  expect(settings.volume()).toBe(0);
  settings.change({ muted: false });
  expect(settings.volume()).toBe(0.6);
});

test("keys have readable names", () => {
  expect(keyCaption("KeyW")).toBe("W");
  expect(keyCaption("ArrowUp")).toBe("Up");
  expect(keyCaption("ShiftLeft")).toBe("Shift Left");
  expect(keyCaption("Space")).toBe("Space");
  expect(keyCaption("Numpad5")).toBe("Num 5");
  expect(keyCaption("NumpadEnter")).toBe("Num Enter");
  expect(keyCaption("LaunchMail")).toBe("Launch Mail");
});

test("the chat hides a muted player, but not the server or a new name on the seat", () => {
  const mutes = new Mutes();
  mutes.toggle(3, "Eve");
  expect(mutes.hides(3, "Eve")).toBe(true);
  expect(mutes.hides(3, "Ada")).toBe(false);
  mutes.muteAll(true);
  expect(mutes.hides(5, "Ada")).toBe(true);
  expect(mutes.hides(undefined, "")).toBe(false);
  mutes.muteAll(false);
  mutes.toggle(3, "Eve");
  expect(mutes.hides(3, "Eve")).toBe(false);
});

test("a touch device vibrates, unless the player or less motion turns it off", () => {
  const touched = { ...PLAIN, coarsePointer: true };
  expect(new Settings(shelf(), PLAIN).vibrates()).toBe(false);
  const settings = new Settings(shelf(), touched);
  expect(settings.vibrates()).toBe(true);
  settings.change({ reducedMotion: true });
  expect(settings.vibrates()).toBe(false);
  settings.change({ reducedMotion: false, vibration: false });
  expect(settings.vibrates()).toBe(false);
  expect(readPreferences('{"vibration":true}', PLAIN).vibration).toBe(true);
});
