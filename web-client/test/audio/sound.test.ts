import { expect, test } from "vitest";
import { cuesOf } from "../../src/audio/choice";
import { EARSHOT_U, place } from "../../src/audio/placing";
import { RECIPES, SOUND_NAMES, type SoundName } from "../../src/audio/recipes";
import { lengthMs, Voices } from "../../src/audio/voices";
import { createAttract } from "../../src/render/attract";

const view = createAttract(1).advance(0, 16);
const me = view.ownId;

test("more than twelve sounds exist, and all are audible and short", () => {
  expect(SOUND_NAMES.length).toBeGreaterThanOrEqual(12);
  for (const name of SOUND_NAMES) {
    for (const layer of RECIPES[name].layers) {
      // An exponential ramp may not start or end at zero.
      expect(Math.min(layer.fromHz, layer.toHz, layer.gain)).toBeGreaterThan(0);
    }
    expect(lengthMs(RECIPES[name])).toBeLessThan(1500);
  }
});

test("a sound has its side, becomes quieter with distance, and has a limit of hearing", () => {
  expect(place(-400, 0).pan).toBeLessThan(0);
  expect(place(400, 0).pan).toBeGreaterThan(0);
  expect(place(200, 0).gain).toBeGreaterThan(place(600, 0).gain);
  expect(place(EARSHOT_U, 0).gain).toBe(0);
  expect(place(0, 0)).toEqual({ pan: 0, gain: 1 });
});

test("own and foreign shots sound different, and only the foreign one has a place", () => {
  const shot = { kind: "shot", weapon: "BLASTER", x: 5, y: 6, angle: 0 } as const;
  expect(cuesOf({ ...shot, shooter: me }, view)).toEqual([{ name: "blasterOwn" }]);
  expect(cuesOf({ ...shot, shooter: 2 }, view)).toEqual([{ name: "blasterOther", x: 5, y: 6 }]);
});

test("a hit has one sound for the attacker, another for the victim, and none for others", () => {
  const hit = { kind: "hit", weapon: "BLASTER", damage: 12, x: 0, y: 0 } as const;
  expect(cuesOf({ ...hit, attacker: me, victim: 2 }, view)).toEqual([{ name: "hitTick" }]);
  expect(cuesOf({ ...hit, attacker: 2, victim: me }, view)).toEqual([{ name: "hurt" }]);
  expect(cuesOf({ ...hit, attacker: 2, victim: 3 }, view)).toEqual([]);
});

test("the number of voices is limited, and the oldest of the lowest rank is replaced", () => {
  const voices = new Voices(3);
  const stopped: string[] = [];
  const admit = (name: SoundName, nowMs: number) =>
    voices.admit(name, nowMs, () => () => stopped.push(name));
  admit("explosion", 0);
  admit("blasterOther", 1);
  admit("railOwn", 2);
  expect(admit("hurt", 3)).toBe(true);
  expect(stopped).toEqual(["blasterOther"]);
  expect(voices.count).toBe(3);
  expect(admit("spark", 4)).toBe(false);
  expect(admit("hitTick", 5)).toBe(true);
  expect(stopped).toEqual(["blasterOther", "explosion"]);
});

test("a voice that has ended frees its place", () => {
  const voices = new Voices(1);
  const start = () => () => {};
  expect(voices.admit("ownDeath", 0, start)).toBe(true);
  expect(voices.admit("spark", 10, start)).toBe(false);
  expect(voices.admit("spark", lengthMs(RECIPES.ownDeath) + 1, start)).toBe(true);
});

test("the same sound twice within its gap is one sound", () => {
  const voices = new Voices();
  expect(voices.admit("hitTick", 100, () => () => {})).toBe(true);
  expect(voices.admit("hitTick", 110, () => () => {})).toBe(false);
  expect(voices.admit("hitTick", 100 + RECIPES.hitTick.gapMs, () => () => {})).toBe(true);
});
