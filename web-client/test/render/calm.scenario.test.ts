import type { Sprite, Texture } from "pixi.js";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { GameEvent, GameView } from "../../src/netcode/game-view";
import { settings } from "../../src/settings/settings-store";

/** A drawing context that accepts all calls and draws nothing. */
const nothing: unknown = new Proxy(() => {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => 0 : nothing),
  set: () => true,
  apply: () => nothing,
});

class FakeCanvas extends EventTarget {
  width = 0;
  height = 0;
  getContext = () => nothing;
}

vi.stubGlobal("navigator", { userAgent: "" });
vi.stubGlobal("HTMLCanvasElement", FakeCanvas);
vi.stubGlobal("document", { createElement: () => new FakeCanvas() });
afterAll(() => vi.unstubAllGlobals());
afterEach(() => settings.change({ reducedMotion: false }));

const at = { x: 5, y: 5 };
const EVENTS: readonly GameEvent[] = [
  { kind: "shot", weapon: "BLASTER", shooter: 2, angle: 0, ...at },
  { kind: "beam", weapon: "RAIL", shooter: 1, tick: 0, angle: 0, length: 90, ...at },
  { kind: "hit", weapon: "RAIL", attacker: 2, victim: 1, damage: 60, ...at },
  { kind: "explosion", victim: 2, killer: 1, ...at },
  { kind: "spark", angle: 0, ...at },
  { kind: "pickup", taker: 1, what: "health", ...at },
  { kind: "spawn", ship: 2, ...at },
];

let render: {
  pixi: typeof import("pixi.js");
  bake: typeof import("../../src/render/bake");
  effects: typeof import("../../src/render/effects");
  backdrop: typeof import("../../src/render/backdrop");
  attract: typeof import("../../src/render/attract");
};
// Pixi reads the browser's properties when it is loaded.
beforeAll(async () => {
  render = {
    pixi: await import("pixi.js"),
    bake: await import("../../src/render/bake"),
    effects: await import("../../src/render/effects"),
    backdrop: await import("../../src/render/backdrop"),
    attract: await import("../../src/render/attract"),
  };
});

/** Returns the textures that the events emit, and the number of flashes and shakes. */
function shown() {
  const textures: Texture[] = [];
  let flashes = 0;
  const particles = {
    emit: (texture: Texture) => {
      textures.push(texture);
      return { sprite: {} };
    },
  };
  const stage = {
    particles,
    beams: { fire() {} },
    fleet: { flash: () => flashes++ },
    camera: { shake: () => flashes++ },
    hurt: { hit() {} },
  };
  const view = { ownId: 1, own: at, roster: new Map(), events: EVENTS };
  type Stage = Parameters<typeof render.effects.showEvents>[1];
  const fake = stage as unknown as Stage;
  render.effects.showEvents(view as unknown as GameView, fake, 0);
  return { textures, flashes };
}

test("without motion there are no flashes, rings, shakes or splinters", () => {
  const lively = shown();
  settings.change({ reducedMotion: true });
  const calm = shown();
  expect(lively.flashes).toBeGreaterThan(0);
  expect(calm.flashes).toBe(0);
  expect(lively.textures).toContain(render.bake.glowTexture("#ffffff"));
  expect(calm.textures).not.toContain(render.bake.glowTexture("#ffffff"));
  expect(calm.textures.length).toBeLessThan(lively.textures.length / 3);
  expect(calm.textures.length).toBeGreaterThanOrEqual(4);
});

test("without motion the stars stand still while the camera moves", () => {
  const placesAfter = (cameraX: number) => {
    const layer = new render.pixi.Container();
    const stars = new render.backdrop.Stars(layer, 3, true);
    stars.draw({ x: cameraX, y: 0 }, 800, 600, 1);
    return layer.children.map((sprite) => (sprite as Sprite).x);
  };
  expect(placesAfter(500)).not.toEqual(placesAfter(0));
  settings.change({ reducedMotion: true });
  expect(placesAfter(500)).toEqual(placesAfter(0));
});

test("the still skirmish has ships in flight, and no new effect starts", () => {
  const attract = render.attract.createAttract(7);
  const first = structuredClone({ ships: attract.still().ships });
  const later = attract.still();
  expect(later.ships).toEqual(first.ships);
  expect(later.ships.some(({ velocityX }) => velocityX !== 0)).toBe(true);
  expect(later.events).toEqual([]);
});
