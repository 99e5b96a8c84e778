import { describe, expect, it } from "vitest";
import { type Bindings, DEFAULT_BINDINGS, KEY_ACTIONS } from "../../src/settings/key-bindings";
import { keyOwner, soundBindings } from "../../src/settings/key-rules";
import { readPreferences, Settings } from "../../src/settings/settings-store";
import { refusalWords } from "../../src/ui/key-words";

const TAKEN = ["F3", "F4", "Escape", "ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight"];
const BROWSER = ["F1", "F5", "F11", "F12", "ControlLeft", "AltRight", "MetaLeft", "OSLeft"];
const STRANGE = ["", "Unidentified", "CapsLock", "ContextMenu", "MediaPlayPause", "constructor"];

const PLAIN = { lessMotion: false, coarsePointer: false };

function settings(stored?: string) {
  const shelf = { getItem: () => stored ?? null, setItem() {} };
  return new Settings(shelf, PLAIN);
}

function expectSound(bindings: Bindings): void {
  const codes = Object.values(bindings);
  expect(new Set(codes).size).toBe(KEY_ACTIONS.length);
  for (const action of KEY_ACTIONS) {
    expect(keyOwner(bindings, action, bindings[action])).toBeUndefined();
  }
}

describe("the keys of the actions", () => {
  it("are valid by default", () => {
    expectSound({ ...DEFAULT_BINDINGS });
  });

  it.each(KEY_ACTIONS)("%s refuses every key in use, and names its owner", (action) => {
    for (const code of [...TAKEN, ...BROWSER, ...STRANGE]) {
      const game = settings();
      const owner = game.bind(action, code);
      expect(owner, code).toBeDefined();
      expect(game.preferences.bindings).toEqual(DEFAULT_BINDINGS);
      if (owner)
        expect(refusalWords(code, owner)).toMatch(/^.+ (is taken: |cannot be used: ).+\.$/);
    }
  });

  it.each(KEY_ACTIONS)("%s refuses the key of every other action, and names it", (action) => {
    for (const other of KEY_ACTIONS.filter((each) => each !== action)) {
      const game = settings();
      const owner = game.bind(action, DEFAULT_BINDINGS[other]);
      expect(owner).toEqual({ kind: "action", action: other });
      expect(game.preferences.bindings).toEqual(DEFAULT_BINDINGS);
    }
  });

  it("may be set again to their current value", () => {
    for (const action of KEY_ACTIONS) {
      expect(settings().bind(action, DEFAULT_BINDINGS[action])).toBeUndefined();
    }
  });

  it("reserves Enter for the chat, even if the chat has another key, and Tab for no action", () => {
    const game = settings();
    game.bind("chat", "KeyT");
    game.bind("scoreboard", "KeyQ");
    for (const action of KEY_ACTIONS) {
      expect(game.bind(action, "Enter") === undefined).toBe(action === "chat");
      expect(game.bind(action, "Tab")).toMatchObject({ kind: "page" });
    }
  });

  it("accepts a free key", () => {
    const game = settings();
    for (const code of ["KeyJ", "Digit1", "ShiftLeft", "Numpad0", "Semicolon", "IntlBackslash"]) {
      expect(game.bind("fire", code)).toBeUndefined();
      expect(game.preferences.bindings.fire).toBe(code);
    }
  });

  it("names the action of a used key in a sentence", () => {
    expect(refusalWords("F3", { kind: "page", use: "netGraph" })).toBe(
      "F3 is taken: it shows the net graph.",
    );
    expect(refusalWords("KeyW", { kind: "action", action: "up" })).toBe(
      "W is taken: it is the key for “Fly up”.",
    );
    expect(refusalWords("", { kind: "browser" })).toContain("This key cannot be used");
  });
});

describe("bindings stored by an older page", () => {
  const stored = (bindings: unknown) =>
    readPreferences(JSON.stringify({ bindings }), PLAIN).bindings;

  it("lose the keys that are in use, and keep the others", () => {
    const bindings = stored({ fire: "F3", rail: "ArrowUp", up: "KeyI", chat: "Escape" });
    expect(bindings).toEqual({ ...DEFAULT_BINDINGS, up: "KeyI" });
  });

  it("assign a key of two actions to the first", () => {
    const bindings = stored({ up: "KeyJ", fire: "KeyJ", rail: "KeyJ" });
    expect(bindings).toEqual({ ...DEFAULT_BINDINGS, up: "KeyJ" });
  });

  it("use a free key if another action has the default", () => {
    const bindings = stored({ up: "KeyF", fire: "F3" });
    expect(bindings.up).toBe("KeyF");
    expect(bindings.fire).toBe("KeyW");
    expectSound(bindings);
  });

  it("are valid for any stored text", () => {
    const codes = [
      ...Object.values(DEFAULT_BINDINGS),
      ...TAKEN,
      ...BROWSER,
      "KeyQ",
      7,
      null,
      "<b>",
    ];
    let state = 15;
    for (let i = 0; i < 2000; i++) {
      const bindings: Record<string, unknown> = {};
      for (const action of KEY_ACTIONS) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        bindings[action] = codes[(state >>> 8) % codes.length];
      }
      expectSound(soundBindings(bindings, DEFAULT_BINDINGS));
    }
  });
});
